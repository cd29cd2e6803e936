import type { OperationOutcome } from 'fhir/r4.js';
import type { Problem } from '../problem.ts';

/** A problem as FHIR tells it: its issue type, its stable code and its one sentence. */
export const operationOutcomeOf = (problem: Problem): OperationOutcome => ({
  resourceType: 'OperationOutcome',
  issue: [
    {
      severity: 'error',
      code: problem.issueType as OperationOutcome['issue'][number]['code'],
      details: { text: problem.code },
      diagnostics: problem.message,
    },
  ],
});

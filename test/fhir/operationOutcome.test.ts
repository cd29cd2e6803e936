import { operationOutcomeOf } from '../../src/fhir/operationOutcome.ts';
import { Problem } from '../../src/problem.ts';
import { expectConformant } from '../support/conformance.ts';

describe('operationOutcomeOf', () => {
  it('tells a problem by its issue type, code and sentence', () => {
    const outcome = operationOutcomeOf(new Problem('host-conflict', 'The goal has changed.'));
    expect(outcome.issue).toEqual([
      {
        severity: 'error',
        code: 'conflict',
        details: { text: 'host-conflict' },
        diagnostics: 'The goal has changed.',
      },
    ]);
    expectConformant(outcome);
  });
});

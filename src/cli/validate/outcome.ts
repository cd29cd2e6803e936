import type { OperationOutcome, OperationOutcomeIssue } from 'fhir/r4.js';
import type { Examined, Told } from './examine.ts';

/** FHIR's own codes for what is wrong. */
const CODE: Readonly<Record<string, OperationOutcomeIssue['code']>> = {
  json: 'structure',
  'unknown-element': 'structure',
  type: 'value',
  fixed: 'value',
  pattern: 'value',
  slice: 'value',
  min: 'required',
  max: 'structure',
  binding: 'code-invalid',
  reference: 'value',
  extension: 'extension',
  'extension-context': 'extension',
  profile: 'not-found',
};

/** One OperationOutcome a resource; a sound one says so, as FHIR asks for at least one issue. */
export function outcomeOf({ reference, where, issues, notRead }: Examined): OperationOutcome {
  const said = issues.map((issue) => issueOf(issue, `${reference} (${where})`));
  const sound: OperationOutcomeIssue = {
    severity: 'information',
    code: 'informational',
    diagnostics: `${reference} (${where}): ${notRead === null ? 'sound' : 'sound, and nothing that Attest reads'}.`,
  };
  return { resourceType: 'OperationOutcome', issue: said.length > 0 ? said : [sound] };
}

const issueOf = (
  { severity, rule, path, message }: Told,
  about: string,
): OperationOutcomeIssue => ({
  severity,
  code: rule.startsWith('invariant:') ? 'invariant' : (CODE[rule] ?? 'processing'),
  details: { text: rule },
  diagnostics: `${about}: ${message}`,
  expression: [path],
});

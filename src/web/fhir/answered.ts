import type { OperationOutcomeIssue, ParametersParameter } from 'fhir/r4.js';
import { assessmentLine } from '../../domain/assessmentLine.ts';
import { compareText } from '../../domain/order.ts';
import type { Evaluation, Remark } from '../../evaluateGoal.ts';
import type { Resource } from '../../fhir/write/chunks.ts';

/** An evaluation as the Parameters that the OperationDefinition promises. */
export function parametersOf({ assessment, verdict, written, remarks }: Evaluation): Resource {
  const line = assessmentLine(assessment);
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'verdict', resource: verdict },
      { name: 'assessment', valueString: JSON.stringify(line) },
      ...line.findings.map(findingOf),
      ...line.next.map(({ code, need }) =>
        group('need', [
          { name: 'code', valueCode: code },
          { name: 'need', valueString: need },
        ]),
      ),
      ...Object.entries(written)
        .sort(([a], [b]) => compareText(a, b))
        .map(([type, count]) =>
          group('written', [
            { name: 'type', valueCode: type },
            { name: 'count', valueInteger: count },
          ]),
        ),
      { name: 'outcome', resource: outcomeOf(remarks) },
    ],
  };
}

const group = (name: string, part: ParametersParameter[]): ParametersParameter => ({ name, part });

const findingOf = ({
  code,
  severity,
  because,
  cites,
}: ReturnType<typeof assessmentLine>['findings'][number]): ParametersParameter =>
  group('finding', [
    { name: 'code', valueCode: code },
    { name: 'severity', valueCode: severity },
    { name: 'because', valueString: because },
    ...cites.map((reference) => ({ name: 'cites', valueReference: { reference } })),
  ]);

const outcomeOf = (remarks: readonly Remark[]) => ({
  resourceType: 'OperationOutcome',
  issue: remarks.length === 0 ? [NOTHING_TO_TELL] : remarks.map(issueOf),
});

const NOTHING_TO_TELL: OperationOutcomeIssue = {
  severity: 'information',
  code: 'informational',
  diagnostics: 'All that was asked could be done.',
};

const issueOf = ({ severity, about, because }: Remark): OperationOutcomeIssue => ({
  severity,
  code: severity === 'warning' ? 'incomplete' : 'informational',
  diagnostics: about === null ? because : `${about}: ${because}`,
});

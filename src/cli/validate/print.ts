import { compareText } from '../../domain/order.ts';
import { SYSTEM } from '../../fhir/names.ts';
import { paint, plural, type Format, type Output } from '../output.ts';
import type { Examined, Told } from './examine.ts';
import { outcomeOf } from './outcome.ts';

/** Prints what was found, each resource as soon as it is known. */
export const printResource: Readonly<Record<Format, (examined: Examined, output: Output) => void>> =
  {
    table: (examined, output) => {
      const lines = examined.issues.filter(({ severity }) => severity !== 'information');
      if (lines.length === 0) return;
      const style = paint(output);
      const head = `${style('bold', examined.reference)} (${examined.where})`;
      output.data([head, ...lines.map((issue) => lineOf(issue, output))].join('\n'));
    },
    json: ({ reference, issues, notRead }, output) => {
      const said = notRead === null ? issues : [...issues, notReadIssue(reference, notRead.code)];
      for (const { severity, rule, path, message } of said) {
        output.data(JSON.stringify({ resource: reference, severity, rule, path, message }));
      }
    },
    fhir: (examined, output) => {
      output.data(JSON.stringify(outcomeOf(examined)));
    },
  };

const STYLE = { error: 'red', warning: 'yellow', information: 'dim' } as const;

const lineOf = ({ severity, path, rule, message }: Told, output: Output): string =>
  `  ${paint(output)(STYLE[severity], severity.padEnd(7))}  ${path} (${rule}): ${message}`;

const notReadIssue = (reference: string, code: string | null): Told => ({
  severity: 'information',
  rule: 'not-read',
  path: reference.replace(/\/.*$/, ''),
  message: code === null ? 'Attest reads nothing of this kind.' : unknownCodeSentence(code),
});

const unknownCodeSentence = (code: string): string =>
  `Attest does not know ${code}: a ConceptMap to ${SYSTEM.observation} would tell it what this is.`;

interface NotRead {
  readonly count: number;
  /** It is not read for want of a code that is known. */
  readonly hasCode: boolean;
}

/** How many of each there were. */
export interface Tally {
  resources: number;
  errors: number;
  warnings: number;
  /** Of a type whose definition is not at hand. */
  skipped: number;
  unchecked: number;
  /** What was not read, by its type and code. */
  readonly notRead: Map<string, NotRead>;
}

export const newTally = (): Tally => ({
  resources: 0,
  errors: 0,
  warnings: 0,
  skipped: 0,
  unchecked: 0,
  notRead: new Map(),
});

/** Nothing of such a resource was looked at. */
const isSkip = ({ severity, rule }: Told): boolean => severity === 'information' && rule === 'type';

export function count(tally: Tally, { issues, type, notRead }: Examined): void {
  const has = (severity: Told['severity']): boolean =>
    issues.some((issue) => issue.severity === severity);
  tally.resources += 1;
  if (has('error')) tally.errors += 1;
  else if (has('warning')) tally.warnings += 1;
  else if (issues.some(isSkip)) tally.skipped += 1;
  tally.unchecked += issues.filter(({ severity }) => severity === 'information').length;
  if (notRead === null) return;
  const kind = notRead.code === null ? type : `${type} of ${notRead.code}`;
  const known = tally.notRead.get(kind)?.count ?? 0;
  tally.notRead.set(kind, { count: known + 1, hasCode: notRead.code !== null });
}

/** `12 resources, 9 sound, 2 with errors, 1 with warnings`, and what Attest does not read. */
export function summaryOf(tally: Tally): string {
  const { resources, errors, warnings, skipped, unchecked, notRead } = tally;
  const sound = resources - errors - warnings - skipped;
  const left = skipped > 0 ? `, ${skipped} not checked` : '';
  const kinds = [...notRead].sort(([a], [b]) => compareText(a, b));
  const hasUnknownCode = kinds.some(([, { hasCode }]) => hasCode);
  return [
    `${plural(resources, 'resource')}, ${sound} sound, ${errors} with errors, ${warnings} with warnings${left}`,
    ...(unchecked > 0
      ? [`${plural(unchecked, 'thing')} could not be checked here; --format json lists them`]
      : []),
    ...kinds.map(
      ([kind, { count: times }]) => `not recognised as anything Attest reads: ${times} ${kind}`,
    ),
    ...(hasUnknownCode
      ? [
          `what has a code of your own is read once a ConceptMap leads from it to ${SYSTEM.observation}`,
        ]
      : []),
  ].join('\n');
}

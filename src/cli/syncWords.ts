import { compareText } from '../domain/order.ts';
import type { SyncReport } from '../syncReport.ts';
import { noteAll, plural, type Output } from './output.ts';

/** Everything that was left undone, each once, on stderr. */
export function noteTrouble(report: SyncReport, output: Output): void {
  noteAll(
    [
      ...report.unassigned.map(
        ({ goal, because }) => `${goal} was not assessed: ${because} [no-programme]`,
      ),
      ...report.problems
        .filter(({ kind }) => kind === 'unreadable')
        .map(({ reference, because }) => `${reference} was left out: ${because} [bad-input]`),
      ...report.skipped.map(({ type, because }) => `${type} was not read: ${because}`),
      ...counted(report.notWritten.map(({ type, because }) => `${type}: ${because}`)).map(
        ([sentence, count]) => `${count} not written, ${sentence}`,
      ),
      ...counted(report.dropped.map(({ type, element }) => `${type}.${element}`)).map(
        ([element, count]) => `the host did not keep ${element} (${plural(count, 'time')})`,
      ),
      ...failures(report),
    ],
    output,
  );
}

/** One sentence for all that failed for the same reason. */
const failures = ({ failed }: SyncReport): readonly string[] =>
  [...Map.groupBy(failed, ({ because, code }) => `${because} [${code}]`)].map(
    ([reason, [first, ...others]]) => {
      const more = others.length === 0 ? '' : ` and ${others.length} more`;
      return `${first?.reference ?? ''}${more} failed: ${reason}`;
    },
  );

const counted = (sentences: readonly string[]): readonly (readonly [string, number])[] =>
  [...Map.groupBy(sentences, (sentence) => sentence)]
    .map(([sentence, all]) => [sentence, all.length] as const)
    .sort(([a], [b]) => compareText(a, b));

/** The counts as `--format json` ends with them. */
export const countsLine = (report: SyncReport, dryRun: boolean) => ({
  goals: report.goals,
  assessed: report.assessments.length,
  unchanged: report.unchanged,
  written: report.written,
  failed: report.failed.map(({ reference, because, code }) => ({ reference, because, code })),
  noProgramme: report.unassigned.length,
  notWritten: Object.fromEntries(counted(report.notWritten.map(({ type }) => type))),
  ...(dryRun ? { dryRun } : {}),
});

export function countsSentence(report: SyncReport, dryRun: boolean): string {
  const types = Object.entries(report.written).map(([type, count]) => `${count} ${type}`);
  const wrote = types.length === 0 ? 'nothing' : types.join(', ');
  const verb = dryRun ? 'Would write' : 'Wrote';
  return `${plural(report.goals, 'goal')}, ${report.assessments.length} assessed, ${report.unchanged} unchanged, ${report.failed.length} failed. ${verb} ${wrote}.`;
}

/** How much was read, and how long it all took. */
export const sizeSentence = ({ people, resources }: SyncReport, milliseconds: number): string =>
  `Read ${resources} resources of ${people === 1 ? '1 person' : `${people} people`}; the whole pass took ${(milliseconds / 1000).toFixed(1)} s.`;

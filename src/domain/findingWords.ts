/** How a finding is shown, and how it is raised and closed. */
interface FindingRow {
  /** A line about the evidence, never about a person or a worker. */
  readonly headline: string;
  /** Shown at the head of the record until it is closed; the others stay inside the verdict. */
  readonly raised: boolean;
  /** One look is enough, both to raise it and to close it; the others need it a day long. */
  readonly atOnce: boolean;
}

const row = (headline: string, raised = false, atOnce = false): FindingRow => ({
  headline,
  raised,
  atOnce,
});
const raised = (headline: string): FindingRow => row(headline, true);
const raisedAtOnce = (headline: string): FindingRow => row(headline, true, true);

/** Every finding by its code (CodeSystem `finding`). */
const FINDINGS: Readonly<Record<string, FindingRow>> = {
  overstatement: raisedAtOnce('The claimed level is not supported by the evidence'),
  'claim-not-yet-evidenced': raised('The claimed level is not yet supported by enough evidence'),
  'claim-unsupported': raised('The claimed level has gone without evidence for too long'),
  understatement: row('The evidence supports more than the claimed level'),
  'single-strong-session': raised('The claimed level rests on one session or one recorder'),
  'inconsistent-attempts': raised('Results differ widely from one attempt to the next'),
  'variable-confidence': row('Recorded confidence varies from one attempt to the next'),
  'repeated-prompts': row('Prompts are not becoming fewer'),
  'repeated-reassurance': row('Reassurance is not becoming less'),
  stalled: raised('No stage has been gained for some time'),
  regressing: raised('A stage once reached is no longer supported by the evidence'),
  'attendance-without-engagement': raised('Attendance is recorded, but little engagement'),
  'brief-attendance': row('Stays are short'),
  'enjoyment-assumed': row('Enjoyment is recorded without what was seen or said'),
  'generic-notes': raised('Notes do not say what happened'),
  'over-positive-notes': raised('Notes say more than the recorded facts'),
  'copied-note': raisedAtOnce('A note is much like one in another person’s record'),
  'flat-records': row('Recorded facts never vary'),
  'leniency-check': row('Records of the same goal differ with who recorded them'),
  'missing-components': row('Records lack measures that the programme needs'),
  'late-record': row('Records were written long after the session'),
  'unmapped-code': row('Recorded codes have no agreed meaning here'),
  'unlinked-evidence': row('Some evidence cannot be tied to one goal'),
  'missing-baseline': raisedAtOnce('No baseline is on record'),
  'late-baseline': row('The baseline was recorded after its deadline'),
  'baseline-changed': row('The baseline was changed after the level was claimed'),
  'weak-feedback': raised('The person’s own view is missing or does not match the claimed level'),
  'mixed-feedback': raised('The person’s own views differ'),
  'proxy-only-feedback': row('Only other people have spoken for the person'),
  'gate-by-proxy': row('Another person’s word was taken for the person’s own'),
  'no-independent-observation': raised('Nobody else has seen this happen lately'),
  'stale-evidence': row('The newest evidence is old'),
  'source-conflict': raised('The sources of evidence disagree'),
  'audit-not-supported': raisedAtOnce('An audit did not uphold the claimed level'),
  'audit-partly-supported': row('An audit upheld the claimed level in part'),
  'review-overdue': raisedAtOnce('A review is overdue'),
  'audit-overdue': raisedAtOnce('An audit is overdue'),
  'restaging-needed': raised('The evidence no longer fits the stage being worked on'),
  'premature-support-reduction': raised('Support was reduced before the evidence allowed it'),
  'sustained-lapsed': raised('The level was sustained and no longer is'),
  'safety-event': raisedAtOnce('A serious safety event is on record'),
  'near-criterion': row('The next stage is close'),
  'probe-missed': row('Achieved, but not confirmed since'),
  'goal-not-person-led': row('The record does not show that the person chose this goal'),
  'goal-not-measurable': row('The goal has no target that can be measured'),
};

export const headlineOf = (code: string): string | undefined => FINDINGS[code]?.headline;
export const isRaised = (code: string): boolean => FINDINGS[code]?.raised ?? false;
export const isAtOnce = (code: string): boolean => FINDINGS[code]?.atOnce ?? false;

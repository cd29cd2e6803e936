import { lengthOf } from './duration.ts';
import type { Duty, Duration, Programme } from './programme.ts';
import { isTaskKind, taskRow } from './taskWords.ts';
import type { TaskKind } from './taskWords.ts';
import { londonDay, startOfLondonDay } from './time.ts';
import type { Day, Instant } from './time.ts';
import { addWorkingDays } from './workingDays.ts';

/** Findings that put the claim itself in doubt (T37, E35). */
const DOUBTFUL = new Set(['overstatement', 'claim-unsupported', 'claim-not-yet-evidenced']);
export const isDoubtful = (code: string): boolean => DOUBTFUL.has(code);
/** Findings that say progress is unstable (P36). */
const UNSTABLE = new Set(['inconsistent-attempts', 'regressing']);

/** The events of a programme that findings raise; all others happen outside the evidence. */
export const FINDING_EVENTS = ['doubtful-claim', 'unstable-progress'] as const;
type FindingEvent = (typeof FINDING_EVENTS)[number];

/** What each finding asks for beyond the programme's own response. Findings that are not listed open nothing. */
const ASKED: Readonly<Record<string, readonly TaskKind[]>> = {
  overstatement: ['escalate-senior-management'], // T30, P31, E28
  'claim-unsupported': ['escalate-senior-management'], // E29
  understatement: ['manager-review'],
  'single-strong-session': ['spot-observation'],
  'variable-confidence': ['frontline-review'],
  'repeated-prompts': ['frontline-review'],
  'repeated-reassurance': ['frontline-review'],
  'flat-records': ['frontline-review'],
  stalled: ['restage'],
  'restaging-needed': ['restage'],
  'attendance-without-engagement': ['coaching', 'update-activity-plan'], // E25
  'brief-attendance': ['coaching'],
  'enjoyment-assumed': ['coaching'],
  'generic-notes': ['coaching'],
  'over-positive-notes': ['coaching'],
  'copied-note': ['data-fix', 'coaching'],
  'leniency-check': ['closer-review'],
  'missing-components': ['data-fix'],
  'late-record': ['data-fix'],
  'unmapped-code': ['data-fix'],
  'unlinked-evidence': ['data-fix'],
  'missing-baseline': ['record-baseline'],
  'baseline-changed': ['manager-review'],
  'weak-feedback': ['get-feedback'],
  'mixed-feedback': ['get-feedback'],
  'proxy-only-feedback': ['get-feedback'],
  'no-independent-observation': ['spot-observation'],
  'stale-evidence': ['spot-observation'],
  'source-conflict': ['manager-review'],
  'audit-not-supported': ['escalate-senior-management'],
  'audit-partly-supported': ['manager-review'],
  'review-overdue': ['escalate-senior-management'],
  'audit-overdue': ['escalate-senior-management'],
  'premature-support-reduction': ['change-support-frequency', 'restage'], // P27, P28
  'sustained-lapsed': ['manager-review', 'record-baseline'],
  'safety-event': ['manager-review'],
  'probe-missed': ['probe'],
  'goal-not-person-led': ['goal-rewrite'],
  'goal-not-measurable': ['goal-rewrite'],
};

/**
 * What a stage lacks, and who or what could give it: asked for time and again until it is there. Named
 * by the need, not by a finding.
 */
const REQUESTED = {
  observations: 'spot-observation',
  'sustained-observations': 'probe',
} as const satisfies Readonly<Record<string, TaskKind>>;
type Request = keyof typeof REQUESTED;
export const isRequest = (code: string): code is Request => Object.hasOwn(REQUESTED, code);

/** Findings after which staff should say another level than they do. */
const PROPOSING = new Set(['overstatement', 'understatement']);

/**
 * The tasks that a finding or a need asks for, each once, in the order of reading: first the linked ones with which
 * the programme answers doubt (T37, E35) and unstable progress (P36), by the triggers of its duties.
 */
export function tasksFor(
  code: string,
  programme: Pick<Programme, 'duties'>,
  propose: boolean,
): readonly TaskKind[] {
  return [
    ...new Set([
      ...(isRequest(code) ? [REQUESTED[code]] : []),
      ...(isDoubtful(code) ? answering(programme, 'doubtful-claim') : []),
      ...(UNSTABLE.has(code) ? answering(programme, 'unstable-progress') : []),
      ...(ASKED[code] ?? []),
      ...(propose && PROPOSING.has(code) ? (['confirm-status-change'] as const) : []),
    ]),
  ];
}

const answering = (
  { duties }: Pick<Programme, 'duties'>,
  event: FindingEvent,
): readonly TaskKind[] =>
  duties.flatMap(({ code, triggers }) =>
    triggers.includes(event) && isTaskKind(code) ? [code] : [],
  );

const dutiesOf = (programme: Programme, code: string): readonly Duty[] =>
  programme.duties.filter((duty) => duty.code === code);

const rolesOf = (programme: Programme, code: string): readonly string[] => [
  ...new Set(dutiesOf(programme, code).flatMap((duty) => duty.roles)),
];

/** Who is asked: the programme's own duty, else the duty it is like, else the usual role. */
export function rolesFor(kind: TaskKind, programme: Programme): readonly string[] {
  const { like, role } = taskRow(kind);
  if (like === null) return [role];
  const named = [kind, like].map((code) => rolesOf(programme, code));
  return named.find((roles) => roles.length > 0) ?? [role];
}

const SECOND = 1000;

/** The last second of a London day: shown as that day, and not as the next. */
const endOfDay = (day: Day): Instant => startOfLondonDay(day + 1) - SECOND;

/** No days at all means the same day (T22, P23). */
function after(from: Instant, time: Duration, isHoliday: (day: Day) => boolean): Instant {
  const { value, workingDays } = time;
  if (workingDays) return endOfDay(addWorkingDays(londonDay(from), value, isHoliday));
  return value === 0 ? endOfDay(londonDay(from)) : from + lengthOf(time);
}

/** By when, counted from the opening: the programme's own deadline for this duty, else the usual one. */
export function dueAt(
  kind: TaskKind,
  programme: Programme,
  from: Instant,
  isHoliday: (day: Day) => boolean,
): Instant {
  const deadline = dutiesOf(programme, kind).find((duty) => duty.deadline !== null)?.deadline;
  return deadline ? after(from, deadline, isHoliday) : from + taskRow(kind).within;
}

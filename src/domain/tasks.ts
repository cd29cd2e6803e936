import type { Duty, Duration, Programme } from './programme.ts';
import { taskRow } from './taskWords.ts';
import type { TaskKind } from './taskWords.ts';
import { DAY, HOUR, londonDay, startOfLondonDay } from './time.ts';
import type { Day, Instant } from './time.ts';
import { addWorkingDays } from './workingDays.ts';

/** Findings that put the claim itself in doubt (T37, E35). */
const DOUBTFUL = new Set(['overstatement', 'claim-unsupported', 'claim-not-yet-evidenced']);
/** Findings that say progress is unstable (P36). */
const UNSTABLE = new Set(['inconsistent-attempts', 'regressing']);

interface Response {
  readonly doubtful: readonly TaskKind[];
  readonly unstable: readonly TaskKind[];
}

/** The three linked tasks of each kind of service; a setting without a row has the first one's. */
const SUPPORTED_LIVING: Response = {
  doubtful: ['spot-observation', 'manager-review', 'restage'], // T37
  unstable: ['frontline-review', 'restage'],
};
const RESPONSES: Readonly<Record<string, Response>> = {
  'home-care': {
    doubtful: ['spot-observation', 'closer-review', 'restage'],
    unstable: ['restage', 'closer-review', 'spot-observation'], // P36
  },
  residential: {
    doubtful: ['spot-observation', 'coaching', 'restage'], // E35
    unstable: ['frontline-review', 'restage'],
  },
};

/** What each finding asks for beyond the above. Findings that are not listed open nothing. */
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

/** Findings after which staff should say another level than they do. */
const PROPOSING = new Set(['overstatement', 'understatement']);

/** The tasks that a finding asks for in this kind of service, each once, in the order of reading. */
export function tasksFor(code: string, setting: string, propose: boolean): readonly TaskKind[] {
  const response = RESPONSES[setting] ?? SUPPORTED_LIVING;
  return [
    ...(DOUBTFUL.has(code) ? response.doubtful : []),
    ...(UNSTABLE.has(code) ? response.unstable : []),
    ...(ASKED[code] ?? []),
    ...(propose && PROPOSING.has(code) ? (['confirm-status-change'] as const) : []),
  ];
}

const dutiesOf = (programme: Programme, code: string): readonly Duty[] =>
  programme.duties.filter((duty) => duty.code === code);

const rolesOf = (programme: Programme, code: string): readonly string[] => [
  ...new Set(dutiesOf(programme, code).flatMap((duty) => duty.roles)),
];

/** Who is asked: the programme's own duty, else the duty it is like, else the usual role. */
export function rolesFor(kind: TaskKind, programme: Programme): readonly string[] {
  const own = rolesOf(programme, kind);
  if (own.length > 0) return own;
  const like = rolesOf(programme, taskRow(kind).like);
  return like.length > 0 ? like : [taskRow(kind).role];
}

const LENGTH = { hour: HOUR, day: DAY, week: 7 * DAY, month: 30 * DAY } as const;

const endOfDay = (day: Day): Instant => startOfLondonDay(day + 1);

const after = (from: Instant, time: Duration, isHoliday: (day: Day) => boolean): Instant =>
  time.workingDays
    ? endOfDay(addWorkingDays(londonDay(from), time.value, isHoliday))
    : from + time.value * LENGTH[time.unit];

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

import { HOUR } from './time.ts';

const DAYS = 24 * HOUR;

/** What people are asked to do, by when, and who is asked where the programme does not say. */
interface TaskRow {
  readonly title: string;
  /** One sentence that says what to do. */
  readonly ask: string;
  /** The duty of the programme whose role does this one too; null: the role below, always. */
  readonly like: string | null;
  /** Used when the programme names no role for it. */
  readonly role: string;
  /** Milliseconds from the opening, when the programme sets no deadline. */
  readonly within: number;
}

/** Every task that a finding can open (CodeSystem `task`). */
export const TASKS = {
  'spot-observation': {
    title: 'Spot observation',
    ask: 'Have somebody other than the usual recorder watch one attempt and record what is seen.',
    like: 'frontline-review',
    role: 'team-leader',
    within: 7 * DAYS,
  },
  'frontline-review': {
    title: 'Review of recent entries',
    ask: 'Read the latest entries together and record whether the person is moving through the stages.',
    like: 'frontline-review',
    role: 'team-leader',
    within: 3 * DAYS,
  },
  'closer-review': {
    title: 'Closer review',
    ask: 'Look at recent entries more often, and record what changes from one attempt to the next.',
    like: 'frontline-review',
    role: 'team-leader',
    within: 3 * DAYS,
  },
  'manager-review': {
    title: 'Manager’s review',
    ask: 'Compare the claimed level with the evidence and record your decision on the level.',
    like: 'manager-review',
    role: 'registered-manager',
    within: 7 * DAYS,
  },
  restage: {
    title: 'Revision of the stage',
    ask: 'Review the stage being worked on and set the one that the evidence supports.',
    like: 'manager-review',
    role: 'registered-manager',
    within: 2 * DAYS,
  },
  'confirm-status-change': {
    title: 'Proposed change of status',
    ask: 'Decide whether the goal’s status should say the level that the evidence supports.',
    like: 'manager-review',
    role: 'registered-manager',
    within: 7 * DAYS,
  },
  'change-support-frequency': {
    title: 'Support frequency',
    ask: 'Decide whether the evidence makes a change of support safe, and record it; where it was reduced too early, restore it.',
    like: 'manager-review',
    role: 'registered-manager',
    within: DAYS,
  },
  'update-activity-plan': {
    title: 'Activity support plan',
    ask: 'Update the activity plan so that it aims at engagement and not only at attendance.',
    like: 'manager-review',
    role: 'deputy-manager',
    within: 2 * DAYS,
  },
  coaching: {
    title: 'Recording coaching',
    ask: 'Go through the programme’s recording prompts with the team: what was seen, said and done.',
    like: 'frontline-review',
    role: 'team-leader',
    within: 7 * DAYS,
  },
  'get-feedback': {
    title: 'The person’s own view',
    ask: 'Ask the person, in the way that suits them, how this is going, and record their own words.',
    like: 'record-baseline',
    role: 'key-worker',
    within: 7 * DAYS,
  },
  'record-baseline': {
    title: 'Baseline',
    ask: 'Record where the person stands now on the programme’s measures.',
    like: 'record-baseline',
    role: 'key-worker',
    within: 7 * DAYS,
  },
  'data-fix': {
    title: 'Incomplete records',
    ask: 'Complete or correct the listed records; leave blank what nobody can now know.',
    like: 'frontline-review',
    role: 'team-leader',
    within: 7 * DAYS,
  },
  'goal-rewrite': {
    title: 'The goal itself',
    ask: 'Go over the goal with the person: what they want, and how all will know it is reached.',
    like: 'record-baseline',
    role: 'key-worker',
    within: 14 * DAYS,
  },
  probe: {
    title: 'Check that it lasts',
    ask: 'Observe one attempt to see whether the level still holds.',
    like: 'frontline-review',
    role: 'team-leader',
    within: 14 * DAYS,
  },
  'escalate-senior-management': {
    title: 'Escalation',
    ask: 'Look at the claim and the evidence beside it, and record what is to be done.',
    like: null,
    role: 'senior-management',
    within: DAYS,
  },
} as const satisfies Readonly<Record<string, TaskRow>>;

export type TaskKind = keyof typeof TASKS;
export const isTaskKind = (code: string): code is TaskKind => Object.hasOwn(TASKS, code);
export const taskRow = (kind: TaskKind): TaskRow => TASKS[kind];

/** Said on a task that is withdrawn because what it was opened for has gone. */
export const WITHDRAWN = {
  finding: 'What this was opened for no longer holds.',
  goal: 'The goal that this was opened for is no longer assessed.',
  answered: 'The status has been set as the registered manager decided.',
} as const;

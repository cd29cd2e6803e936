import type { Flaw, NoteStyle, ProgrammeId, Story, Stretch } from './story.ts';

/** One session before it is written down. */
export interface PlannedSession {
  /** 1 for the oldest. */
  readonly number: number;
  readonly day: number;
  readonly level: string;
  /** Place in the rota. */
  readonly turn: number;
  readonly flaw: Flaw | null;
  readonly notes: NoteStyle;
}

/** Days between one session and the next, over and over: about 3, 7 and 5 a week. */
const GAPS: Readonly<Record<ProgrammeId, readonly number[]>> = {
  'independent-travel': [2, 3],
  'personal-care-confidence': [1],
  'meaningful-engagement': [1, 1, 2, 1, 2],
};

/** Days of the `count` newest sessions, newest first. */
function daysBack(programme: ProgrammeId, newest: number, count: number): readonly number[] {
  const gaps = GAPS[programme];
  const days = [newest];
  for (let at = 0; days.length < count; at += 1) {
    days.push((days.at(-1) ?? newest) - (gaps[at % gaps.length] ?? 1));
  }
  return days;
}

/** How many sessions a story has. */
export const sessionsIn = (story: Story): number =>
  story.sessions.reduce((total, { levels }) => total + levels.length, 0);

/** Every session of a story, oldest first; weekdays play no part. */
export function scheduleOf(story: Story): readonly PlannedSession[] {
  const rota = story.rota ?? 3;
  const rows = story.sessions.flatMap((stretch) =>
    Array.from(stretch.levels, (level) => ({ stretch, level })),
  );
  const days = daysBack(story.programme, story.lastDay ?? -1, rows.length);
  return rows.map(({ stretch, level }, at) => {
    const turn = at % rota;
    const marked = stretch.only?.includes(turn) ?? true;
    return {
      number: at + 1,
      day: days[rows.length - 1 - at] ?? 0,
      level,
      turn,
      flaw: marked ? (stretch.flaw ?? null) : null,
      notes: marked ? (stretch.notes ?? 'honest') : 'honest',
    };
  });
}

/** Days from the agreement of the goal to its first session. */
const LEAD = 5;

/** The day the goal was agreed. */
export const startOf = (sessions: readonly PlannedSession[]): number =>
  (sessions[0]?.day ?? -1) - LEAD;

/** `of('2', 20)` is twenty sessions at level 2; `of('42', 3)` is 424242. */
export const of = (levels: string, times: number): Stretch => ({ levels: levels.repeat(times) });

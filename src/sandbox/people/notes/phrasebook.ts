/**
 * What staff of one programme write. `{first}` is the person, `{they}`, `{them}` and `{their}` the
 * pronouns, `{time}` a time during it, `{end}` one after it, `{n}` a small number; other slots come from the goal and the record.
 */
export interface Phrasebook {
  /** By level (`0` to `4`, `R`, `N`, `E`): what happened. */
  readonly events: Readonly<Record<string, readonly string[]>>;
  /** How a story begins. */
  readonly openings: readonly string[];
  /** When and how long. */
  readonly timings: readonly string[];
  /** When it ended, in passing. */
  readonly stamps: readonly string[];
  /** Something noticed that has nothing to do with the level. */
  readonly details: readonly string[];
  /** What the person said, on a poor day and on a good one. */
  readonly quotes: { readonly poor: readonly string[]; readonly good: readonly string[] };
  /** What comes next. */
  readonly plans: readonly string[];
  /** What the writer makes of it. */
  readonly reflections: { readonly poor: readonly string[]; readonly good: readonly string[] };
  /** Praise that says nothing. */
  readonly praise: readonly string[];
  /** Whole notes that would fit any day. */
  readonly generic: readonly string[];
}

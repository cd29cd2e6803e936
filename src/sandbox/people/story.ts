/** Which of the three services a story happens in, by the programme it follows. */
export type ProgrammeId =
  'independent-travel' | 'personal-care-confidence' | 'meaningful-engagement';

/** What is wrong with a record beside its level. */
export type Flaw =
  /** Written three days after the end. */
  | 'late'
  /** A required box left empty. */
  | 'incomplete'
  /** The prompt level in a local code that nobody has mapped. */
  | 'unmapped'
  /** A few minutes of a long activity (engagement). */
  | 'brief'
  /** The same values to the minute as the last time. */
  | 'flat'
  /** Enjoyment ticked without what was seen or said (engagement). */
  | 'no-basis';

export type NoteStyle =
  | 'honest'
  /** Praise over records that do not bear it out. */
  | 'praise'
  /** Words that would fit any day. */
  | 'generic'
  /** A worker writes the same note again and again. */
  | 'repeated'
  /** Taken from the record of `copiesFrom`. */
  | 'copied';

/** A run of sessions alike in everything but their level. */
export interface Stretch {
  /**
   * One session a character, oldest first: 0 to 4 the level it meets, `R` refused, `N` not
   * attended, `E` a serious safety event.
   */
  readonly levels: string;
  readonly flaw?: Flaw;
  readonly notes?: NoteStyle;
  /** Places in the rota to whom flaw and notes apply; everybody when absent. */
  readonly only?: readonly number[];
}

/** Where somebody else watched: the session, counted back from the newest (0), and the level they saw. */
type Seen = Readonly<Record<number, number>>;

/** What the person, or somebody for them, was asked and answered (0 to 4, or declined). */
export interface Voice {
  readonly day: number;
  readonly score: number | 'declined';
  readonly by?: 'person' | 'relative';
}

export type ClaimWord =
  | 'in-progress'
  | 'improving'
  | 'no-change'
  | 'partial'
  | 'near-complete'
  | 'achieved'
  | 'sustaining';

/** From this day on staff say this; each is a new version of the Goal. */
export interface StoryClaim {
  readonly day: number;
  readonly says: ClaimWord;
  /** A Provenance names who said it. */
  readonly signed?: boolean;
}

interface Audit {
  readonly day: number;
  readonly opinion: 'justified' | 'partly-justified' | 'not-justified';
}

/** Visits or hours a week, from this day on; each is a new version of the ServiceRequest. */
interface Support {
  readonly day: number;
  readonly perWeek: number;
}

/** How the host ties sessions to their goal. */
type LinkStyle =
  'pertains-to-goal' | 'focus' | 'outcome-reference' | 'plan-activity' | 'based-on-plan';

export interface StoryGoal {
  /** `Goal.description.text`. */
  readonly text: string;
  /** Words of the goal that its notes use: the place, the bus, the task, the activity. */
  readonly words: Readonly<Record<string, string>>;
  /** No target that could be measured. */
  readonly unmeasured?: boolean;
  /** Neither the person nor anybody for them is shown to have asked for or agreed to it. */
  readonly notPersonLed?: boolean;
  readonly withdrawn?: { readonly day: number; readonly reason: string };
}

/** What the rules make of a story; written by hand from the rules, never from a run. */
export interface Expected {
  readonly level: 'baseline' | 'partial' | 'near-complete' | 'achieved' | 'sustained';
  readonly stage: string | null;
  readonly verdict: 'supported' | 'overstated' | 'understated' | 'unverifiable' | 'no-claim';
  /** Finding codes that must be there. */
  readonly includes: readonly string[];
  /** Finding codes that must not be there. */
  readonly excludes?: readonly string[];
  readonly trajectory?: 'improving' | 'steady' | 'inconsistent' | 'stalled' | 'regressing';
  readonly why: string;
}

/** All that happens to one goal. Days are counted from the anchor, so yesterday is -1. */
export interface Story {
  /** Also the id of the Goal. */
  readonly id: string;
  readonly programme: ProgrammeId;
  /** Key of the person (people.ts). */
  readonly person: string;
  /** What it shows, in one line. */
  readonly title: string;
  readonly goal: StoryGoal;
  readonly sessions: readonly Stretch[];
  /** Day of the newest session; -1 when absent. */
  readonly lastDay?: number;
  /** Size of the rota; 3 when absent. */
  readonly rota?: number;
  /** Days from the start of the goal to its baseline; 1 when absent. */
  readonly baselineAfter?: number | 'never';
  readonly seen?: Seen;
  readonly feedback?: readonly Voice[];
  readonly audits?: readonly Audit[];
  readonly claims?: readonly StoryClaim[];
  readonly support?: readonly Support[];
  readonly link?: LinkStyle;
  /** Story whose notes are copied. */
  readonly copiesFrom?: string;
  /** Absent for ordinary people, who are there for their number. */
  readonly expected?: Expected;
}

/** A story's expected result, as tests and the demo compare it with what was found. */
export interface StoryExpectation {
  readonly story: string;
  /** `Goal/id`. */
  readonly goal: string;
  readonly programme: ProgrammeId;
  readonly title: string;
  readonly expected: Expected;
}

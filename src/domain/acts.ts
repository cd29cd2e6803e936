import type { Finding } from './assessment.ts';
import type { Level, Severity } from './level.ts';
import type { TaskKind } from './taskWords.ts';
import type { Day, Instant } from './time.ts';
import type { CaseKey } from './written.ts';

/** A task to be opened, for one episode of one finding. */
export interface NewTask {
  readonly kind: TaskKind;
  /** 1 for the first of this kind on this goal. */
  readonly number: number;
  readonly case: CaseKey;
  readonly because: Finding;
  readonly roles: readonly string[];
  readonly due: Instant;
  /** Only on a proposal to change the status. */
  readonly proposed: Level | null;
}

/** One thing to be done in the record so that it says what is now known. */
export type Act =
  | { readonly act: 'attach-programme' }
  | { readonly act: 'record-verdict'; readonly number: number }
  | { readonly act: 'confirm-verdict'; readonly verdict: string; readonly by: string }
  /** A verdict that stands in the record without a word of who made it. */
  | { readonly act: 'trace-verdict'; readonly verdict: string }
  | { readonly act: 'trace-confirmation'; readonly verdict: string; readonly by: string }
  | { readonly act: 'raise-finding'; readonly finding: Finding; readonly episode: number }
  | { readonly act: 'reweigh-finding'; readonly raised: string; readonly severity: Severity }
  | { readonly act: 'close-finding'; readonly raised: string }
  | ({ readonly act: 'open-task' } & NewTask)
  | { readonly act: 'propose-again'; readonly task: string; readonly proposed: Level }
  | { readonly act: 'cancel-task'; readonly task: string }
  | { readonly act: 'trace-task'; readonly task: string }
  /** The goal itself is to name the verdict in force. */
  | {
      readonly act: 'show-verdict';
      /** Why it may not be done in this record; null where it may. */
      readonly barred: 'claim-undated' | null;
    }
  /** It names a verdict that a person has set aside. */
  | { readonly act: 'hide-verdict'; readonly verdict: string }
  | { readonly act: 'trace-shown'; readonly verdict: string }
  /** A manager's decision becomes the goal's status. */
  | {
      readonly act: 'set-status';
      readonly verdict: string;
      readonly by: string;
      readonly level: Level;
      /** Of the decision. */
      readonly day: Day;
      /** Why it may not be done in this record; null where it may. */
      readonly barred: 'claim-lost' | 'not-kept' | null;
    }
  | { readonly act: 'trace-status'; readonly verdict: string; readonly by: string };

export type ActOf<Name extends Act['act']> = Extract<Act, { readonly act: Name }>;

/** The acts of one kind, in their order. */
export const actsOf = <Name extends Act['act']>(
  acts: readonly Act[],
  name: Name,
): readonly ActOf<Name>[] => acts.filter((act): act is ActOf<Name> => act.act === name);

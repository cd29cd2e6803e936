import type { Act } from '../../domain/acts.ts';
import type { Assessment } from '../../domain/assessment.ts';
import type { Claim, Goal } from '../../domain/caseFile.ts';
import type { Programme } from '../../domain/programme.ts';
import type { Day } from '../../domain/time.ts';
import type { Written } from '../read/written.ts';
import type { RawResource } from '../read/written/ours.ts';
import type { Place } from './elements.ts';

/** Where a goal stands in its record; a case as it was read (`GoalCase`) has all of it. */
export interface GoalInRecord {
  readonly caseFile: {
    readonly goal: Pick<Goal, 'start' | 'open'>;
    readonly claims?: readonly Pick<Claim, 'knownAt'>[];
  };
  readonly programme: Programme;
  /** The Goal's own version (`7`), where the host shows it. */
  readonly goalVersion: string | null;
  /** The host's CarePlan that the goal belongs to. */
  readonly hostPlan: string | null;
  /** The Organization that answers for the support. */
  readonly provider: string | null;
}

/**
 * A writes verdicts, flags and tasks, and never a Goal. B also has the Goal name the verdict. C proposes
 * a change of status to the manager. D does both, and the Goal's status follows the manager's decision.
 */
export type GoalWriteMode = 'A' | 'B' | 'C' | 'D';

export const writesGoals = (mode: GoalWriteMode): boolean => mode === 'B' || mode === 'D';
export const proposes = (mode: GoalWriteMode): boolean => mode === 'C' || mode === 'D';

export interface PlanInput {
  readonly tenant: string;
  readonly mode: GoalWriteMode;
  readonly goalCase: GoalInRecord;
  readonly assessment: Assessment;
  /** From what was known 24 hours before; null where the goal did not exist yet. */
  readonly dayBefore: Assessment | null;
  /** What `readWritten` found for this goal; null where it found nothing. */
  readonly written: Written | null;
  /** Our Device in the host (`readDevice`); null before it is there. */
  readonly device: string | null;
  readonly calendar: { isHoliday(day: Day): boolean };
  /**
   * False where the host does not let Provenance be read back: it is then written beside new
   * resources only, and never a second time.
   */
  readonly provenanceReadable?: boolean;
  /** The newest version of the Goal as the host holds it; needed in modes B and D alone. */
  readonly goal?: RawResource | null;
  /** The host shows earlier versions of a Goal. */
  readonly historyReadable?: boolean;
}

/** All that one run over one goal has before it when it writes. */
export interface Desk {
  readonly input: PlanInput;
  readonly acts: readonly Act[];
  readonly place: Place;
  /** The verdict in force after this run. */
  readonly verdict: string;
}

/** The host's own copy; it is there, as every act on it was drawn from it. */
export const rawOf = ({ input }: Desk, reference: string): RawResource =>
  input.written?.resources.get(reference) as RawResource;

export const mayRetrace = ({ input }: Desk): boolean => input.provenanceReadable ?? true;

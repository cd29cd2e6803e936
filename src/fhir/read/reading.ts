import type { CaseFile, ReadingProblem } from '../../domain/caseFile.ts';
import type { Programme } from '../../domain/programme.ts';
import type { ConceptMaps } from '../conceptMaps.ts';
import type { Terminology } from '../terminology.ts';
import type { Adapter } from './adapter/adapter.ts';

/** What decides how a host's resources are read. */
export interface ReadingContext {
  readonly programmes: readonly Programme[];
  readonly terminology: Terminology;
  readonly conceptMaps: ConceptMaps;
  /** For records that the host keeps in a shape of its own; the first rule that matches counts. */
  readonly adapters?: readonly Adapter[];
  /** URL or id of the programme of goals for which nothing else names one. */
  readonly defaultProgramme: string | null;
  /** May other people's notes be compared? */
  readonly serviceNotes: boolean;
}

/** One goal, with all that is needed to assess it and to write back what was found. */
export interface GoalCase {
  readonly caseFile: CaseFile;
  readonly programme: Programme;
  /** `meta.versionId` of the newest version read. */
  readonly goalVersion: string | null;
  /** The host's own CarePlan for this one goal. */
  readonly hostPlan: string | null;
  /** The Organization that serves the person. */
  readonly provider: string | null;
}

/** A goal that cannot be assessed, as no one programme is named for it. */
export interface UnassignedGoal {
  readonly goal: string;
  readonly patient: string;
  readonly because: string;
}

export interface CaseFileReading {
  /** By the goal's reference. */
  readonly cases: readonly GoalCase[];
  /** By the goal's reference. */
  readonly unassigned: readonly UnassignedGoal[];
  /** What could not be used and touches none of the cases. */
  readonly problems: readonly ReadingProblem[];
  readonly counts: {
    /** Resources handed in, those inside Bundles one by one. */
    readonly resources: number;
    readonly goals: number;
    /** Records that count for a case. */
    readonly evidence: number;
  };
}

import { assess, type Calendar } from './domain/assess.ts';
import type { Assessment } from './domain/assessment.ts';
import { DAY, londonDay, type Instant } from './domain/time.ts';
import type { GoalCase } from './fhir/read/intake.ts';
import type { Written } from './fhir/read/written.ts';
import type { Chunk } from './fhir/write/chunks.ts';
import type { RawResource } from './fhir/read/written/ours.ts';
import type { GoalWriteMode } from './fhir/write/planInput.ts';
import { planWrites } from './fhir/write/planWrites.ts';

/** What one goal's evidence supports, and what the record still lacks of that. */
export interface Decision {
  readonly assessment: Assessment;
  readonly chunks: readonly Chunk[];
  /** Some finding holds at only one of the two looks: whether it is raised or closed shows within a day. */
  readonly unsettled: boolean;
}

/** All that a decision depends on beside the goal's own case. */
export interface Standpoint {
  readonly tenant: string;
  readonly asOf: Instant;
  readonly calendar: Calendar;
  readonly goalWriteMode: GoalWriteMode;
  /** Reference of our own Device where the host already has it. */
  readonly device: string | null;
  readonly provenanceReadable: boolean;
  /** The newest version of the Goal as the host holds it: where the mode is B or D. */
  readonly goal?: RawResource | null;
  /** The host shows earlier versions of a Goal. */
  readonly historyReadable?: boolean;
}

/**
 * One goal from its case file to what has to be written. A finding is raised when it holds now and held
 * a day ago; both looks are made here from what was known then, so that nothing pending is stored.
 */
export function decideGoal(
  goalCase: GoalCase,
  written: Written | null,
  standpoint: Standpoint,
): Decision {
  const { caseFile, programme } = goalCase;
  const { asOf, calendar } = standpoint;
  const lookAt = (instant: Instant): Assessment => assess(caseFile, programme, instant, calendar);
  const now = lookAt(asOf);
  const existed = caseFile.goal.start <= londonDay(asOf - DAY);
  const dayBefore = existed ? lookAt(asOf - DAY) : null;
  const chunks = planWrites({
    tenant: standpoint.tenant,
    mode: standpoint.goalWriteMode,
    goalCase,
    assessment: now,
    dayBefore,
    written,
    device: standpoint.device,
    provenanceReadable: standpoint.provenanceReadable,
    goal: standpoint.goal ?? null,
    historyReadable: standpoint.historyReadable ?? false,
    calendar,
  });
  return { assessment: now, chunks, unsettled: codesOf(now) !== codesOf(dayBefore) };
}

const codesOf = (assessment: Assessment | null): string =>
  (assessment?.findings ?? []).map(({ code }) => code).join(' ');

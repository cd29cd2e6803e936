import { assess, type Calendar } from './domain/assess.ts';
import type { Assessment } from './domain/assessment.ts';
import { DAY, londonDay, type Instant } from './domain/time.ts';
import type { GoalCase } from './fhir/read/intake.ts';
import type { Written } from './fhir/read/written.ts';
import type { Chunk } from './fhir/write/chunks.ts';
import { planWrites } from './fhir/write/planWrites.ts';

/** What one goal's evidence supports, and what the record still lacks of that. */
export interface Decision {
  readonly assessment: Assessment;
  readonly chunks: readonly Chunk[];
}

/** All that a decision depends on beside the goal's own case. */
export interface Standpoint {
  readonly tenant: string;
  readonly asOf: Instant;
  readonly calendar: Calendar;
  readonly goalWriteMode: 'A' | 'C';
  /** Reference of our own Device where the host already has it. */
  readonly device: string | null;
  readonly provenanceReadable: boolean;
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
  const chunks = planWrites({
    tenant: standpoint.tenant,
    mode: standpoint.goalWriteMode,
    goalCase,
    assessment: now,
    dayBefore: existed ? lookAt(asOf - DAY) : null,
    written,
    device: standpoint.device,
    provenanceReadable: standpoint.provenanceReadable,
    calendar,
  });
  return { assessment: now, chunks };
}

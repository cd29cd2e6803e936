import { z } from 'zod';
import type { RaisedFinding } from '../../../domain/written.ts';
import { fhirDateTime } from '../../dateTime.ts';
import { CORE_EXTENSION, SYSTEM } from '../../names.ts';
import { conceptSchema, periodSchema } from '../elements.ts';
import { codeIn, instantIn, lastUpdated } from './ours.ts';
import type { Owned } from './ours.ts';

const flagSchema = z.looseObject({
  status: z.string().optional(),
  period: periodSchema.optional(),
  extension: z
    .array(z.looseObject({ url: z.string(), valueCodeableConcept: conceptSchema.optional() }))
    .catch([])
    .default([]),
});

/** A Flag of ours; its code and episode are those of its identifier, whatever its words became. */
export function readRaised(owned: Owned, code: string, episode: number): RaisedFinding | null {
  const parsed = flagSchema.safeParse(owned.raw);
  if (!parsed.success) return null;
  const { status, period, extension } = parsed.data;
  const end = period?.end === undefined ? null : (fhirDateTime(period.end)?.end ?? null);
  const active = status === 'active';
  const priority = extension.find((each) => each.url === CORE_EXTENSION.flagPriority);
  return {
    reference: owned.reference,
    code,
    episode,
    active,
    since: instantIn(period?.start) ?? lastUpdated(owned.head),
    closed: active ? null : (end ?? lastUpdated(owned.head)),
    reopened: active && end !== null,
    severity: codeIn(priority?.valueCodeableConcept, SYSTEM.severity),
  };
}

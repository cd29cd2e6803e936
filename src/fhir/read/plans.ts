import { z } from 'zod';
import type { Instant } from '../../domain/time.ts';
import { fhirDateTime, type FhirDateTime } from '../dateTime.ts';
import { IDENTIFIER } from '../names.ts';
import { extensionsOf, headSchema, identifierSchema, referenceSchema } from './elements.ts';
import { goalsPertainedTo } from './goalLinks.ts';
import { namingOf, type ResourceName } from './references.ts';

/** A CarePlan, reduced to the goals it names and what it ties to them. */
export interface PlanRecord {
  readonly reference: string;
  /** It is the attainment plan that Attest keeps for one goal. */
  readonly ours: boolean;
  readonly goals: readonly ResourceName[];
  readonly instantiates: readonly string[];
  readonly activities: readonly {
    /** The goals of the activity; those of the plan where it names none. */
    readonly goals: readonly ResourceName[];
    readonly outcomes: readonly ResourceName[];
    readonly request: ResourceName | null;
  }[];
}

const activitySchema = z.object({
  outcomeReference: z.array(referenceSchema).optional(),
  reference: referenceSchema.optional(),
  detail: z.object({ goal: z.array(referenceSchema).optional() }).optional(),
});

export const carePlanSchema = headSchema.extend({
  id: z.string(),
  identifier: z.array(identifierSchema).optional(),
  instantiatesCanonical: z.array(z.string()).optional(),
  status: z.string().optional(),
  goal: z.array(referenceSchema).optional(),
  activity: z.array(activitySchema).optional(),
});

const VOID: ReadonlySet<string> = new Set(['entered-in-error', 'revoked', 'draft']);

/** Null for a plan that is withdrawn or was never in force. */
export function readCarePlan(resource: z.infer<typeof carePlanSchema>): PlanRecord | null {
  if (VOID.has(resource.status ?? '')) return null;
  const naming = namingOf(resource.contained);
  const goals = naming.names(resource.goal, 'Goal');
  return {
    reference: `CarePlan/${resource.id}`,
    ours: (resource.identifier ?? []).some((one) => one.system === IDENTIFIER.plan),
    goals,
    instantiates: resource.instantiatesCanonical ?? [],
    activities: (resource.activity ?? []).map((activity) => {
      const named = naming.names(activity.detail?.goal, 'Goal');
      return {
        goals: named.length > 0 ? named : goals,
        outcomes: naming.names(activity.outcomeReference, 'Observation'),
        request: naming.name(activity.reference, 'ServiceRequest'),
      };
    }),
  };
}

/** One version of an order for support. */
export interface RequestRecord {
  readonly reference: string;
  readonly version: string | null;
  readonly updated: Instant | null;
  readonly authored: FhirDateTime | null;
  readonly status: 'active' | 'ended' | 'not-ordered';
  readonly patient: ResourceName | null;
  readonly pertainsTo: readonly ResourceName[];
  readonly basedOn: readonly ResourceName[];
  /** Null where the order has no readable frequency. */
  readonly timesPerWeek: number | null;
}

const repeatSchema = z.object({
  frequency: z.number().positive().optional(),
  period: z.number().positive(),
  periodUnit: z.enum(['s', 'min', 'h', 'd', 'wk', 'mo', 'a']),
});

export const serviceRequestSchema = headSchema.extend({
  id: z.string(),
  extension: z.array(z.unknown()).optional(),
  status: z.string().optional(),
  subject: referenceSchema.optional(),
  basedOn: z.array(referenceSchema).optional(),
  authoredOn: z.string().optional(),
  occurrenceTiming: z.object({ repeat: z.unknown().optional() }).optional(),
});

const STATUS: Readonly<Record<string, RequestRecord['status']>> = {
  active: 'active',
  completed: 'ended',
  revoked: 'ended',
  'on-hold': 'ended',
};

/** Null for an order that was entered in error. */
export function readServiceRequest(
  resource: z.infer<typeof serviceRequestSchema>,
  updated: Instant | null,
): RequestRecord | null {
  if (resource.status === 'entered-in-error') return null;
  const naming = namingOf(resource.contained);
  return {
    reference: `ServiceRequest/${resource.id}`,
    version: resource.meta?.versionId ?? null,
    updated,
    authored: fhirDateTime(resource.authoredOn ?? ''),
    status: STATUS[resource.status ?? ''] ?? 'not-ordered',
    patient: naming.name(resource.subject, 'Patient'),
    pertainsTo: goalsPertainedTo(extensionsOf(resource.extension), naming),
    basedOn: naming.names(resource.basedOn, 'CarePlan'),
    timesPerWeek: timesPerWeek(resource.occurrenceTiming?.repeat),
  };
}

const WEEK_IN = { s: 604_800, min: 10_080, h: 168, d: 7, wk: 1, mo: 12 / 52.1775, a: 1 / 52.1775 };

function timesPerWeek(repeat: unknown): number | null {
  const parsed = repeatSchema.safeParse(repeat);
  if (!parsed.success) return null;
  const { frequency = 1, period, periodUnit } = parsed.data;
  const times = (frequency * WEEK_IN[periodUnit]) / period;
  return Number.isFinite(times) ? times : null;
}

import { z } from 'zod';
import type { Instant } from '../../domain/time.ts';
import { fhirDateTime, type FhirDateTime } from '../dateTime.ts';
import { confirmedLevelIn } from '../confirmedStatus.ts';
import { CORE_EXTENSION, EXTENSION } from '../names.ts';
import { claimIn, type ClaimedStatus } from './claimCode.ts';
import {
  conceptSchema,
  extensionsOf,
  headSchema,
  identifierSchema,
  referenceSchema,
  type Coding,
  type Extension,
} from './elements.ts';
import { identifiersOf } from './identifiers.ts';
import type { Reading } from './observation.ts';
import { namingOf, type Naming, type ResourceName } from './references.ts';
import { nounsOf } from './nouns.ts';

/** One version of a Goal. */
export interface GoalRecord {
  readonly reference: string;
  readonly version: string | null;
  readonly updated: Instant | null;
  readonly patient: ResourceName | null;
  readonly identifiers: readonly string[];
  readonly lifecycle: string;
  /** Without the status that Attest set on a manager's word: only staff claim. */
  readonly claim: ClaimedStatus;
  /** The status is the one that Attest set. */
  readonly statusIsOurs: boolean;
  /** The verdict that Attest made the goal name beside its claim, as it stands there. */
  readonly shows: string | null;
  readonly statusDate: FhirDateTime | null;
  readonly startDate: FhirDateTime | null;
  readonly personLed: boolean | null;
  readonly measurable: boolean;
  readonly nouns: readonly string[];
  readonly addresses: readonly ResourceName[];
  readonly outcomes: readonly ResourceName[];
  /** Canonicals in the extension `attainment-programme`. */
  readonly programmes: readonly string[];
  /** Codings of category and description, from which a programme may be mapped. */
  readonly topics: readonly Coding[];
}

const targetSchema = z.looseObject({ measure: z.unknown().optional() });

export const goalSchema = headSchema.extend({
  id: z.string(),
  extension: z.array(z.unknown()).optional(),
  identifier: z.array(identifierSchema).optional(),
  lifecycleStatus: z.string(),
  achievementStatus: conceptSchema.optional(),
  category: z.array(conceptSchema).optional(),
  description: conceptSchema.optional(),
  subject: referenceSchema,
  startDate: z.string().optional(),
  statusDate: z.string().optional(),
  target: z.array(targetSchema).optional(),
  expressedBy: referenceSchema.optional(),
  addresses: z.array(referenceSchema).optional(),
  outcomeReference: z.array(referenceSchema).optional(),
});
type Goal = z.infer<typeof goalSchema>;

/** Null for a goal that was entered in error. */
export function readGoal(
  resource: Goal,
  updated: Instant | null,
  { codes }: Reading,
): GoalRecord | null {
  if (resource.lifecycleStatus === 'entered-in-error') return null;
  const naming = namingOf(resource.contained);
  const extensions = extensionsOf(resource.extension);
  const statusIsOurs = confirmedLevelIn(resource.achievementStatus?.coding ?? []) !== null;
  const status = statusIsOurs ? undefined : resource.achievementStatus;
  return {
    reference: `Goal/${resource.id}`,
    version: resource.meta?.versionId ?? null,
    updated,
    patient: naming.name(resource.subject, 'Patient'),
    identifiers: identifiersOf(resource.identifier),
    lifecycle: resource.lifecycleStatus,
    claim: claimIn(status, resource.lifecycleStatus, codes),
    statusIsOurs,
    shows: shownIn(extensions),
    statusDate: fhirDateTime(resource.statusDate ?? ''),
    startDate: fhirDateTime(resource.startDate ?? ''),
    personLed: personLed(resource, naming),
    measurable: (resource.target ?? []).some(isMeasurable),
    nouns: nounsOf(resource.description?.text ?? ''),
    addresses: naming.names(resource.addresses, 'Observation'),
    outcomes: naming.names(resource.outcomeReference, 'Observation'),
    programmes: extensions
      .filter((extension) => extension.url === EXTENSION.attainmentProgramme)
      .flatMap((extension) => extension.valueCanonical ?? extension.valueUri ?? []),
    topics: [...(resource.category ?? []), resource.description ?? {}].flatMap(
      (concept) => concept.coding ?? [],
    ),
  };
}

const shownIn = (extensions: readonly Extension[]): string | null => {
  const shown = extensions.find(({ url }) => url === EXTENSION.validatedAttainment);
  const parts = extensionsOf(shown?.extension);
  return parts.find(({ url }) => url === 'observation')?.valueReference?.reference ?? null;
};

const isMeasurable = (target: Readonly<Record<string, unknown>>): boolean =>
  target['measure'] !== undefined ||
  Object.keys(target).some((element) => element.startsWith('detail'));

/** The person expressed the goal or agreed to it; null where the host shows neither (FHIR goal-acceptance). */
function personLed(resource: Goal, naming: Naming): boolean | null {
  const expressedBy = naming.name(resource.expressedBy, 'Patient');
  const acceptances = extensionsOf(resource.extension)
    .filter((extension) => extension.url === CORE_EXTENSION.goalAcceptance)
    .map((extension) => acceptanceIn(extensionsOf(extension.extension), naming))
    .filter((acceptance) => isPatient(acceptance.by));
  if (isPatient(expressedBy) || acceptances.some((one) => one.status === 'agree')) return true;
  return expressedBy === null && acceptances.length === 0 ? null : false;
}

const isPatient = (name: ResourceName | null): boolean => name?.startsWith('Patient') === true;

const acceptanceIn = (parts: ReturnType<typeof extensionsOf>, naming: Naming) => ({
  by: naming.name(parts.find((part) => part.url === 'individual')?.valueReference, 'Patient'),
  status: parts.find((part) => part.url === 'status')?.valueCode ?? null,
});

const ENDED: ReadonlySet<string> = new Set(['completed', 'cancelled', 'rejected']);

/** Whether a goal in this lifecycle status is still pursued. */
export const isOpen = (lifecycle: string): boolean => !ENDED.has(lifecycle);

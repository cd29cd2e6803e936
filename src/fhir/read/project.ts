import type { z } from 'zod';
import type { Instant } from '../../domain/time.ts';
import { SYSTEM } from '../names.ts';
import { adaptedRecord } from './adapter/adaptedRecord.ts';
import { UNKNOWN_MODIFIER } from './adapter/views.ts';
import { idIn, withoutAliases } from './aliases.ts';
import { documentReferenceSchema, readDocument } from './document.ts';
import { headSchema, type Head } from './elements.ts';
import {
  recordEntry,
  uncounted,
  unreadableEntry,
  unreadEntry,
  type Entry,
  type RecordKind,
  type Records,
} from './entry.ts';
import { readForm } from './forms.ts';
import { goalSchema, readGoal } from './goal.ts';
import { observationSchema, readObservation, type Reading } from './observation.ts';
import { partySchema, readParty } from './people.ts';
import { carePlanSchema, readCarePlan, readServiceRequest, serviceRequestSchema } from './plans.ts';
import { provenanceSchema, readProvenance } from './provenance.ts';
import { questionnaireResponseSchema } from './questionnaireResponse.ts';
import { R4_TYPES } from './resourceTypes.ts';
import type { Unwrapped } from './unwrap.ts';
import { versionIn } from './version.ts';

/** How resources of one type are reduced, and where their records are kept. */
interface Kind {
  /** The record; null for what is withdrawn or of no use; a sentence for what cannot be read. */
  read(resource: unknown, updated: Instant | null, reading: Reading): object | null | string;
  readonly to: RecordKind;
  /** A modifier changes what is meant: records of this kind are refused where they carry one. */
  readonly judged: boolean;
  /** Resources of this kind count even where Attest wrote them. */
  readonly ownCounts: boolean;
}

interface Definition<S extends z.ZodType, To extends RecordKind> {
  readonly schema: S;
  readonly to: To;
  readonly read: (
    data: z.output<S>,
    updated: Instant | null,
    reading: Reading,
  ) => Records[To] | null;
  readonly judged?: boolean;
  readonly ownCounts?: boolean;
}

function kind<S extends z.ZodType, To extends RecordKind>(definition: Definition<S, To>): Kind {
  const { schema, read, to, judged = false, ownCounts = false } = definition;
  return {
    read: (resource, updated, reading) => {
      const parsed = schema.safeParse(resource);
      return parsed.success ? read(parsed.data, updated, reading) : sentenceOf(parsed.error);
    },
    to,
    judged,
    ownCounts,
  };
}

/** Where the fault lies and what was expected there; never what stood there. */
function sentenceOf(error: z.ZodError): string {
  const issue = error.issues[0];
  const path = (issue?.path ?? []).map(String).join('.');
  return `its ${path === '' ? 'structure' : path} is not as FHIR R4 defines it`;
}

const party = kind({ schema: partySchema, read: readParty, to: 'parties' });

const KINDS: Readonly<Record<string, Kind>> = {
  Goal: kind({ schema: goalSchema, read: readGoal, to: 'goals', judged: true }),
  Observation: kind({
    schema: observationSchema,
    read: readObservation,
    to: 'observations',
    judged: true,
  }),
  QuestionnaireResponse: kind({
    schema: questionnaireResponseSchema,
    read: readForm,
    to: 'forms',
    judged: true,
  }),
  CarePlan: kind({
    schema: carePlanSchema,
    read: readCarePlan,
    to: 'plans',
    ownCounts: true,
  }),
  ServiceRequest: kind({
    schema: serviceRequestSchema,
    read: readServiceRequest,
    to: 'requests',
  }),
  DocumentReference: kind({
    schema: documentReferenceSchema,
    read: readDocument,
    to: 'documents',
  }),
  Provenance: kind({
    schema: provenanceSchema,
    read: readProvenance,
    to: 'provenances',
  }),
  Patient: party,
  Practitioner: party,
  PractitionerRole: party,
  RelatedPerson: party,
  Organization: party,
  Encounter: party,
};

/** The types of which something is read. */
export const READ_TYPES: ReadonlySet<string> = new Set(Object.keys(KINDS));

/** What is kept of one resource: the entry that counts for it, and those beside it. */
export function project(unwrapped: Unwrapped, reading: Reading): readonly Entry[] {
  const { resource, where, fullUrl, aliases } = unwrapped;
  const refused = (because: string): readonly Entry[] => [unreadableEntry(where, because)];
  const parsed = headSchema.safeParse(resource);
  if (!parsed.success) return refused('it is no FHIR resource');
  const head = parsed.data;
  const foreign = foreignVersion(head, resource as object);
  if (foreign !== null) return refused(foreign);
  if (head.resourceType === 'Bundle') return refused('its entries are not as FHIR R4 defines them');
  const kindOfIt = KINDS[head.resourceType];
  if (kindOfIt === undefined) return [unreadEntry(where)];
  const id = head.id ?? idIn(fullUrl);
  if (id === null) return refused(`${head.resourceType}: without an id it cannot be cited`);
  const reference = `${head.resourceType}/${id}`;
  const named = withoutAliases(resource, aliases) as object;
  return entriesOf({ reference, head, resource: { ...named, id } }, kindOfIt, reading);
}

interface Named {
  readonly reference: string;
  readonly head: Head;
  readonly resource: Readonly<Record<string, unknown>>;
}

/** The record of a resource; that of a form that is a session to an adapter goes among sessions. */
function entriesOf({ reference, head, resource }: Named, kindOfIt: Kind, reading: Reading) {
  const version = versionIn(head);
  const adapted =
    isOurs(head) || isModified(head) ? null : adaptedRecord(resource, version, reading);
  const record = adapted === null ? recordOf(kindOfIt, head, resource, reading) : adapted.record;
  const kept = typeof record === 'string' ? null : record;
  const entry = (to: RecordKind, of: object | null): Entry =>
    recordEntry(to, reference, version, of as Records[RecordKind] | null);
  const isForm = head.resourceType === 'QuestionnaireResponse';
  const entries = [entry(kindOfIt.to, isForm && adapted !== null ? null : kept)];
  // Even where it is none: no older version that was one may speak in its place.
  if (isForm && readsForms(reading)) {
    entries.push(uncounted(entry('observations', adapted === null ? null : kept)));
  }
  if (typeof record === 'string') entries.push(uncounted(unreadableEntry(reference, record)));
  return entries;
}

const readsForms = ({ adapters = [] }: Reading): boolean =>
  adapters.some((adapter) => adapter.reads('QuestionnaireResponse'));

/** What cannot be read stands as void, so that no older version of it speaks in its place. */
function recordOf(
  kindOfIt: Kind,
  head: Head,
  resource: object,
  reading: Reading,
): object | null | string {
  if (!kindOfIt.ownCounts && isOurs(head)) return null;
  if (kindOfIt.judged && isModified(head)) return UNKNOWN_MODIFIER;
  return kindOfIt.read(resource, versionIn(head).updated, reading);
}

const isModified = (head: Head): boolean =>
  (head.modifierExtension ?? []).length > 0 || head.implicitRules !== undefined;

/** What Attest concluded is never evidence for what it concludes next. */
const isOurs = (head: Head): boolean =>
  (head.meta?.tag ?? []).some(
    ({ system, code }) => system === SYSTEM.tag && (code === 'computed' || code === 'confirmed'),
  );

/**
 * Elements by which another version of FHIR shows, though its resources have the same names: of STU3
 * and of R5, each with what R4 has in its place.
 */
const OTHER_VERSIONS: readonly (readonly [type: string, other: string, r4: string | null])[] = [
  ['Goal', 'status', 'lifecycleStatus'],
  ['Goal', 'source', 'expressedBy'],
  ['Goal', 'outcome', 'outcomeReference'],
  ['Observation', 'context', 'encounter'],
  ['Observation', 'triggeredBy', null],
  ['Observation', 'instantiatesCanonical', null],
  ['Observation', 'instantiatesReference', null],
  ['QuestionnaireResponse', 'context', 'encounter'],
  ['CarePlan', 'context', 'encounter'],
  ['ServiceRequest', 'context', 'encounter'],
];

function foreignVersion({ resourceType }: Head, resource: object): string | null {
  if (!R4_TYPES.has(resourceType)) return 'its type is none of FHIR R4';
  const stated = 'fhirVersion' in resource ? resource.fhirVersion : undefined;
  if (typeof stated === 'string' && !stated.startsWith('4.0')) return 'it is not of FHIR R4';
  const found = OTHER_VERSIONS.find(
    ([type, other, r4]) =>
      type === resourceType && other in resource && (r4 === null || !(r4 in resource)),
  );
  if (found === undefined) return null;
  const [, other, r4] = found;
  return r4 === null
    ? `it is not FHIR R4, which has no ${other}`
    : `it is not FHIR R4: ${other} stands for ${r4}`;
}

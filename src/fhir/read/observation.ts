import { z } from 'zod';
import type { Audit, MeasureValue } from '../../domain/caseFile.ts';
import type { Instant } from '../../domain/time.ts';
import { SYSTEM } from '../names.ts';
import { fhirDateTime } from '../dateTime.ts';
import type { Adapter } from './adapter/adapter.ts';
import { exactCode, type Codes } from './coded.ts';
import { readComponents, type Doubt } from './components.ts';
import {
  conceptSchema,
  extensionsOf,
  headSchema,
  identifierSchema,
  noteSchema,
  periodSchema,
  referenceSchema,
  wordsOfNotes,
} from './elements.ts';
import { kindOf, type EvidenceKind } from './evidenceKind.ts';
import { faultOfStatus, unreadable, type Fault } from './fault.ts';
import { goalsPertainedTo } from './goalLinks.ts';
import { identifiersOf } from './identifiers.ts';
import type { Measures } from './measures.ts';
import { namingOf, type Naming, type ResourceName } from './references.ts';
import { timingOf, type Timing } from './timing.ts';
import { conceptIn } from './measureValue.ts';

/** What is needed to read a record. */
export interface Reading {
  readonly codes: Codes;
  readonly measures: Measures;
  /** For records that the host keeps in a shape of its own, in the order in which they are asked. */
  readonly adapters?: readonly Adapter[];
}

/** What a record says of the goals it belongs to. */
export interface StatedLinks {
  readonly pertainsTo: readonly ResourceName[];
  readonly focus: readonly ResourceName[];
  readonly basedOn: readonly ResourceName[];
}

/** One Observation, reduced to what evidence is made of. */
export interface ObservationRecord {
  readonly reference: string;
  /** Null for an Observation of no kind that Attest knows: a vital sign, or a local code. */
  readonly kind: EvidenceKind | null;
  readonly patient: ResourceName | null;
  readonly links: StatedLinks;
  readonly timing: Timing | null;
  /** Why it cannot be used; null where it can. */
  readonly fault: Fault | null;
  /** It says that it was changed after it was final. */
  readonly corrected: boolean;
  readonly doubts: readonly Doubt[];
  readonly issued: Instant | null;
  readonly updated: Instant | null;
  readonly performers: readonly ResourceName[];
  readonly encounter: ResourceName | null;
  readonly derivedFrom: readonly ResourceName[];
  readonly identifiers: readonly string[];
  readonly values: readonly MeasureValue[];
  readonly attempt: 'made' | 'declined' | 'none';
  readonly opinion: Audit['opinion'] | null;
  readonly note: string;
}

export const observationSchema = headSchema.extend({
  id: z.string(),
  extension: z.array(z.unknown()).optional(),
  identifier: z.array(identifierSchema).optional(),
  basedOn: z.array(referenceSchema).optional(),
  status: z.string().optional(),
  category: z.array(conceptSchema).optional(),
  code: conceptSchema.optional(),
  subject: referenceSchema.optional(),
  focus: z.array(referenceSchema).optional(),
  encounter: referenceSchema.optional(),
  effectiveDateTime: z.string().optional(),
  effectiveInstant: z.string().optional(),
  effectivePeriod: periodSchema.optional(),
  issued: z.string().optional(),
  performer: z.array(referenceSchema).optional(),
  derivedFrom: z.array(referenceSchema).optional(),
  note: z.array(noteSchema).optional(),
  component: z.array(z.unknown()).optional(),
  valueCodeableConcept: z.unknown().optional(),
  valueString: z.unknown().optional(),
  dataAbsentReason: conceptSchema.optional(),
});
type Observation = z.infer<typeof observationSchema>;

const VOID: ReadonlySet<string> = new Set(['entered-in-error', 'cancelled']);
const CORRECTED: ReadonlySet<string> = new Set(['amended', 'corrected']);
const FINAL: ReadonlySet<string> = new Set(['final', ...CORRECTED]);
const NOT_FINAL: ReadonlySet<string> = new Set(['registered', 'preliminary', 'unknown']);

/** Null for what is withdrawn, or is an Attest record that is no evidence. */
export function readObservation(
  resource: Observation,
  updated: Instant | null,
  { codes, measures }: Reading,
): ObservationRecord | null {
  const kind = kindOf(resource.code, resource.category ?? [], codes);
  if (VOID.has(resource.status ?? '') || kind === 'not-evidence') return null;
  const naming = namingOf(resource.contained);
  const timing = timingIn(resource);
  const components = readComponents(resource.component ?? [], { codes, measures });
  const values =
    kind === 'feedback' ? withRating(resource, components.values, codes) : components.values;
  return {
    reference: `Observation/${resource.id}`,
    kind,
    patient: naming.name(resource.subject, 'Patient'),
    links: linksIn(resource, naming),
    timing: 'fault' in timing ? null : timing,
    fault:
      faultOfStatus(resource.status, FINAL, NOT_FINAL) ??
      ('fault' in timing ? unreadable(timing.fault) : null),
    corrected: CORRECTED.has(resource.status ?? ''),
    doubts: components.doubts,
    issued: fhirDateTime(resource.issued ?? '')?.end ?? null,
    updated,
    performers: naming.names(resource.performer, 'Practitioner'),
    encounter: naming.name(resource.encounter, 'Encounter'),
    derivedFrom: naming.names(resource.derivedFrom, 'Observation'),
    identifiers: identifiersOf(resource.identifier),
    values,
    attempt: attemptOf(resource, components.attempt),
    opinion: exactCode(conceptIn(resource), SYSTEM.auditOpinion, codes) as Audit['opinion'] | null,
    note: wordsOfNotes(resource.note),
  };
}

const timingIn = (resource: Observation): Timing | { readonly fault: string } =>
  timingOf(
    resource.effectivePeriod?.start ?? resource.effectiveDateTime ?? resource.effectiveInstant,
    resource.effectivePeriod?.end,
  );

const linksIn = (resource: Observation, naming: Naming): StatedLinks => ({
  pertainsTo: goalsPertainedTo(extensionsOf(resource.extension), naming),
  focus: naming
    .names(resource.focus, 'Goal')
    .filter((name) => name.startsWith('Goal') || name.startsWith('urn:')),
  basedOn: naming.names(resource.basedOn, 'CarePlan'),
});

const RATED: Readonly<Record<string, string>> = {
  [SYSTEM.confidence]: 'confidence-self',
  [SYSTEM.enjoyment]: 'enjoyment-stated',
};

/** A rating may stand as the Observation's own value: its scale says of what. */
function withRating(
  resource: Observation,
  values: readonly MeasureValue[],
  codes: Codes,
): readonly MeasureValue[] {
  const rated = Object.entries(RATED).flatMap(([system, measure]): MeasureValue[] => {
    const code = exactCode(conceptIn(resource), system, codes);
    const concept = code === null ? undefined : codes.terminology.concept(system, code);
    if (concept === undefined || values.some((value) => value.measure === measure)) return [];
    return [{ measure, kind: 'coded', system, code: concept.code, rank: concept.rank }];
  });
  return [...values, ...rated];
}

const attemptOf = (
  resource: Observation,
  attempt: ObservationRecord['attempt'],
): ObservationRecord['attempt'] =>
  (resource.dataAbsentReason?.coding ?? []).some(
    ({ system, code }) => system === SYSTEM.dataAbsentReason && code === 'asked-declined',
  )
    ? 'declined'
    : attempt;

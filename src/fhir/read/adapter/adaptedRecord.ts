import { measureNamed, readComponents } from '../components.ts';
import { conceptSchema } from '../elements.ts';
import { kindOf } from '../evidenceKind.ts';
import { isOurForm } from '../forms.ts';
import {
  observationSchema,
  readObservation,
  type ObservationRecord,
  type Reading,
} from '../observation.ts';
import type { Version } from '../version.ts';
import { ADAPTED_TYPES, type Adapted } from './adapter.ts';
import type { Json } from './pruned.ts';

/**
 * The record of a resource that the host keeps in a shape of its own: what the first matching rule makes
 * of it, cited by the resource's own reference. Null where the resource is in Attest's shape already or
 * no rule is about it; a sentence in place of the record for what cannot be read.
 */
export function adaptedRecord(
  resource: Json,
  { updated }: Version,
  reading: Reading,
): { readonly record: ObservationRecord | null | string } | null {
  const adapted = adaptedBy(resource, reading);
  if (adapted === null) return null;
  if ('fault' in adapted) return { record: adapted.fault };
  const parsed = observationSchema.safeParse(wholeOf(adapted, resource, reading));
  if (!parsed.success) return { record: `what rule ${adapted.rule} makes of it is no Observation` };
  const record = readObservation(parsed.data, updated, reading);
  if (record === null) return { record };
  const reference = `${String(resource['resourceType'])}/${parsed.data.id}`;
  return { record: { ...record, reference, doubts: [...adapted.doubts, ...record.doubts] } };
}

/** The Observation of a rule, with what the readers understand of the resource by themselves. */
export function wholeOf(adapted: Adapted, resource: Json, reading: Reading): Json {
  const { observation } = adapted;
  const component = observation['component'] as readonly unknown[];
  const kept = keptComponents(resource, adapted, reading);
  return { ...observation, component: [...component, ...kept] };
}

function adaptedBy(resource: Json, reading: Reading): Adapted | { readonly fault: string } | null {
  const { adapters = [] } = reading;
  const isEvidence = ADAPTED_TYPES.some((type) => type === resource['resourceType']);
  if (adapters.length === 0 || !isEvidence || isInOurShape(resource, reading)) return null;
  for (const adapter of adapters) {
    const adapted = adapter.adapt(resource);
    if (adapted !== null) return adapted;
  }
  return null;
}

/** What the readers know already is never changed, whether by code or through a ConceptMap. */
export function isInOurShape(resource: Json, { codes }: Reading): boolean {
  const { resourceType, questionnaire, code, category } = resource;
  if (resourceType !== 'Observation') return isOurForm(questionnaire);
  const categories = Array.isArray(category) ? (category as readonly unknown[]) : [];
  const concepts = categories.flatMap((one) => conceptSchema.safeParse(one).data ?? []);
  return kindOf(conceptSchema.safeParse(code).data, concepts, codes) !== null;
}

/**
 * Components that the readers understand by themselves count as ever, so that no rule can hide one. Of a
 * measure that the rule gives as well, only a usable value stays: where the two disagree, neither counts.
 */
function keptComponents(
  { component }: Json,
  { measures }: Adapted,
  reading: Reading,
): readonly unknown[] {
  if (!Array.isArray(component)) return [];
  return (component as readonly unknown[]).filter((entry) => {
    const code = conceptSchema.safeParse((entry as { readonly code?: unknown } | null)?.code);
    const measure = code.success ? measureNamed(code.data, reading) : null;
    if (measure === null) return false;
    if (!measures.has(measure)) return true;
    const [value] = readComponents([entry], reading).values;
    return value !== undefined && value.kind !== 'unusable';
  });
}

import type { FhirResource } from 'fhir/r4.js';
import { synthesise } from '../../src/sandbox/people/synthesise.ts';

/** One verdict of each kind, and a goal that was withdrawn: the whole of the sandbox takes a real host too long. */
const PEOPLE = [
  'orla-fennimarsh',
  'nia-wrenfallow',
  'caspar-osierley',
  'imogen-larkspur-dene',
  'ivor-tanglewood-rhys',
  'constance-willowby-hart',
  'hubert-cloverdell',
  'clement-harrowmead',
].map((id) => `Patient/${id}`);

/** A few people of the sandbox with all their records, and the staff and services of everybody. */
export function fewPeople(anchor: string): readonly FhirResource[] {
  const { resources } = synthesise({ seed: 7, anchor });
  const kept = resources.filter((each) => {
    const person = personOf(each);
    return person === null ? each.resourceType !== 'Provenance' : PEOPLE.includes(person);
  });
  const references = new Set(kept.map(referenceTo));
  const told = resources.filter(
    (each) =>
      each.resourceType === 'Provenance' &&
      each.target.every(({ reference = '' }) =>
        references.has(reference.split('/_history')[0] ?? ''),
      ),
  );
  return [...kept, ...told];
}

const referenceTo = ({ resourceType, id = '' }: FhirResource): string => `${resourceType}/${id}`;

interface About {
  readonly subject?: { readonly reference?: string };
  readonly patient?: { readonly reference?: string };
}

function personOf(resource: FhirResource): string | null {
  if (resource.resourceType === 'Patient') return referenceTo(resource);
  const { subject, patient } = resource as About;
  return subject?.reference ?? patient?.reference ?? null;
}

/** What others refer to comes first. */
const ORDER: readonly string[] = [
  'Organization',
  'Practitioner',
  'PractitionerRole',
  'Patient',
  'RelatedPerson',
  'ConceptMap',
  'Goal',
  'ServiceRequest',
  'CarePlan',
  'Encounter',
  'QuestionnaireResponse',
  'Observation',
  'Provenance',
];
const AT_ONCE = 200;

/** Puts the resources into a host that lets clients choose ids, the versions of each one after the other. */
export async function load(base: string, resources: readonly FhirResource[]): Promise<void> {
  const lost = resources.find(({ resourceType }) => !ORDER.includes(resourceType));
  if (lost !== undefined) throw new Error(`${lost.resourceType} has no place in the order.`);
  for (const type of ORDER) {
    const ofType = resources.filter(({ resourceType }) => resourceType === type);
    for (const round of rounds(ofType)) {
      for (let from = 0; from < round.length; from += AT_ONCE) {
        await put(base, round.slice(from, from + AT_ONCE));
      }
    }
  }
}

/** The first versions, the second ones, and so on. */
function rounds(resources: readonly FhirResource[]): readonly (readonly FhirResource[])[] {
  const byId = [...Map.groupBy(resources, referenceTo).values()];
  const most = Math.max(0, ...byId.map(({ length }) => length));
  return Array.from({ length: most }, (_, nth) => byId.flatMap((versions) => versions[nth] ?? []));
}

async function put(base: string, resources: readonly FhirResource[]): Promise<void> {
  const entry = resources.map((resource) => ({
    resource,
    request: { method: 'PUT', url: referenceTo(resource) },
  }));
  const answer = await fetch(base, {
    method: 'POST',
    headers: { 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry }),
  });
  if (!answer.ok) throw new Error(`${answer.status}: ${(await answer.text()).slice(0, 2000)}`);
}

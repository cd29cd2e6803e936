import type { FhirResource, Patient } from 'fhir/r4.js';
import type { Person } from '../people.ts';
import type { Service } from '../services.ts';
import type { Timeline } from '../timeline.ts';
import { meta, patientOf } from './context.ts';
import { OPENED } from './organisations.ts';

const NHS_NUMBER = 'https://fhir.nhs.uk/Id/nhs-number';

/** Weights of the first nine digits of an NHS number; its tenth is the check (modulus 11). */
const WEIGHTS = [10, 9, 8, 7, 6, 5, 4, 3, 2] as const;

/** The `index`th number of the range that is set aside for tests (999 ...). */
function testNhsNumber(index: number): string {
  const nine = `999${String(100_000 + index * 7)}`;
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(nine[at]), 0);
  const check = (11 - (sum % 11)) % 11;
  // Ten is no digit: such a number is never given out.
  return check === 10 ? testNhsNumber(index + 10_000) : `${nine}${check}`;
}

export const relativeId = (person: Person): string => `${person.id}-relative`;

export function personResources(
  person: Person,
  index: number,
  service: Service,
  timeline: Timeline,
): readonly FhirResource[] {
  const opened = timeline.instant(OPENED + 30, 600);
  const patient: Patient = {
    resourceType: 'Patient',
    id: person.id,
    meta: meta(opened),
    identifier: [{ system: NHS_NUMBER, value: testNhsNumber(index) }],
    active: true,
    name: [{ use: 'official', family: person.family, given: [person.given] }],
    gender: person.gender,
    birthDate: person.birthDate,
    managingOrganization: {
      reference: `Organization/${service.site.id}`,
      display: service.site.name,
    },
  };
  if (person.relative === null) return [patient];
  return [
    patient,
    {
      resourceType: 'RelatedPerson',
      id: relativeId(person),
      meta: meta(opened),
      active: true,
      patient: patientOf({ person }),
      relationship: [{ text: person.relative.relation }],
      name: [{ text: person.relative.name }],
    },
  ];
}

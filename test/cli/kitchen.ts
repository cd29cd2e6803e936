import { fileURLToPath } from 'node:url';
import type { FhirResource, Observation } from 'fhir/r4.js';

/** A programme of a vendor's own, in no way known to the code. */
export const FOURTH_PROGRAMME = fileURLToPath(
  new URL('../profiles/fourth-programme.json', import.meta.url),
);

const ATTEST = 'https://attest.example/fhir/CodeSystem';
const KITCHEN = 'https://kitchen.example/fhir';
const HOUSE = 'https://house.example/words';
const START = Date.UTC(2026, 0, 5, 17);
const DAY = 86_400_000;

/** The house's own words for what the programme calls by its codes. */
export const HOUSE_WORDS = {
  resourceType: 'ConceptMap',
  status: 'active',
  group: [
    map(`${KITCHEN}/PlanDefinition`, 'supper', 'cooking-a-meal'),
    map(`${KITCHEN}/CodeSystem/help`, 'did-it-himself', 'alone'),
  ],
};

function map(target: string, code: string, means: string) {
  return {
    source: HOUSE,
    target,
    element: [{ code, target: [{ code: means, equivalence: 'equal' }] }],
  };
}

const coded = (system: string, code: string) => ({ coding: [{ system, code }] });
const measure = (code: string) => coded(`${KITCHEN}/CodeSystem/measure`, code);

/** Alone, but for fewer than half of the steps: the first stage, and no more. */
function session(day: number): Observation {
  const time = new Date(START + day * DAY).toISOString();
  return {
    resourceType: 'Observation',
    id: `supper-${day}`,
    status: 'final',
    category: [coded(`${ATTEST}/evidence-source`, 'daily-record')],
    code: coded(`${ATTEST}/observation`, 'session'),
    subject: { reference: 'Patient/ted' },
    focus: [{ reference: 'Goal/supper' }],
    effectiveDateTime: time,
    issued: time,
    performer: [{ reference: `Practitioner/w${day % 2}` }],
    component: [
      { code: measure('help-needed'), valueCodeableConcept: coded(HOUSE, 'did-it-himself') },
      {
        code: measure('steps-alone'),
        valueRatio: { numerator: { value: 2 }, denominator: { value: 5 } },
      },
      { code: measure('hob-off'), valueBoolean: true },
      { code: measure('own-choice'), valueBoolean: true },
    ],
  };
}

/** Ted cooks every other day for five weeks. His goal names its programme in the house's words alone. */
export const SUPPERS: readonly FhirResource[] = [
  { resourceType: 'Patient', id: 'ted' },
  {
    resourceType: 'Goal',
    id: 'supper',
    lifecycleStatus: 'active',
    startDate: '2026-01-05',
    category: [coded(HOUSE, 'supper')],
    description: { text: 'Ted cooks his own supper' },
    subject: { reference: 'Patient/ted' },
  },
  ...Array.from({ length: 18 }, (_, index) => session(2 * index)),
];

export const SUPPERS_AS_OF = '2026-02-10';

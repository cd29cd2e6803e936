import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadDefinitions, loadProgrammeFile } from '../../../src/definitions.ts';
import { conceptMapsOf } from '../../../src/fhir/conceptMaps.ts';
import { SYSTEM } from '../../../src/fhir/names.ts';
import { coding, goal, readOne, session, type Json } from './records.ts';

const FIXTURE = fileURLToPath(new URL('../../profiles/fourth-programme.json', import.meta.url));
const KITCHEN = 'https://kitchen.example/fhir';

const loaded = loadProgrammeFile(FIXTURE, loadDefinitions());
if ('faults' in loaded) throw new Error(readFileSync(FIXTURE, 'utf8').slice(0, 80));
const { programmes, terminology, conceptMaps } = loaded.definitions;

const measured = (measure: string, value: Json): Json => ({
  code: coding(`${KITCHEN}/CodeSystem/measure`, measure),
  ...value,
});
const valuesOf = (...component: readonly Json[]) => {
  const nutrition = goal('g1', { category: [coding(SYSTEM.goalDomain, 'nutrition')] });
  const { caseFile } = readOne([nutrition, session('s1', { component })], {
    programmes,
    terminology,
    conceptMaps: conceptMapsOf(conceptMaps),
  });
  return caseFile.sessions[0];
};

describe('the measures of a programme that a vendor added', () => {
  it.each<[string, Json, Json]>([
    [
      'help-needed',
      { valueCodeableConcept: coding(`${KITCHEN}/CodeSystem/help`, 'watched') },
      { kind: 'coded', code: 'watched', rank: 1 },
    ],
    ['help-needed', { valueInteger: 1 }, { kind: 'unusable', why: 'malformed' }],
    [
      'steps-alone',
      { valueRatio: { numerator: { value: 3 }, denominator: { value: 4 } } },
      { kind: 'ratio', done: 3, required: 4 },
    ],
    ['reminders', { valueInteger: 2 }, { kind: 'number', value: 2 }],
    [
      'reminders',
      { valueQuantity: { value: 2, system: SYSTEM.ucum, code: '1' } },
      { kind: 'number', value: 2 },
    ],
    ['hob-off', { valueBoolean: true }, { kind: 'boolean', value: true }],
    ['menu', { valueString: 'soup' }, { kind: 'text', value: 'soup' }],
  ])('%s is read as its criteria compare it', (measure, value, expected) => {
    expect(valuesOf(measured(measure, value))?.values).toMatchObject([{ measure, ...expected }]);
  });

  it('may say that the person declined', () => {
    const refused = measured('help-needed', {
      valueCodeableConcept: coding(`${KITCHEN}/CodeSystem/help`, 'not-today'),
    });
    expect(valuesOf(refused)?.outcome).toBe('declined');
  });
});

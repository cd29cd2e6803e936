import type { MeasureValue } from '../../../src/domain/caseFile.ts';
import { SYSTEM } from '../../../src/fhir/names.ts';
import {
  coding,
  component,
  conceptMap,
  goal,
  prompt,
  readOne,
  session,
  type Json,
} from './records.ts';

const ACME = 'https://acme.example/prompts';
const maps = [
  conceptMap(ACME, SYSTEM.promptLevel, {
    NONE: ['independent', 'equivalent'],
    SAME: ['gestural', 'equal'],
    VP: ['verbal', 'wider'],
    VN: ['verbal', 'narrower'],
    VI: ['verbal', 'inexact'],
    VU: ['verbal', 'unmatched'],
    NO: ['refused', 'equivalent'],
    TWICE: ['verbal', 'equivalent'],
  }),
  conceptMap(ACME, SYSTEM.promptLevel, { TWICE: ['gestural', 'equivalent'] }),
  conceptMap('https://acme.example/items', SYSTEM.observation, {
    HELP: ['prompt-level', 'equivalent'],
    HELPISH: ['prompt-level', 'inexact'],
  }),
];

function valuesOf(...components: readonly Json[]) {
  const { caseFile } = readOne([goal(), session('s1', { component: components })], { maps });
  return { session: caseFile.sessions[0], problems: caseFile.problems };
}

const value = (measure: string, elements: Json): MeasureValue | undefined =>
  valuesOf(component(measure, elements)).session?.values[0];

const local = (code: string): Json => ({ valueCodeableConcept: coding(ACME, code) });
const ratio = (done: unknown, required: unknown, extra: Json = {}): Json => ({
  valueRatio: { numerator: { value: done, ...extra }, denominator: { value: required } },
});
const quantity = (amount: unknown, code?: string, extra: Json = {}): Json => ({
  valueQuantity: { value: amount, system: SYSTEM.ucum, code, ...extra },
});

describe('the value of a component', () => {
  it.each([
    [
      'a code',
      'confidence-observed',
      { valueCodeableConcept: coding(SYSTEM.confidence, 'good') },
      { kind: 'coded', system: SYSTEM.confidence, code: 'good', rank: 3 },
    ],
    [
      'a code without a place',
      'prompt-level',
      { valueCodeableConcept: coding(SYSTEM.promptLevel, 'refused') },
      { kind: 'coded', system: SYSTEM.promptLevel, code: 'refused', rank: null },
    ],
    ['a count', 'prompt-count', { valueInteger: 0 }, { kind: 'number', value: 0 }],
    ['a ratio', 'safety-checks', ratio(5, 6), { kind: 'ratio', done: 5, required: 6 }],
    ['nothing done of some', 'safety-checks', ratio(0, 6), { kind: 'ratio', done: 0, required: 6 }],
    ['a yes', 'planned', { valueBoolean: true }, { kind: 'boolean', value: true }],
    ['minutes', 'engagement-duration', quantity(25, 'min'), { kind: 'number', value: 25 }],
    ['hours', 'engagement-duration', quantity(1.5, 'h'), { kind: 'number', value: 90 }],
    ['seconds', 'engagement-duration', quantity(1800, 's'), { kind: 'number', value: 30 }],
    ['times a week', 'attendance-per-week', quantity(3, '/wk'), { kind: 'number', value: 3 }],
    [
      'words',
      'enjoyment-basis',
      { valueString: ' Sang along. ' },
      { kind: 'text', value: 'Sang along.' },
    ],
    [
      'a route in words',
      'route',
      { valueCodeableConcept: { text: 'leg 2 of 3' } },
      { kind: 'text', value: 'leg 2 of 3' },
    ],
    [
      'a route in a local code',
      'route',
      { valueCodeableConcept: coding(ACME, 'R7') },
      { kind: 'coded', system: ACME, code: 'R7', rank: null },
    ],
  ])('is read where it is %s', (_, measure, elements, expected) => {
    expect(value(measure, elements)).toEqual({ measure, ...expected });
  });

  it.each([
    ['no reason and no value', 'prompt-count', {}, 'absent'],
    [
      'a reason for its absence',
      'prompt-count',
      { dataAbsentReason: coding(SYSTEM.dataAbsentReason, 'not-performed') },
      'absent',
    ],
    ['half a prompt', 'prompt-count', { valueInteger: 1.5 }, 'malformed'],
    ['fewer than none', 'prompt-count', { valueInteger: -1 }, 'malformed'],
    ['digits in a text', 'prompt-count', { valueString: '2' }, 'malformed'],
    ['a count as a quantity', 'prompt-count', quantity(2, '1'), 'malformed'],
    ['none required', 'safety-checks', ratio(0, 0), 'malformed'],
    ['more done than required', 'safety-checks', ratio(7, 6), 'malformed'],
    ['less than nothing done', 'safety-checks', ratio(-1, 6), 'malformed'],
    ['half a ratio', 'safety-checks', { valueRatio: { numerator: { value: 5 } } }, 'malformed'],
    ['a bound for a ratio', 'safety-checks', ratio(5, 6, { comparator: '>' }), 'malformed'],
    ['text in a ratio', 'safety-checks', ratio('5', 6), 'malformed'],
    ['a duration without a unit', 'engagement-duration', quantity(25), 'malformed'],
    ['a duration in days', 'engagement-duration', quantity(1, 'd'), 'malformed'],
    [
      'a duration in no UCUM',
      'engagement-duration',
      quantity(25, 'min', { system: ACME }),
      'malformed',
    ],
    [
      'a bound for a duration',
      'engagement-duration',
      quantity(25, 'min', { comparator: '>' }),
      'malformed',
    ],
    ['less than no time', 'engagement-duration', quantity(-5, 'min'), 'malformed'],
    ['yes in words', 'planned', { valueString: 'yes' }, 'malformed'],
    [
      'a free text for a code',
      'prompt-level',
      { valueCodeableConcept: { text: 'a bit of help' } },
      'unmapped',
    ],
    ['a string for a code', 'prompt-level', { valueString: 'verbal' }, 'unmapped'],
    [
      'a code nobody knows',
      'prompt-level',
      { valueCodeableConcept: coding(SYSTEM.promptLevel, 'shouting') },
      'unmapped',
    ],
    [
      'a code of another scale',
      'prompt-level',
      { valueCodeableConcept: coding(SYSTEM.confidence, 'low') },
      'unmapped',
    ],
    ['a local code without a map', 'prompt-level', local('XX'), 'unmapped'],
    ['a map that says there is none', 'prompt-level', local('VU'), 'unmapped'],
    ['a map to something wider', 'prompt-level', local('VP'), 'inexact'],
    ['a map to something narrower', 'prompt-level', local('VN'), 'inexact'],
    ['an inexact map', 'prompt-level', local('VI'), 'inexact'],
    ['maps that contradict each other', 'prompt-level', local('TWICE'), 'malformed'],
  ])('is unusable where it is %s', (_, measure, elements, why) => {
    expect(value(measure, elements)).toEqual({ measure, kind: 'unusable', why });
  });

  it.each([
    ['equivalent', 'NONE', 'independent', 0],
    ['equal', 'SAME', 'gestural', 1],
  ])('counts in full through a map that says %s', (_, code, expected, rank) => {
    expect(value('prompt-level', local(code))).toMatchObject({ code: expected, rank });
  });

  it('takes our own code before a mapped one', () => {
    const both = [
      { system: ACME, code: 'NONE' },
      { system: SYSTEM.promptLevel, code: 'verbal' },
    ];
    expect(value('prompt-level', { valueCodeableConcept: { coding: both } })).toMatchObject({
      code: 'verbal',
    });
  });

  it('sees a refusal through a map', () => {
    expect(valuesOf(component('prompt-level', local('NO'))).session?.outcome).toBe('declined');
  });
});

describe('the measure a component is of', () => {
  const named = (system: string, code: string): Json => ({
    code: coding(system, code),
    valueCodeableConcept: coding(SYSTEM.promptLevel, 'verbal'),
  });

  it('is found through an exact map', () => {
    const { session: read } = valuesOf(named('https://acme.example/items', 'HELP'));
    expect(read?.values).toMatchObject([{ measure: 'prompt-level', code: 'verbal' }]);
  });

  it.each(['HELPISH', 'OTHER'])('is not guessed for %s, which is reported instead', (code) => {
    const { session: read, problems } = valuesOf(named('https://acme.example/items', code));
    expect(read?.values).toEqual([]);
    expect(problems).toMatchObject([
      {
        reference: 'Observation/s1',
        kind: 'unmapped',
        because: `no map for component https://acme.example/items|${code}`,
      },
    ]);
  });

  it('may be given twice with one value', () => {
    expect(valuesOf(prompt('verbal'), prompt('verbal')).session?.values).toHaveLength(1);
  });

  it('is malformed where two values contradict each other', () => {
    const { session: read, problems } = valuesOf(prompt('verbal'), prompt('independent'));
    expect(read?.values).toEqual([{ measure: 'prompt-level', kind: 'unusable', why: 'malformed' }]);
    expect(problems).toMatchObject([
      { because: 'prompt-level: given twice with different values' },
    ]);
  });

  it('may be repeated where it is a list', () => {
    const barrier = (text: string) => component('barrier', { valueString: text });
    expect(valuesOf(barrier('rain'), barrier('crowds')).session?.values).toHaveLength(2);
  });

  it('is refused where its component carries a modifier', () => {
    const modified = {
      ...prompt('independent'),
      modifierExtension: [{ url: 'https://x.example' }],
    };
    expect(valuesOf(modified).session?.values).toEqual([]);
  });
});

describe('what is reported of unusable values', () => {
  it.each([
    [
      'a code without a map, by its code',
      local('XX'),
      'unmapped',
      `prompt-level: no map for ${ACME}|XX`,
    ],
    [
      'an inexact map',
      local('VI'),
      'unmapped',
      `prompt-level: the map for ${ACME}|VI is not exact`,
    ],
    [
      'a code that reads like words, never the words',
      local('Tom was tired'),
      'unmapped',
      'prompt-level: no map for a local code',
    ],
    [
      'a code that is longer than codes are',
      local('X'.repeat(100)),
      'unmapped',
      'prompt-level: no map for a local code',
    ],
    [
      'free text, never the words',
      { valueString: 'Tom was tired' },
      'unmapped',
      'prompt-level: no map for free text',
    ],
  ])('%s', (_, elements, kind, because) => {
    expect(valuesOf(component('prompt-level', elements)).problems).toMatchObject([
      { reference: 'Observation/s1', kind, because },
    ]);
  });

  it('says nothing of a value whose absence is explained', () => {
    const absent = { dataAbsentReason: coding(SYSTEM.dataAbsentReason, 'not-performed') };
    expect(valuesOf(component('prompt-level', absent)).problems).toEqual([]);
  });
});

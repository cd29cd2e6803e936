import { describe, expect, it } from '@jest/globals';
import type { MeasureValue } from '../../../src/domain/caseFile.ts';
import { SYSTEM } from '../../../src/fhir/names.ts';
import { readAdapter } from '../../../src/fhir/read/adapter/readAdapter.ts';
import { createIntake } from '../../../src/fhir/read/intake.ts';
import { measuresOf } from '../../../src/fhir/read/measures.ts';
import {
  at,
  coding,
  component,
  conceptMap,
  context,
  feedback,
  goal,
  pertains,
  prompt,
  read,
  readOne,
  ref,
  session,
  type Json,
} from './records.ts';

const HOUSE = 'https://house.example/codes';
const { programmes, terminology } = context();
const VOCABULARY = { measures: measuresOf(programmes), terminology };

const own = (code: string, value: Json): Json => ({ code: coding(HOUSE, code), ...value });
const valueOf = (code: string) => `component.where(code.coding.code = '${code}').value`;

/** A note in the house's own code, about a session on 30 March. */
const note = (component: readonly Json[], overrides: Json = {}): Json =>
  session('n1', { category: undefined, code: coding(HOUSE, 'NOTE'), component, ...overrides });

const HELP = {
  component: 'prompt-level',
  value: valueOf('HELP'),
  bands: [
    { from: 0, to: 0, code: 'independent' },
    { from: 1, to: 3, code: 'gestural' },
    { from: 4.5, to: 10, code: 'physical' },
  ],
};

const rule = (overrides: Json = {}): Json => ({
  name: 'note',
  resource: 'Observation',
  when: "code.coding.exists(code = 'NOTE')",
  gives: 'session',
  components: [HELP],
  ...overrides,
});

const mapping = (...rules: readonly Json[]): Json => ({
  adapter: 'house',
  version: '1.0.0',
  rules,
  fixtures: [{ shows: 'nothing', resource: { resourceType: 'Patient', id: 'x' }, gives: null }],
});

/** The same, with a fixture whose fields are filled in. */
const shownBy = (resource: Json, ...rules: readonly Json[]): Json => ({
  ...mapping(...rules),
  fixtures: [{ shows: 'a full record', resource, gives: null }],
});

const faultsOf = (json: unknown): readonly string[] => {
  const read = readAdapter(json, VOCABULARY);
  return 'faults' in read ? read.faults.map(({ path, message }) => `${path}: ${message}`) : [];
};

function adapterOf(...rules: readonly Json[]) {
  const read = readAdapter(mapping(...rules), VOCABULARY);
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.adapter;
}

const caseWith = (resources: readonly Json[], ...rules: readonly Json[]) =>
  readOne([goal(), ...resources], { adapters: [adapterOf(...rules)] }).caseFile;

/** The values of the one session that a note becomes, by measure. */
function valuesOf(component: readonly Json[], ...components: readonly Json[]) {
  const { sessions } = caseWith([note(component)], rule({ components }));
  return Object.fromEntries((sessions[0]?.values ?? []).map((value) => [value.measure, value]));
}

const level = (value: MeasureValue | undefined): string | undefined =>
  value?.kind === 'coded' ? value.code : value?.kind;

describe('a record in a shape of the host’s own', () => {
  it('is no session without an adapter', () => {
    expect(readOne([goal(), note([own('HELP', { valueInteger: 2 })])]).caseFile.sessions).toEqual(
      [],
    );
  });

  it('is the session that it would be in Attest’s shape, cited by its own reference', () => {
    const [adapted] = caseWith([note([own('HELP', { valueInteger: 2 })])], rule()).sessions;
    const [plain] = readOne([goal(), session('n1', { component: [prompt('gestural')] })]).caseFile
      .sessions;
    expect(adapted).toEqual(plain);
  });

  it.each([
    ['spot-observation', 'spotObservations'],
    ['baseline', 'baselines'],
    ['person-rating', 'feedback'],
  ] as const)('may be a %s', (gives, list) => {
    const found = caseWith([note([own('HELP', { valueInteger: 2 })])], rule({ gives }));
    expect(found[list].map(({ reference }) => reference)).toEqual(['Observation/n1']);
    expect(found.sessions).toEqual([]);
  });

  it('is never changed by being read', () => {
    const resource = note([own('HELP', { valueQuantity: { value: 2, code: '1' } })]);
    const before = structuredClone(resource);
    caseWith([resource], rule(), rule({ name: 'other' }));
    expect(resource).toEqual(before);
  });

  it('is what the first matching rule says, and no other', () => {
    const rules = [
      rule({ name: 'weekly', when: "code.coding.exists(code = 'WEEKLY')", gives: 'baseline' }),
      rule({ gives: 'spot-observation' }),
      rule({ name: 'later' }),
    ];
    const found = caseWith([note([own('HELP', { valueInteger: 2 })])], ...rules);
    expect([found.sessions.length, found.spotObservations.length]).toEqual([0, 1]);
  });

  it('is not what a rule is about whose condition gives nothing: the next one is asked', () => {
    const rules = [
      rule({ name: 'worded', when: "code.text = 'note'" }),
      rule({ gives: 'baseline' }),
    ];
    const found = caseWith([note([own('HELP', { valueInteger: 2 })])], ...rules);
    expect([found.sessions.length, found.baselines.length]).toEqual([0, 1]);
  });

  it('is left out, and named, where its condition gives neither true nor false', () => {
    for (const when of ['code.coding.code', "'1' + 1"]) {
      const found = caseWith([note([])], rule({ when }), rule({ name: 'other' }));
      expect(found.sessions).toEqual([]);
    }
    const intake = createIntake(context({ adapters: [adapterOf(rule({ when: 'status' }))] }));
    for (const each of [goal(), note([])]) intake.add(each, 'x');
    expect(intake.finish().problems).toEqual([
      {
        reference: 'Observation/n1',
        kind: 'unreadable',
        because: 'house 1.0.0, rule note: its condition gives neither true nor false',
      },
    ]);
  });
});

describe('a record that the readers know', () => {
  const EVERYTHING = rule({ when: 'true', gives: 'baseline', components: [HELP] });

  it('is left as it is, whether by code or through a ConceptMap', () => {
    const maps = [conceptMap(HOUSE, SYSTEM.observation, { NOTE: ['session', 'equal'] })];
    const mapped = note([prompt('verbal')]);
    for (const resource of [session('n1'), mapped]) {
      const { caseFile } = readOne([goal(), resource], { maps, adapters: [adapterOf(EVERYTHING)] });
      expect([caseFile.sessions.length, caseFile.baselines.length]).toEqual([1, 0]);
      expect(level(caseFile.sessions[0]?.values.find((v) => v.measure === 'prompt-level'))).toBe(
        'verbal',
      );
    }
  });

  it('is left as it is, in a form of Attest’s', () => {
    const forms = rule({ resource: 'QuestionnaireResponse', when: 'true' });
    const found = caseWith([feedback()], forms);
    expect([found.feedback.length, found.sessions.length]).toEqual([1, 0]);
  });

  it('is no evidence where Attest wrote it, whatever the rules say', () => {
    const meta = { tag: [{ system: SYSTEM.tag, code: 'computed' }] };
    expect(caseWith([note([], { meta })], EVERYTHING).baselines).toEqual([]);
  });

  it('keeps what a rule does not name: no rule hides a safety event', () => {
    const alarm = component('safety-event', { valueBoolean: true });
    const resource = note([own('HELP', { valueInteger: 0 }), alarm]);
    const [silent] = caseWith([resource], rule()).sessions;
    expect(silent?.values.map(({ measure }) => measure)).toContain('safety-event');
    const denied = { component: 'safety-event', value: valueOf('OK'), table: { fine: false } };
    const fine = { ...resource, component: [own('OK', { valueString: 'fine' }), alarm] };
    const [denying] = caseWith([fine], rule({ components: [HELP, denied] })).sessions;
    expect(denying?.values).toContainEqual({
      measure: 'safety-event',
      kind: 'boolean',
      value: true,
    });
  });

  it('and says something else than the rule does counts for neither', () => {
    const resource = note([own('HELP', { valueInteger: 0 }), prompt('physical')]);
    const [found] = caseWith([resource], rule()).sessions;
    expect(found?.values).toEqual([
      { measure: 'prompt-level', kind: 'unusable', why: 'malformed' },
    ]);
  });
});

describe('a numeric scale', () => {
  it.each([
    [0, 'independent'],
    [1, 'gestural'],
    [3, 'gestural'],
    [4.5, 'physical'],
    [10, 'physical'],
    [4, 'unusable'],
    [-1, 'unusable'],
    [11, 'unusable'],
    [0.5, 'unusable'],
  ])('has %d mean %s', (given, means) => {
    const quantity = [own('HELP', { valueQuantity: { value: given } })];
    const number = { ...HELP, value: `${valueOf('HELP')}.value` };
    for (const entry of [HELP, number]) {
      expect(level(valuesOf(quantity, entry)['prompt-level'])).toBe(means);
    }
  });

  it.each<[string, Json, string | undefined, string]>([
    ['of no unit', { value: 2 }, undefined, 'gestural'],
    ['of one', { value: 2, code: '1' }, undefined, 'gestural'],
    ['of scores', { value: 2, code: '{score}', unit: 'score' }, undefined, 'gestural'],
    ['of the unit asked for', { value: 2, code: 'h', unit: 'hours' }, 'h', 'gestural'],
    ['of the unit asked for, in words', { value: 2, unit: 'hours' }, 'hours', 'gestural'],
    ['of a unit where none is asked for', { value: 2, code: 'h' }, undefined, 'unusable'],
    ['of another unit', { value: 2, code: 'min' }, 'h', 'unusable'],
    ['of no unit where one is asked for', { value: 2 }, 'h', 'unusable'],
    ['above it', { value: 2, comparator: '>' }, undefined, 'unusable'],
    ['without a number', { unit: 'h' }, 'h', 'unusable'],
  ])('takes a Quantity %s for what it says', (_what, valueQuantity, unit, means) => {
    const entry = { ...HELP, ...(unit === undefined ? {} : { unit }) };
    expect(level(valuesOf([own('HELP', { valueQuantity })], entry)['prompt-level'])).toBe(means);
  });

  it('has a bare number be of no unit', () => {
    const values = valuesOf([own('HELP', { valueInteger: 2 })], { ...HELP, unit: 'h' });
    expect(level(values['prompt-level'])).toBe('unusable');
  });

  it('has words mean nothing', () => {
    const values = valuesOf([own('HELP', { valueString: '2' })], HELP);
    expect(level(values['prompt-level'])).toBe('unusable');
  });
});

describe('a value of another kind', () => {
  const REFUSED = { component: 'prompt-level', value: valueOf('H'), table: { No: 'refused' } };

  it('is had from an exact table, or not at all', () => {
    expect(level(valuesOf([own('H', { valueString: 'No' })], REFUSED)['prompt-level'])).toBe(
      'refused',
    );
    for (const valueString of ['no', 'No ', 'constructor', '']) {
      const values = valuesOf([own('H', { valueString })], REFUSED);
      expect(level(values['prompt-level'])).toBe('unusable');
    }
  });

  it.each([
    [{ valueString: '45 min' }, 45],
    [{ valueString: '1 h 20 min' }, 80],
    [{ valueString: '2 hours' }, 120],
    [{ valueString: '1h05' }, 65],
    [{ valueInteger: 45 }, 45],
    [{ valueQuantity: { value: 1.5, code: 'h', system: SYSTEM.ucum } }, 90],
    [{ valueString: '45' }, null],
    [{ valueString: '1.30' }, null],
    [{ valueString: '1 h 75' }, null],
    [{ valueString: 'about 45 min' }, null],
    [{ valueQuantity: { value: 1.5, unit: 'hours' } }, null],
    [{ valueInteger: -5 }, null],
  ])('%j is so many minutes: %j', (value, minutes) => {
    const entry = { component: 'session-duration', value: valueOf('T'), unit: 'min' };
    const found = valuesOf([own('T', value)], entry)['session-duration'];
    expect(found?.kind === 'number' ? found.value : null).toBe(minutes);
  });

  it('is a share of two fields, where both are there and make one', () => {
    const share = { component: 'safety-checks', done: valueOf('D'), required: valueOf('R') };
    const of = (done: number | null, required: number | null) => {
      const fields = [
        ...(done === null ? [] : [own('D', { valueInteger: done })]),
        ...(required === null ? [] : [own('R', { valueInteger: required })]),
      ];
      const found = valuesOf(fields, share)['safety-checks'];
      return found?.kind === 'ratio' ? `${found.done}/${found.required}` : found?.kind;
    };
    expect(of(4, 6)).toBe('4/6');
    expect(of(0, 6)).toBe('0/6');
    expect(of(null, 6)).toBe('unusable');
    for (const [done, required] of [
      [4, null],
      [null, 6],
      [7, 6],
      [0, 0],
      [-1, 6],
    ] as const) {
      expect(of(done, required)).toBe('unusable');
    }
  });

  it('is a code that a ConceptMap explains, where it is handed on', () => {
    const entry = { component: 'hesitation', value: valueOf('Z') };
    const maps = [conceptMap(HOUSE, SYSTEM.hesitation, { some: ['slight', 'equivalent'] })];
    const resource = note([own('Z', { valueCodeableConcept: coding(HOUSE, 'some') })]);
    const adapters = [adapterOf(rule({ components: [entry] }))];
    const found = (withMaps: Json) =>
      readOne([goal(), resource], { adapters, ...withMaps }).caseFile.sessions[0]?.values[0];
    expect(level(found({ maps }))).toBe('slight');
    expect(level(found({}))).toBe('unusable');
  });
});

const NOT = { url: 'https://house.example/refuted', valueBoolean: true };

describe('what cannot be taken over', () => {
  const problemsWith = (component: readonly Json[], entry: Json) =>
    caseWith([note(component)], rule({ components: [entry] })).problems.map(
      ({ kind, because }) => `${kind}: ${because}`,
    );

  it.each<[string, Json]>([
    ['component', { component: [own('HELP', { valueInteger: 3, modifierExtension: [NOT] })] }],
    ['other component', { component: [own('REST', { modifierExtension: [NOT] })] }],
    ['contained resource', { contained: [{ resourceType: 'Device', modifierExtension: [NOT] }] }],
  ])('is a record with a modifier in a %s: nobody knows what it means', (_what, overrides) => {
    const found = readOne([goal(), note([own('HELP', { valueInteger: 3 })], overrides)], {
      adapters: [adapterOf(rule())],
    }).caseFile;
    expect(found.sessions).toEqual([]);
    const intake = createIntake(context({ adapters: [adapterOf(rule())] }));
    for (const each of [goal(), note([], overrides)]) intake.add(each, 'x');
    expect(intake.finish().problems).toEqual([
      {
        reference: 'Observation/n1',
        kind: 'unreadable',
        because: 'it carries a modifier that Attest does not know',
      },
    ]);
  });

  it('is nobody’s business where no rule is about the record', () => {
    const pulse = note([own('HELP', { modifierExtension: [NOT] })], { code: coding(HOUSE, 'X') });
    const intake = createIntake(context({ adapters: [adapterOf(rule())] }));
    for (const each of [goal(), { ...pulse, extension: [] }]) intake.add(each, 'x');
    expect(intake.finish().problems).toEqual([]);
  });

  it('is named by the record and the rule, and nothing of the record is repeated', () => {
    const who = 'house 1.0.0, rule note: prompt-level: ';
    expect(problemsWith([own('HELP', { valueInteger: 99 })], HELP)).toEqual([
      `unmapped: ${who}the mapping has no place for its value`,
    ]);
    const twice = [own('HELP', { valueInteger: 1 }), own('HELP', { valueInteger: 9 })];
    expect(problemsWith(twice, HELP)).toEqual([
      `unreadable: ${who}its FHIRPath gives several values`,
    ]);
    const broken = { ...HELP, value: 'note.text + 1' };
    const noted = note([own('HELP', { valueInteger: 1 })], { note: [{ text: 'Margaret fell' }] });
    expect(caseWith([noted], rule({ components: [broken] })).problems).toEqual([
      expect.objectContaining({
        reference: 'Observation/n1',
        kind: 'unreadable',
        because: `${who}its FHIRPath cannot be evaluated here`,
      }),
    ]);
  });

  it.each<[string, string, Json]>([
    [
      'a bound, through its number alone',
      `${valueOf('HELP')}.value`,
      { valueQuantity: { value: 3, comparator: '>' } },
    ],
    [
      'a bound in a ratio',
      `${valueOf('HELP')}.numerator.value`,
      { valueRatio: { numerator: { value: 3, comparator: '<' }, denominator: { value: 5 } } },
    ],
    [
      'missing for a reason, and given',
      valueOf('HELP'),
      { dataAbsentReason: { text: 'not asked' }, valueInteger: 3 },
    ],
  ])('is what is %s', (_what, value, given) => {
    expect(problemsWith([own('HELP', given)], { ...HELP, value })).toEqual([
      'unreadable: house 1.0.0, rule note: prompt-level: only a bound of its value is known, or a reason why it has none',
    ]);
    const beside = [own('HELP', { valueInteger: 3 }), own('WAIT', given)];
    expect(problemsWith(beside, HELP)).toEqual([]);
  });

  it.each([
    "component.where(code.coding.code = 'FALL').select(value.exists())",
    "component.where(code.coding.code = 'FALL').select(value.empty())",
    "iif(component.exists(code.coding.code = 'FALL' and value.empty()), false, {})",
  ])('is a box that was left empty, whatever %s makes of it', (value) => {
    const entry = { component: 'safety-event', value };
    const [empty, full] = [own('FALL', {}), own('FALL', { valueString: 'at the kerb' })];
    // Nothing that an adapter has seen shows it: it shows in the record.
    const [found] = caseWith([note([empty])], rule({ components: [entry] })).sessions;
    expect(found?.values).toEqual([{ measure: 'safety-event', kind: 'unusable', why: 'absent' }]);
    expect(problemsWith([empty], entry)).toEqual([
      'unreadable: house 1.0.0, rule note: safety-event: its FHIRPath gives a value though nothing is recorded',
    ]);
    const fixture = note([full]);
    expect(faultsOf(shownBy(fixture, rule({ components: [entry] })))).toEqual([
      'rules[0].components[0].value: gives a value though nothing is recorded: give the place of what is recorded',
    ]);
  });

  it('takes no other component with it', () => {
    const entry = { component: 'prompt-count', value: valueOf('N') };
    const fields = [own('HELP', { valueInteger: 99 }), own('N', { valueInteger: 3 })];
    expect(valuesOf(fields, HELP, entry)['prompt-count']).toMatchObject({ value: 3 });
  });

  it('is no problem where the host recorded nothing', () => {
    expect(problemsWith([], HELP)).toEqual([]);
    expect(valuesOf([], HELP)['prompt-level']).toEqual({
      measure: 'prompt-level',
      kind: 'unusable',
      why: 'absent',
    });
  });
});

describe('elements that the host keeps elsewhere', () => {
  const place = (element: string) =>
    `extension.where(url = 'https://house.example/${element}').value`;
  const ext = (element: string, value: Json): Json => ({
    url: `https://house.example/${element}`,
    ...value,
  });
  const elements = {
    goal: place('goal'),
    start: place('from'),
    end: place('to'),
    recorded: place('saved'),
    worker: place('by'),
    note: place('words'),
  };

  it('are had from there', () => {
    const extension = [
      ext('goal', { valueString: 'Goal/g1' }),
      ext('from', { valueDateTime: '2026-03-28T09:00:00Z' }),
      ext('to', { valueDateTime: '2026-03-28T10:00:00Z' }),
      ext('saved', { valueDateTime: '2026-03-28T10:10:00Z' }),
      ext('by', { valueReference: ref('Practitioner/w7') }),
      ext('words', { valueString: 'Waited at the kerb.' }),
    ];
    const [found] = caseWith([note([], { extension })], rule({ elements })).sessions;
    expect(found).toMatchObject({
      link: 'pertains-to-goal',
      start: at('2026-03-28T09:00:00Z'),
      end: at('2026-03-28T10:00:00Z'),
      knownAt: at('2026-03-28T10:10:00Z'),
      worker: 'Practitioner/w7',
      note: 'Waited at the kerb.',
    });
  });

  it('are not had from anywhere else: what is not there is not known', () => {
    const { recorded, worker } = elements;
    const [found] = caseWith(
      [note([], { meta: undefined })],
      rule({ elements: { recorded, worker } }),
    ).sessions;
    expect(found).toMatchObject({ worker: null, recordingTimeKnown: false });
    const { start } = elements;
    const undated = caseWith([note([])], rule({ elements: { start } }));
    expect([undated.sessions.length, undated.problems[0]?.kind]).toEqual([0, 'unreadable']);
  });
});

describe('a goal that the host keeps elsewhere', () => {
  const elements = { goal: "extension.where(url = 'https://house.example/goal').value" };
  const kept = { url: 'https://house.example/goal', valueString: 'Goal/g2' };
  const tied = (overrides: Json) => {
    const { cases } = read([goal('g1'), goal('g2'), note([], overrides)], {
      adapters: [adapterOf(rule({ elements }))],
    });
    return cases.map(({ caseFile }) => caseFile.sessions.length);
  };

  it('counts for neither beside another that the record itself pertains to', () => {
    expect(tied({ extension: [kept] })).toEqual([0, 1]);
    expect(tied({ extension: [pertains('Goal/g2'), kept] })).toEqual([0, 1]);
    expect(tied({ extension: [pertains('Goal/g1'), kept] })).toEqual([0, 0]);
  });
});

describe('a form that is a session to the house', () => {
  const VISIT = rule({
    resource: 'QuestionnaireResponse',
    when: "questionnaire = 'https://house.example/visit'",
    components: [{ ...HELP, value: "item.where(linkId = 'help').answer.value" }],
  });
  const form = (overrides: Json = {}): Json => ({
    resourceType: 'QuestionnaireResponse',
    id: 'q1',
    meta: { versionId: '1' },
    extension: [pertains('Goal/g1')],
    questionnaire: 'https://house.example/visit',
    status: 'completed',
    subject: ref('Patient/p1'),
    authored: '2026-03-29T15:00:00Z',
    author: ref('Practitioner/w1'),
    source: ref('Patient/p1'),
    item: [{ linkId: 'help', answer: [{ valueInteger: 2 }] }],
    ...overrides,
  });

  it('is read as one, and cited as the form that it is', () => {
    const [found] = caseWith([form()], VISIT).sessions;
    expect(found).toMatchObject({
      reference: 'QuestionnaireResponse/q1',
      worker: 'Practitioner/w1',
      start: at('2026-03-29T15:00:00Z'),
      knownAt: at('2026-03-29T15:00:00Z'),
      recordingTimeKnown: true,
    });
    expect(level(found?.values[0])).toBe('gestural');
  });

  it('speaks, as a rating, in the voice of its source', () => {
    const { feedback: said } = caseWith([form()], { ...VISIT, gives: 'person-rating' });
    expect(said.map(({ source }) => source)).toEqual(['person']);
    const silent = caseWith([form({ source: undefined })], { ...VISIT, gives: 'person-rating' });
    expect(silent.feedback.map(({ source }) => source)).toEqual(['staff']);
  });

  it.each([
    ['in error', { status: 'entered-in-error' }],
    ['no longer finished', { status: 'in-progress' }],
    ['another form by now', { questionnaire: 'https://house.example/menu' }],
  ])('does not count where it is %s, in whatever order its versions come', (_what, change) => {
    const newest = form({ meta: { versionId: '2' }, ...change });
    for (const versions of [
      [form(), newest],
      [newest, form()],
    ]) {
      expect(caseWith(versions, VISIT).sessions).toEqual([]);
    }
  });

  it('is one session with the Observation that was made of it', () => {
    const observation = session('o1', {
      derivedFrom: [ref('QuestionnaireResponse/q1')],
      component: [prompt('gestural')],
    });
    const nextMorning = form({ authored: '2026-03-31T08:00:00Z' });
    for (const resources of [
      [observation, nextMorning],
      [nextMorning, observation],
    ]) {
      const { sessions, problems } = caseWith(resources, VISIT);
      expect(sessions.map(({ reference }) => reference)).toEqual(['Observation/o1']);
      expect(problems).toMatchObject([
        { reference: 'QuestionnaireResponse/q1', kind: 'duplicate' },
      ]);
    }
  });

  it.each<[string, Json]>([
    ['item', { linkId: 'help', modifierExtension: [NOT], answer: [{ valueInteger: 2 }] }],
    ['answer', { linkId: 'help', answer: [{ valueInteger: 2, modifierExtension: [NOT] }] }],
  ])('does not count with a modifier in an %s', (_what, item) => {
    expect(caseWith([form({ item: [item] })], VISIT).sessions).toEqual([]);
  });

  it('is not final for a status that is no word of FHIR’s', () => {
    const { sessions, problems } = caseWith([form({ status: 'constructor' })], VISIT);
    expect(sessions).toEqual([]);
    expect(problems).toMatchObject([
      { reference: 'QuestionnaireResponse/q1', kind: 'not-counted' },
    ]);
  });

  const FELL = 'gives a value though nothing is recorded: give the place of what is recorded';
  it.each([
    "item.where(linkId = 'fall').select(answer.exists())",
    "item.where(linkId = 'help').answer.item.where(linkId = 'fall').select(answer.exists())",
    "item.where(linkId = 'fall').select(iif(answer.empty(), false, {}))",
  ])('has nothing in a box that was left empty, whatever %s makes of it', (value) => {
    const fall = { linkId: 'fall', text: 'Tick if there was a fall' };
    const components = [{ component: 'safety-event', value }];
    const answered = { linkId: 'help', answer: [{ valueInteger: 2, item: [fall] }] };
    const left = form({ item: [answered, fall] });
    const [found] = caseWith([left], { ...VISIT, components }).sessions;
    expect(found?.values).toEqual([{ measure: 'safety-event', kind: 'unusable', why: 'absent' }]);
    expect(faultsOf(shownBy(left, { ...VISIT, components }))).toEqual([
      `rules[0].components[0].value: ${FELL}`,
    ]);
  });

  it('does not count once it is deleted', () => {
    const deleted = {
      resourceType: 'Bundle',
      type: 'history',
      entry: [{ request: { method: 'DELETE', url: 'QuestionnaireResponse/q1' } }],
    };
    expect(caseWith([form(), deleted], VISIT).sessions).toEqual([]);
  });
});

describe('a faulty mapping', () => {
  it.each([
    ['subject.resolve().exists()', 'uses resolve(), which is not available here'],
    ["status.trace('x')", 'uses trace(), which is not available here'],
    ["code.memberOf('http://x')", 'uses memberOf(), which is not available here'],
    ['effective < now()', 'uses now(), which is not available here'],
    ['issued > today()', 'uses today(), which is not available here'],
    ['%terminologies.expand(1)', 'uses %terminologies, which is not available here'],
    ['status.exsts()', 'uses exsts(), which is not available here'],
    ["note.text.matches('(a+)+$')", 'uses matches(), which is not available here'],
    ["note.text.matchesFull('(a+)+')", 'uses matchesFull(), which is not available here'],
    [
      "note.text.replaceMatches('(a+)+$', '') = ''",
      'uses replaceMatches(), which is not available here',
    ],
    ["status.where($this = iif(true, now(), 'x'))", 'uses now(), which is not available here'],
    ['component[', 'is no FHIRPath, at line 1, column 10'],
  ])('is refused for %s', (when, message) => {
    expect(faultsOf(mapping(rule({ when })))).toEqual([`rules[0].when: ${message}`]);
  });

  it.each([
    'true',
    "'independent'",
    'component.count()',
    `${valueOf('HELP')}.exists()`,
    `${valueOf('HELP')}.empty()`,
    `coalesce(${valueOf('HELP')}, 0)`,
    `iif(${valueOf('HELP')}.exists(), ${valueOf('HELP')}, 0)`,
    `(${valueOf('HELP')} | 0).first()`,
    'iif(component.exists(), 0, {})',
    "status = 'final' or status = 'completed'",
    'status.select(true)',
  ])('would make something of nothing with %s, and is refused', (value) => {
    const fault = 'gives a value though nothing is recorded: give the place of what is recorded';
    const share = { component: 'safety-checks', done: value, required: '5' };
    expect(faultsOf(mapping(rule({ components: [{ ...HELP, value }, share] })))).toEqual([
      `rules[0].components[0].value: ${fault}`,
      `rules[0].components[1].done: ${fault}`,
    ]);
    expect(faultsOf(mapping(rule({ elements: { worker: value } })))).toEqual([
      `rules[0].elements.worker: ${fault}`,
    ]);
  });

  it.each(['code.select(0)', 'iif(code.exists(), true, {})', 'id.length()', 'code.coding.code'])(
    'would find something in what a record is about with %s, and is refused',
    (value) => {
      expect(faultsOf(mapping(rule({ components: [{ ...HELP, value }] })))).toEqual([
        'rules[0].components[0].value: gives a value though nothing is recorded: give the place of what is recorded',
      ]);
    },
  );

  it('may not fail where nothing is recorded', () => {
    const value = 'code.coding.code + 1';
    expect(faultsOf(mapping(rule({ components: [{ ...HELP, value }] })))).toEqual([
      'rules[0].components[0].value: cannot be evaluated where nothing is recorded: give the place of what is recorded',
    ]);
  });

  it('may take a goal, a worker or a time from where the record has it', () => {
    const elements = { goal: 'code.coding.code', start: 'issued', worker: 'performer.last()' };
    expect(faultsOf(shownBy(note([]), rule({ elements })))).toEqual([]);
  });

  it.each([
    "%resource.code.coding.code = 'NOTE'",
    "component.exists(%rootResource.code.coding.code = 'NOTE')",
    "component.exists(%context.code.coding.code = 'NOTE')",
    "component.first().select(%ucum = 'http://unitsofmeasure.org')",
  ])('is none for naming what every expression may: %s', (when) => {
    const found = caseWith([note([own('HELP', { valueInteger: 2 })])], rule({ when }));
    expect(found.sessions).toHaveLength(1);
  });

  it('may name a value of its own', () => {
    const when = "defineVariable('c', code.coding.code).select(%c = 'NOTE')";
    expect(faultsOf(mapping(rule({ when })))).toEqual([]);
  });

  it('has all its faults listed, each with its place', () => {
    const bands = [
      { from: 0, to: 3, code: 'gestural' },
      { from: 3, to: 5, code: 'waving' },
      { from: 9, to: 8, code: 'physical' },
    ];
    const value = valueOf('X');
    const components = [
      { component: 'prompt-lvl', value },
      { component: 'prompt-level', value, bands },
      { component: 'safety-checks', value },
      { component: 'attended', value, table: { yes: 'true' } },
      { component: 'prompt-count', done: value, required: '2' },
      { component: 'session-duration', value, unit: '/wk' },
      { component: 'session-duration', value, bands, table: {} },
    ];
    expect(faultsOf(mapping(rule({ components }), rule()))).toEqual([
      'rules[0].components[0].component: no known component is called prompt-lvl',
      'rules[0].components[1].bands[1].code: is no value that this component can have',
      'rules[0].components[1].bands[1]: overlaps with bands[0]',
      'rules[0].components[1].bands[2]: ends before it begins',
      'rules[0].components[2].done: is missing',
      'rules[0].components[2].required: is missing',
      'rules[0].components[3].table["yes"]: is no value that this component can have',
      'rules[0].components[4]: is no share: it takes a value, not done and required',
      'rules[0].components[5].unit: should be min or h or s',
      'rules[0].components[6]: has both bands and a table',
      'rules[1].name: note is there twice',
    ]);
  });

  it('may hold no key that is not known, at any depth', () => {
    const [withoutFixtures] = [{ ...mapping(rule({ colour: 1 })), fixtures: [], more: true }];
    const faults = faultsOf(withoutFixtures);
    expect(faults).toHaveLength(3);
    expect(faults.find((fault) => fault.startsWith('rules[0]: '))).toContain('colour');
    expect(faults.find((fault) => fault.startsWith('top: '))).toContain('more');
    expect(faults).toContain('fixtures: is empty');
    expect(faultsOf('a text')).toHaveLength(1);
  });
});

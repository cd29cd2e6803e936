import { fileURLToPath } from 'node:url';
import { loadDefinitions, loadProgrammeFile } from '../../../src/definitions.ts';
import { assess } from '../../../src/domain/assess.ts';
import { conceptMapsOf } from '../../../src/fhir/conceptMaps.ts';
import {
  CORE_EXTENSION,
  QUESTIONNAIRE_BASELINE,
  QUESTIONNAIRE_FEEDBACK,
  SYSTEM,
} from '../../../src/fhir/names.ts';
import {
  answer,
  at,
  baseline,
  coding,
  conceptMap,
  day,
  feedback,
  goal,
  pertains,
  read,
  readOne,
  ref,
  type Json,
} from './records.ts';

const ACME = 'https://acme.example/prompts';
const maps = [
  conceptMap(ACME, SYSTEM.promptLevel, {
    HAND: ['physical', 'equivalent'],
    SOME: ['verbal', 'inexact'],
  }),
];

const code = (system: string, value: string): Json => ({ valueCoding: { system, code: value } });
const prompted = answer('prompt-level', code(SYSTEM.promptLevel, 'physical'));
const PHYSICAL = {
  measure: 'prompt-level',
  kind: 'coded',
  system: SYSTEM.promptLevel,
  code: 'physical',
  rank: 6,
};

const form = (overrides: Json = {}, id = 'bf1'): Json => ({
  resourceType: 'QuestionnaireResponse',
  id,
  extension: [pertains('Goal/g1')],
  questionnaire: `${QUESTIONNAIRE_BASELINE}-travel|1.0.0`,
  status: 'completed',
  subject: ref('Patient/p1'),
  authored: '2026-01-15T15:00:00Z',
  author: ref('Practitioner/w1'),
  item: [prompted],
  ...overrides,
});
const file = (...resources: readonly Json[]) => readOne([goal(), ...resources], { maps }).caseFile;
const baselines = (...resources: readonly Json[]) =>
  file(...resources).baselines.map((one) => one.reference);
const answered = (...item: readonly Json[]) => {
  const { baselines: read, problems } = file(form({ item }));
  return { values: read[0]?.values, problems: problems.map((one) => one.because) };
};

describe('a baseline held as a completed form', () => {
  it('says who, when, and where the person stood', () => {
    expect(file(form())).toMatchObject({
      baselines: [
        {
          reference: 'QuestionnaireResponse/bf1',
          day: day('2026-01-15'),
          knownAt: at('2026-01-15T15:00:00Z'),
          link: 'pertains-to-goal',
          recordedBy: 'Practitioner/w1',
          values: [PHYSICAL],
        },
      ],
      feedback: [],
      problems: [],
    });
  });

  it.each<[string, Json | undefined, string | null]>([
    ['a worker in a role', ref('PractitionerRole/r1'), 'Practitioner/w7'],
    ['an organisation', ref('Organization/house'), null],
    ['nobody', undefined, null],
  ])('was recorded by %s', (_, author, recordedBy) => {
    const role = {
      resourceType: 'PractitionerRole',
      id: 'r1',
      practitioner: ref('Practitioner/w7'),
    };
    expect(file(role, form({ author })).baselines[0]?.recordedBy).toBe(recordedBy);
  });

  it('counts as evidence read', () => {
    expect(read([goal(), form()]).counts.evidence).toBe(1);
  });
});

describe('an answer', () => {
  const minutes = (value: number, unit: string): Json => ({
    valueQuantity: { value, system: SYSTEM.ucum, code: unit },
  });

  it.each<[string, string, Json, Json]>([
    [
      'a code',
      'confidence-observed',
      code(SYSTEM.confidence, 'low'),
      { kind: 'coded', system: SYSTEM.confidence, code: 'low', rank: 1 },
    ],
    ['a mapped code', 'prompt-level', code(ACME, 'HAND'), PHYSICAL],
    ['a whole number', 'safety-prompts', { valueInteger: 4 }, { kind: 'number', value: 4 }],
    [
      'a whole number sent as a decimal',
      'prompt-count',
      { valueDecimal: 3 },
      { kind: 'number', value: 3 },
    ],
    ['yes or no', 'attended', { valueBoolean: false }, { kind: 'boolean', value: false }],
    [
      'words',
      'agreed-stages',
      { valueString: ' To the stop, then on. ' },
      { kind: 'text', value: 'To the stop, then on.' },
    ],
    ['a quantity', 'engagement-duration', minutes(0.5, 'h'), { kind: 'number', value: 30 }],
  ])('may be %s', (_, measure, value, expected) => {
    expect(answered(answer(measure, value))).toEqual({
      values: [{ measure, ...expected }],
      problems: [],
    });
  });

  it.each<[string, string, Json, string, string]>([
    [
      'a code without a map',
      'prompt-level',
      code(ACME, 'HUG'),
      'unmapped',
      `prompt-level: no map for ${ACME}|HUG`,
    ],
    [
      'a code with an inexact map',
      'prompt-level',
      code(ACME, 'SOME'),
      'inexact',
      `prompt-level: the map for ${ACME}|SOME is not exact`,
    ],
    [
      'words for a code',
      'prompt-level',
      { valueString: 'hand over hand' },
      'unmapped',
      'prompt-level: no map for free text',
    ],
    [
      'a part of a count',
      'prompt-count',
      { valueDecimal: 2.5 },
      'malformed',
      'prompt-count: not a value of the kind that counts',
    ],
    [
      'a number without its unit',
      'engagement-duration',
      { valueDecimal: 20 },
      'malformed',
      'engagement-duration: not a value of the kind that counts',
    ],
  ])('is unusable, and told of, where it is %s', (_, measure, value, why, because) => {
    expect(answered(answer(measure, value))).toEqual({
      values: [{ measure, kind: 'unusable', why }],
      problems: [because],
    });
  });

  it.each<[string, Json]>([
    ['in a group', { linkId: 'group', item: [{ linkId: 'inner', item: [prompted] }] }],
    [
      'under another answer',
      { linkId: 'asked', answer: [{ valueBoolean: true, item: [prompted] }] },
    ],
  ])('is found %s', (_, item) => {
    expect(answered(item)).toEqual({ values: [PHYSICAL], problems: [] });
  });

  it('may be one of several where the measure allows it', () => {
    const tasks = {
      linkId: 'task-done',
      answer: [{ valueString: 'soap' }, { valueString: 'hair' }],
    };
    expect(answered(tasks).values).toEqual([
      { measure: 'task-done', kind: 'text', value: 'soap' },
      { measure: 'task-done', kind: 'text', value: 'hair' },
    ]);
  });

  it('is unusable where another contradicts it', () => {
    const counted = (n: number) => answer('prompt-count', { valueInteger: n });
    expect(answered(counted(2), counted(3))).toEqual({
      values: [{ measure: 'prompt-count', kind: 'unusable', why: 'malformed' }],
      problems: ['prompt-count: given twice with different values'],
    });
  });

  it('to something else than a measure is passed over', () => {
    const present = answer('who-was-there', { valueString: 'her sister' });
    expect(answered(present, prompted)).toEqual({ values: [PHYSICAL], problems: [] });
  });

  it('is missed where none is to a measure', () => {
    const local = answer('1.2.3', code(SYSTEM.promptLevel, 'physical'));
    expect(answered(local)).toEqual({
      values: [],
      problems: ['none of its answers is to a measure that Attest knows'],
    });
  });

  it.each<[string, Json]>([
    ['its item', { ...prompted, modifierExtension: [{ url: 'https://acme.example/not' }] }],
    [
      'itself',
      answer('prompt-level', {
        ...code(SYSTEM.promptLevel, 'physical'),
        modifierExtension: [{ url: 'https://acme.example/not' }],
      }),
    ],
  ])('is not read, but told of, where a modifier changes %s', (_, item) => {
    const other = answer('prompt-count', { valueInteger: 5 });
    expect(answered(item, other)).toEqual({
      values: [{ measure: 'prompt-count', kind: 'number', value: 5 }],
      problems: ['one of its items cannot be read'],
    });
    expect(file(feedback('f1', { item: [item] })).problems).toMatchObject([
      { because: 'one of its items cannot be read' },
    ]);
  });
});

describe('a share, which no single answer can be', () => {
  const count = (linkId: string, value: unknown) => answer(linkId, { valueInteger: value });
  const done = (value: unknown) => count('safety-checks.done', value);
  const required = (value: unknown) => count('safety-checks.required', value);
  const SHARE = { measure: 'safety-checks', kind: 'ratio', done: 5, required: 6 };

  it.each<[string, readonly Json[]]>([
    ['two counts', [done(5), required(6)]],
    ['two counts in any order', [required(6), done(5)]],
    [
      'two counts in a group of its name',
      [{ linkId: 'safety-checks', item: [done(5), required(6)] }],
    ],
    ['counts given twice alike', [done(5), done(5), required(6)]],
  ])('is made of %s', (_, items) => {
    expect(answered(...items)).toEqual({ values: [SHARE], problems: [] });
  });

  it.each<[string, readonly Json[]]>([
    ['one count is missing', [done(5)]],
    ['the other is missing', [required(6)]],
    ['more was done than required', [done(7), required(6)]],
    ['none was required', [done(0), required(0)]],
    ['a count is below nothing', [done(-1), required(6)]],
    ['a count is words', [answer('safety-checks.done', { valueString: '5' }), required(6)]],
    ['two counts contradict each other', [done(5), done(4), required(6)]],
  ])('is unusable, and told of, where %s', (_, items) => {
    expect(answered(...items)).toEqual({
      values: [{ measure: 'safety-checks', kind: 'unusable', why: 'malformed' }],
      problems: ['safety-checks: not a value of the kind that counts'],
    });
  });

  it('is made only of a measure that is one', () => {
    const items = ['done', 'required'].map((side) => count(`prompt-count.${side}`, 1));
    expect(answered(prompted, ...items)).toEqual({ values: [PHYSICAL], problems: [] });
  });
});

describe('the measures of a programme that a vendor added', () => {
  const path = fileURLToPath(new URL('../../profiles/fourth-programme.json', import.meta.url));
  const loaded = loadProgrammeFile(path, loadDefinitions());
  if ('faults' in loaded) throw new Error('the fixture is no programme');
  const { programmes, terminology, conceptMaps } = loaded.definitions;
  const nutrition = goal('g1', { category: [coding(SYSTEM.goalDomain, 'nutrition')] });

  it.each<[string, Json, Json]>([
    ['reminders', { valueDecimal: 2.5 }, { kind: 'number', value: 2.5 }],
    ['reminders', { valueDecimal: -1 }, { kind: 'unusable', why: 'malformed' }],
    ['hob-off', { valueBoolean: true }, { kind: 'boolean', value: true }],
  ])('%s is answered by its name', (measure, value, expected) => {
    const { caseFile } = readOne([nutrition, form({ item: [answer(measure, value)] })], {
      programmes,
      terminology,
      conceptMaps: conceptMapsOf(conceptMaps),
    });
    expect(caseFile.baselines[0]?.values).toEqual([{ measure, ...expected }]);
  });
});

describe('which forms are baselines', () => {
  const elsewhere = 'https://acme.example/Questionnaire/baseline';

  it.each<[string, Json, number]>([
    ['the form itself', { questionnaire: QUESTIONNAIRE_BASELINE }, 1],
    ['the form itself, of a version', { questionnaire: `${QUESTIONNAIRE_BASELINE}|2` }, 1],
    ['a form named on from it', { questionnaire: `${QUESTIONNAIRE_BASELINE}-elm-house` }, 1],
    ['an amended form', { status: 'amended' }, 1],
    ['a form with a longer word', { questionnaire: `${QUESTIONNAIRE_BASELINE}s` }, 0],
    ['a form of that name elsewhere', { questionnaire: elsewhere }, 0],
    ['a form of no questionnaire', { questionnaire: undefined }, 0],
    ['a form in progress', { status: 'in-progress' }, 0],
    ['a form that was stopped', { status: 'stopped' }, 0],
    ['a form entered in error', { status: 'entered-in-error' }, 0],
    ['a form without a status', { status: undefined }, 0],
    [
      'a form that Attest computed',
      { meta: { tag: [{ system: SYSTEM.tag, code: 'computed' }] } },
      0,
    ],
    [
      'a form of an attempt that was not made',
      { item: [answer('prompt-level', code(SYSTEM.promptLevel, 'not-attempted'))] },
      0,
    ],
  ])('%s', (_, overrides, count) => {
    const { cases, problems } = read([goal(), form(overrides)]);
    expect(cases[0]?.caseFile.baselines).toHaveLength(count);
    expect([...problems, ...(cases[0]?.caseFile.problems ?? [])]).toEqual([]);
  });

  it.each<[string, Json]>([
    ['entered in error', { status: 'entered-in-error' }],
    ['opened again', { status: 'in-progress' }],
    ['put under another questionnaire', { questionnaire: QUESTIONNAIRE_FEEDBACK, item: [] }],
  ])('is not told by a version from before it was %s', (_, overrides) => {
    const older = form({ meta: { versionId: '1' } });
    const newer = form({ meta: { versionId: '2' }, ...overrides });
    expect(baselines(older, newer)).toEqual([]);
    expect(baselines(newer, older)).toEqual([]);
  });
});

describe('when a form became known', () => {
  it.each<[string, Json, string]>([
    ['when it was filled in', {}, '2026-01-15T15:00:00Z'],
    [
      'at its last edit, where only its day is given',
      { authored: '2026-01-15' },
      '2026-01-17T09:00:00Z',
    ],
  ])('%s', (_, overrides, known) => {
    const meta = { lastUpdated: '2026-01-17T09:00:00Z' };
    expect(file(form({ meta, ...overrides })).baselines).toMatchObject([
      { day: day('2026-01-15'), knownAt: at(known) },
    ]);
  });

  it('cannot be told without a day', () => {
    const { baselines: found, problems } = file(
      form({ authored: undefined, meta: { lastUpdated: '2026-01-17T09:00:00Z' } }),
    );
    expect(found).toEqual([]);
    expect(problems).toMatchObject([
      { kind: 'unreadable', because: 'it does not say when it happened' },
    ]);
  });
});

describe('a form finds its goal', () => {
  const loose = (overrides: Json = {}): Json => form({ extension: undefined, ...overrides });
  const BF1 = 'QuestionnaireResponse/bf1';
  const older = { ...pertains('Goal/g1'), url: CORE_EXTENSION.pertainsToGoalStu3 };
  const plan = (overrides: Json): Json => ({
    resourceType: 'CarePlan',
    id: 'c1',
    status: 'active',
    goal: [ref('Goal/g1')],
    ...overrides,
  });

  it.each<[string, readonly Json[], string]>([
    [
      'the extension by its older name',
      [goal(), loose({ extension: [older] })],
      'pertains-to-goal',
    ],
    [
      'the goal’s outcomes',
      [goal('g1', { outcomeReference: [ref(BF1)] }), loose()],
      'outcome-reference',
    ],
    [
      'a plan’s activity',
      [goal(), plan({ activity: [{ outcomeReference: [ref(BF1)] }] }), loose()],
      'plan-activity',
    ],
    [
      'the plan it is based on',
      [goal(), plan({}), loose({ basedOn: [ref('CarePlan/c1')] })],
      'based-on',
    ],
  ])('by %s', (_, resources, link) => {
    expect(readOne(resources).caseFile.baselines).toMatchObject([{ reference: BF1, link }]);
  });

  it('is never guessed from the person, but told of', () => {
    const { cases, problems } = read([goal(), loose()]);
    expect(cases[0]?.caseFile.baselines).toEqual([]);
    expect([...problems, ...(cases[0]?.caseFile.problems ?? [])]).toMatchObject([
      { reference: BF1, kind: 'unlinked' },
    ]);
  });

  it('is not that of another person', () => {
    const { baselines: found, problems } = file(form({ subject: ref('Patient/p2') }));
    expect(found).toEqual([]);
    expect(problems).toMatchObject([
      { kind: 'unlinked', because: 'it is about another person than its goal' },
    ]);
  });
});

describe('a form and the Observation made from it', () => {
  const made = (overrides: Json = {}): Json =>
    baseline('b1', { derivedFrom: [ref('QuestionnaireResponse/bf1')], ...overrides });
  const lone = form({ extension: undefined });
  const numbered = { system: 'https://host.example/form', value: '9' };

  it.each<[string, readonly Json[]]>([
    ['the Observation was written later', [form(), made()]],
    [
      'the Observation pins a version',
      [form(), made({ derivedFrom: [ref('QuestionnaireResponse/bf1/_history/2')] })],
    ],
    [
      'the Observation names it by an identifier',
      [
        form({ identifier: numbered }),
        made({ derivedFrom: [{ type: 'QuestionnaireResponse', identifier: numbered }] }),
      ],
    ],
    ['the form names no goal', [lone, made()]],
    ['the form cannot be used by itself', [form({ authored: undefined }), made()]],
  ])('are one baseline, quietly, where %s', (_, resources) => {
    for (const order of [resources, [...resources].reverse()]) {
      const { cases, problems } = read([goal(), ...order]);
      expect(cases[0]?.caseFile.baselines.map((one) => one.reference)).toEqual(['Observation/b1']);
      expect([...problems, ...(cases[0]?.caseFile.problems ?? [])]).toEqual([]);
    }
  });

  it('are one baseline where a Bundle’s entries name each other', () => {
    const url = 'urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0';
    const bundle = {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ fullUrl: url, resource: form() }, { resource: made({ derivedFrom: [ref(url)] }) }],
    };
    expect(baselines(bundle)).toEqual(['Observation/b1']);
  });

  it.each(['entered-in-error', 'preliminary'])(
    'leave the form to stand where the Observation is %s',
    (status) => {
      expect(baselines(form(), made({ status }))).toEqual(['QuestionnaireResponse/bf1']);
    },
  );

  it('are two where each is of its own goal', () => {
    const other = made({ extension: [pertains('Goal/g2')] });
    const { cases } = read([goal('g1'), goal('g2'), form(), other]);
    expect(cases.map((one) => one.caseFile.baselines.map(({ reference }) => reference))).toEqual([
      ['QuestionnaireResponse/bf1'],
      ['Observation/b1'],
    ]);
  });

  it('are a duplicate, and told of, where only an identifier shows it', () => {
    const { baselines: found, problems } = file(
      form({ identifier: numbered }),
      baseline('b1', { identifier: [numbered] }),
    );
    expect(found.map((one) => one.reference)).toEqual(['QuestionnaireResponse/bf1']);
    expect(problems).toMatchObject([
      {
        reference: 'Observation/b1',
        kind: 'duplicate',
        because: 'the same record as QuestionnaireResponse/bf1, which was known first',
      },
    ]);
  });
});

describe('several baselines', () => {
  const decided = (...resources: readonly Json[]) => {
    const { caseFile, programme } = readOne([goal(), ...resources]);
    return assess(caseFile, programme, at('2026-02-01T09:00:00Z'), { isHoliday: () => false });
  };
  const later = { authored: '2026-01-20T15:00:00Z' };

  it.each<[string, readonly Json[], string]>([
    [
      'a form',
      [form(), baseline('b1', { issued: '2026-01-16T16:00:00Z' })],
      'QuestionnaireResponse/bf1',
    ],
    ['an Observation', [form(later), baseline()], 'Observation/b1'],
  ])('are decided by the one that was recorded first: %s', (_, resources, reference) => {
    expect(decided(...resources).baseline?.reference).toBe(reference);
  });

  it('are not missed where there is a form', () => {
    const raised = (...resources: readonly Json[]) =>
      decided(...resources).findings.map((finding) => finding.code);
    expect(raised()).toContain('missing-baseline');
    expect(raised(form())).not.toContain('missing-baseline');
  });
});

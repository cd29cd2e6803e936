import { isSafetyEvent } from '../../../src/domain/attainment/fromCaseFile.ts';
import { sessionLevel } from '../../../src/domain/attainment/sessionLevel.ts';
import type { Session } from '../../../src/domain/caseFile.ts';
import { SYSTEM } from '../../../src/fhir/names.ts';
import {
  at,
  audit,
  baseline,
  coding,
  component,
  conceptMap,
  day,
  feedback,
  goal,
  prompt,
  read,
  readOne,
  ref,
  session,
  spot,
  type Json,
} from './records.ts';

const role = (id: string, practitioner: string) => ({
  resourceType: 'PractitionerRole',
  id,
  practitioner: ref(`Practitioner/${practitioner}`),
});

describe('a goal and all that is known of it', () => {
  const { caseFile, ...rest } = readOne([
    goal(),
    { resourceType: 'Patient', id: 'p1', managingOrganization: ref('Organization/house') },
    role('sw7', 'w7'),
    baseline(),
    session('s1', {
      performer: [ref('PractitionerRole/sw7')],
      encounter: ref('Encounter/e1'),
      note: [{ text: ' Waited at the kerb unprompted. ' }, { text: 'Asked which stop.' }],
    }),
    spot('o1', { performer: [ref('Practitioner/lead')], encounter: ref('Encounter/e1') }),
    feedback(),
    audit(),
  ]);

  it('keeps the goal itself', () => {
    expect(caseFile.goal).toEqual({
      reference: 'Goal/g1',
      patient: 'Patient/p1',
      start: day('2026-01-12'),
      open: true,
      personLed: null,
      measurable: false,
      nouns: ['library', 'travel'],
    });
    expect(rest.programme.url).toBe(
      'https://attest.example/fhir/PlanDefinition/independent-travel',
    );
    expect(rest).toMatchObject({
      goalVersion: '1',
      hostPlan: null,
      provider: 'Organization/house',
    });
  });

  it('reads a session: who, when, what, and in which words', () => {
    expect(caseFile.sessions).toEqual([
      {
        reference: 'Observation/s1',
        day: day('2026-03-30'),
        start: at('2026-03-30T10:00:00Z'),
        end: at('2026-03-30T10:50:00Z'),
        knownAt: at('2026-03-30T11:05:00Z'),
        recordingTimeKnown: true,
        link: 'pertains-to-goal',
        encounter: 'Encounter/e1',
        worker: 'Practitioner/w7',
        outcome: 'made',
        values: [
          { measure: 'prompt-count', kind: 'number', value: 2 },
          {
            measure: 'prompt-level',
            kind: 'coded',
            system: SYSTEM.promptLevel,
            code: 'verbal',
            rank: 3,
          },
        ],
        note: 'Waited at the kerb unprompted.\nAsked which stop.',
      },
    ]);
  });

  it('tells a spot observation, a baseline, feedback and an audit from a session', () => {
    expect(caseFile.spotObservations).toMatchObject([
      { reference: 'Observation/o1', observer: 'Practitioner/lead', encounter: 'Encounter/e1' },
    ]);
    expect(caseFile.baselines).toMatchObject([
      { reference: 'Observation/b1', day: day('2026-01-15'), recordedBy: 'Practitioner/w1' },
    ]);
    expect(caseFile.feedback).toEqual([
      {
        reference: 'QuestionnaireResponse/f1',
        day: day('2026-03-29'),
        knownAt: at('2026-03-29T15:00:00Z'),
        link: 'pertains-to-goal',
        source: 'person',
        score: 1,
        declined: false,
        words: '',
      },
    ]);
    expect(caseFile.audits).toEqual([
      {
        reference: 'Observation/a1',
        day: day('2026-03-31'),
        knownAt: at('2026-03-31T15:00:00Z'),
        link: 'focus',
        opinion: 'not-justified',
        auditor: 'Practitioner/quality',
      },
    ]);
    expect(caseFile.problems).toEqual([]);
  });
});

describe('what is no evidence', () => {
  it.each([
    ['entered in error', { status: 'entered-in-error' }],
    ['cancelled', { status: 'cancelled' }],
    ['computed by Attest', { meta: { tag: [{ system: SYSTEM.tag, code: 'computed' }] } }],
    ['confirmed through Attest', { meta: { tag: [{ system: SYSTEM.tag, code: 'confirmed' }] } }],
    ['a review decision', { code: coding(SYSTEM.observation, 'review-decision') }],
    ['a duty’s record', { code: coding(SYSTEM.observation, 'duty-record') }],
    ['a verdict', { code: coding(SYSTEM.observation, 'attainment') }],
    ['a session that was not attempted', { component: [prompt('not-attempted')] }],
  ])('passes over a record that is %s without a word', (_, overrides) => {
    const { cases, problems } = read([goal(), session('s1', overrides)]);
    expect(cases[0]?.caseFile.sessions).toEqual([]);
    expect([...problems, ...(cases[0]?.caseFile.problems ?? [])]).toEqual([]);
  });

  it.each(['registered', 'preliminary', 'unknown'])('reports a record that is %s', (status) => {
    const { caseFile } = readOne([goal(), session('s1', { status })]);
    expect(caseFile.sessions).toEqual([]);
    expect(caseFile.problems).toEqual([
      {
        reference: 'Observation/s1',
        kind: 'not-counted',
        because: `it is not final: its status is ${status}`,
      },
    ]);
  });

  it('reports a status that FHIR does not have, and never repeats it', () => {
    const { caseFile } = readOne([goal(), session('s1', { status: 'Tom was ill' })]);
    expect(caseFile.problems).toMatchObject([
      { kind: 'unreadable', because: 'its status is not one of FHIR’s' },
    ]);
  });

  it('counts a safety event of a session that was not attempted, and nothing else of it', () => {
    const alarm = component('safety-event', { valueBoolean: true });
    const { caseFile, programme } = readOne([
      goal(),
      session('s1', { component: [prompt('not-attempted'), alarm] }),
      session('s2', { component: [prompt('not-attempted')] }),
    ]);
    const [only, ...others] = caseFile.sessions as [Session, ...Session[]];
    expect(others).toEqual([]);
    expect(only).toMatchObject({ reference: 'Observation/s1', outcome: 'made' });
    expect(isSafetyEvent(only.values, programme)).toBe(true);
    expect(sessionLevel(only, programme)).toMatchObject({ level: null, missedFrom: Infinity });
  });

  it('believes a safety event that the same record also denies', () => {
    const event = (valueBoolean: boolean) => component('safety-event', { valueBoolean });
    const { caseFile, programme } = readOne([
      goal(),
      session('s1', { component: [prompt('verbal'), event(true), event(false)] }),
    ]);
    expect(isSafetyEvent(caseFile.sessions[0]?.values ?? [], programme)).toBe(true);
  });

  it.each(['amended', 'corrected'])('uses a record that was %s', (status) => {
    expect(readOne([goal(), session('s1', { status })]).caseFile.sessions).toHaveLength(1);
  });

  it('lets a correction that withdraws a record win over the older version', () => {
    const withdrawn = session('s1', { meta: { versionId: '10' }, status: 'entered-in-error' });
    const older = session('s1', { meta: { versionId: '9' } });
    for (const order of [
      [withdrawn, older],
      [older, withdrawn],
    ]) {
      expect(readOne([goal(), ...order]).caseFile.sessions).toEqual([]);
    }
  });

  it('lets no older version speak for one that cannot be read', () => {
    const { cases, problems } = read([
      goal(),
      session('s1', { meta: { versionId: '1' } }),
      session('s1', { meta: { versionId: '2' }, component: 'broken' }),
    ]);
    expect(cases[0]?.caseFile.sessions).toEqual([]);
    expect(problems).toEqual([
      {
        reference: 'Observation/s1',
        kind: 'unreadable',
        because: 'its component is not as FHIR R4 defines it',
      },
    ]);
  });
});

describe('what an Observation is', () => {
  const source = (code: string) => coding(SYSTEM.evidenceSource, code);
  const local = coding('https://acme.example/record', 'OUTING');
  const kinds = ['sessions', 'spotObservations', 'feedback', 'audits', 'baselines'] as const;
  const mapped = [
    conceptMap('https://acme.example/record', SYSTEM.observation, { OUTING: ['session', 'equal'] }),
    conceptMap('https://acme.example/seen', SYSTEM.evidenceSource, {
      LEAD: ['spot-observation', 'equivalent'],
    }),
  ];

  it.each<[string, Json, string]>([
    ['our code alone', { category: undefined }, 'sessions'],
    ['our category with a local code', { code: local }, 'sessions'],
    [
      'two categories that contradict each other',
      { category: [source('spot-observation'), source('daily-record')] },
      'sessions',
    ],
    ['a mapped code alone', { category: undefined, code: local }, 'sessions'],
    [
      'a mapped category',
      { category: [coding('https://acme.example/seen', 'LEAD')] },
      'spotObservations',
    ],
    [
      'the code of a baseline, whatever its category',
      { code: coding(SYSTEM.observation, 'baseline') },
      'baselines',
    ],
  ])('is told by %s', (_, overrides, kind) => {
    const { caseFile } = readOne([goal(), session('s1', overrides)], { maps: mapped });
    expect(kinds.filter((one) => caseFile[one].length > 0)).toEqual([kind]);
  });

  it.each<[string, Json]>([
    [
      'a measure’s code, which is no record by itself',
      { code: coding(SYSTEM.observation, 'prompt-level') },
    ],
    ['nothing that is known', { code: local, category: undefined }],
  ])('is not guessed from %s, but told of', (_, overrides) => {
    const { caseFile } = readOne([goal(), session('s1', overrides)]);
    expect(kinds.filter((one) => caseFile[one].length > 0)).toEqual([]);
    expect(caseFile.problems).toMatchObject([{ reference: 'Observation/s1', kind: 'unmapped' }]);
  });

  it('is an audit only with an opinion that is known', () => {
    const { caseFile } = readOne([goal(), audit('a1', { valueCodeableConcept: { text: 'fine' } })]);
    expect(caseFile.audits).toEqual([]);
    expect(caseFile.problems).toMatchObject([
      { kind: 'unmapped', because: 'its opinion has no exact map' },
    ]);
  });
});

describe('declined attempts', () => {
  it.each([
    ['a refusal', { component: [prompt('refused')] }],
    ['an absence', { component: [component('attended', { valueBoolean: false })] }],
    ['a reason', { dataAbsentReason: coding(SYSTEM.dataAbsentReason, 'asked-declined') }],
  ])('sees %s', (_, overrides) => {
    expect(readOne([goal(), session('s1', overrides)]).caseFile.sessions[0]?.outcome).toBe(
      'declined',
    );
  });

  it('does not take attendance for a refusal', () => {
    const attended = session('s1', { component: [component('attended', { valueBoolean: true })] });
    expect(readOne([goal(), attended]).caseFile.sessions[0]?.outcome).toBe('made');
  });
});

import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import { CORE_EXTENSION, PROFILE, SYSTEM } from '../../../src/fhir/names.ts';
import { definitions } from '../../support/builtPackage.ts';
import type { RuledDefinition } from '../../support/profileRules.ts';
import {
  coding,
  day,
  goal,
  pertains,
  read,
  readOne,
  ref,
  session,
  spot,
  type Json,
} from './records.ts';

const goalOf = (overrides: Json, ...others: readonly Json[]) =>
  readOne([goal('g1', overrides), ...others]).caseFile.goal;

describe('the start of a goal', () => {
  it.each([
    ['2026-01-12', '2026-01-12'],
    ['2026-02', '2026-02-01'],
    ['2026', '2026-01-01'],
  ])('stated as %s is %s', (startDate, expected) => {
    expect(goalOf({ startDate }).start).toBe(day(expected));
  });

  it.each<[string, Json, readonly Json[], string]>([
    ['its evidence', { meta: { lastUpdated: '2026-04-01T09:00:00Z' } }, [session()], '2026-03-30'],
    ['its first version', {}, [session()], '2026-01-12'],
    [
      'its claim',
      {
        meta: undefined,
        statusDate: '2026-03-01',
        achievementStatus: coding(SYSTEM.goalAchievement, 'achieved'),
      },
      [session()],
      '2026-03-01',
    ],
  ])('not stated, is the earliest trace of it: %s', (_, overrides, others, expected) => {
    expect(goalOf({ startDate: undefined, ...overrides }, ...others).start).toBe(day(expected));
  });

  it('not stated, does not move when an earlier day comes to be known later', () => {
    const undated = { startDate: undefined, meta: undefined };
    const dug = session('s0', {
      effectivePeriod: { start: '2025-12-20T10:00:00Z', end: '2025-12-20T10:30:00Z' },
      issued: '2026-04-20T10:00:00Z',
    });
    expect(goalOf(undated, session(), dug).start).toBe(day('2026-03-30'));
  });

  it('that nothing shows at all is told of', () => {
    const { cases, problems } = read([goal('g1', { startDate: undefined, meta: undefined })]);
    expect(cases).toEqual([]);
    expect(problems).toEqual([
      { reference: 'Goal/g1', kind: 'unreadable', because: 'nothing shows when it began' },
    ]);
  });
});

describe('whether a goal is pursued', () => {
  it.each([
    ['proposed', true],
    ['planned', true],
    ['accepted', true],
    ['active', true],
    ['on-hold', true],
    ['completed', false],
    ['cancelled', false],
    ['rejected', false],
  ])('%s: %s', (lifecycleStatus, open) => {
    expect(goalOf({ lifecycleStatus }).open).toBe(open);
  });

  it('does not arise for one entered in error', () => {
    const { cases, unassigned, problems } = read([
      goal('g1', { lifecycleStatus: 'entered-in-error' }),
    ]);
    expect([cases, unassigned, problems]).toEqual([[], [], []]);
  });
});

describe('whose a goal is', () => {
  const nhs = { system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000018' };

  it.each([
    ['by an identifier', { identifier: nhs }],
    ['by a search', ref(`Patient?identifier=${nhs.system}|${nhs.value}`)],
  ])('is not told %s that nobody who was read has', (_, subject) => {
    const reading = read([goal('g1', { subject }), session()]);
    expect(reading.problems).toContainEqual({
      reference: 'Goal/g1',
      kind: 'unreadable',
      because: 'its subject is not a reference',
    });
    expect(reading).toMatchObject({ cases: [], unassigned: [] });
    expect(JSON.stringify(reading)).not.toContain(nhs.value);
  });

  it('is told by an identifier that one person who was read has', () => {
    const patient = { resourceType: 'Patient', id: 'p1', identifier: [nhs] };
    expect(goalOf({ subject: { identifier: nhs } }, patient).patient).toBe('Patient/p1');
  });
});

describe('whether a goal is the person’s own', () => {
  const profile = definitions.find(({ url }) => url === PROFILE.goal) as unknown as RuledDefinition;
  const personLedRule =
    profile.differential.element
      .flatMap(({ constraint = [] }) => constraint)
      .find(({ key }) => key === 'attest-goal-person-led')?.expression ?? '';

  const acceptance = (who: string, status: string): Json => ({
    extension: [
      {
        url: CORE_EXTENSION.goalAcceptance,
        extension: [
          { url: 'individual', valueReference: ref(who) },
          { url: 'status', valueCode: status },
        ],
      },
    ],
  });

  const CASES: readonly [string, Json, boolean | null][] = [
    ['expressed by the person', { expressedBy: ref('Patient/p1') }, true],
    [
      'expressed by the person, at their host',
      { expressedBy: ref('https://host.example/fhir/Patient/p1/_history/2') },
      true,
    ],
    ['expressed by staff', { expressedBy: ref('Practitioner/w1') }, false],
    ['agreed by the person', acceptance('Patient/p1', 'agree'), true],
    [
      'expressed by staff and agreed by the person',
      { expressedBy: ref('Practitioner/w1'), ...acceptance('Patient/p1', 'agree') },
      true,
    ],
    ['not agreed by the person', acceptance('Patient/p1', 'disagree'), false],
    ['agreed by staff only', acceptance('Practitioner/w1', 'agree'), null],
    ['not shown', {}, null],
  ];

  it.each(CASES)('%s: %s', (_, overrides, personLed) => {
    expect(goalOf(overrides).personLed).toBe(personLed);
  });

  it.each(CASES)('%s: %s to the rule of the profile', (_, overrides, personLed) => {
    const [answer] = fhirpath.evaluate(goal('g1', overrides), personLedRule, {}, r4, {
      async: false,
    }) as readonly unknown[];
    expect(answer).toBe(personLed === true);
  });
});

describe('whether a goal can be measured', () => {
  it.each<[string, Json, boolean]>([
    ['a measure', { target: [{ measure: coding(SYSTEM.observation, 'attainment') }] }, true],
    ['a detail', { target: [{ detailString: 'five trips' }] }, true],
    ['only a date', { target: [{ dueDate: '2026-04-30' }] }, false],
    ['no target', {}, false],
  ])('with %s: %s', (_, overrides, measurable) => {
    expect(goalOf(overrides).measurable).toBe(measurable);
  });
});

describe('the words of a goal', () => {
  it('are those that say what it is about', () => {
    const text = 'To make her own TEA safely, and to wash up (with the kettle’s help)';
    expect(goalOf({ description: { text } }).nouns).toEqual(['kettle’s', 'wash']);
  });
});

describe('the newest version of a goal', () => {
  it('is the one with the highest number, not the one that came last', () => {
    const versions = ['9', '10', '2'].map((versionId) =>
      goal('g1', {
        meta: { versionId },
        lifecycleStatus: versionId === '10' ? 'on-hold' : 'rejected',
      }),
    );
    expect(readOne(versions)).toMatchObject({
      goalVersion: '10',
      caseFile: { goal: { open: true } },
    });
  });

  it('is the last updated where versions have no numbers', () => {
    const versions = ['b', 'a'].map((versionId, index) =>
      goal('g1', { meta: { versionId, lastUpdated: `2026-02-0${2 - index}T00:00:00Z` } }),
    );
    expect(readOne(versions).goalVersion).toBe('b');
  });
});

describe('the organisation that serves the person', () => {
  const organisation = (id: string) => ref(`Organization/${id}`);
  const encounter = {
    resourceType: 'Encounter',
    id: 'e1',
    serviceProvider: organisation('branch'),
  };
  const role = {
    resourceType: 'PractitionerRole',
    id: 'r1',
    practitioner: ref('Practitioner/w1'),
    organization: organisation('agency'),
  };

  it.each<[string, readonly Json[], string | null]>([
    [
      'nobody, where it goes by an identifier of nobody who was read',
      [
        {
          resourceType: 'Patient',
          id: 'p1',
          managingOrganization: { identifier: { system: 'https://ods.example', value: 'A1' } },
        },
      ],
      null,
    ],
    [
      'the person’s own record',
      [
        { resourceType: 'Patient', id: 'p1', managingOrganization: organisation('house') },
        encounter,
        session('s1', { encounter: ref('Encounter/e1') }),
      ],
      'Organization/house',
    ],
    [
      'the newest encounter',
      [encounter, session('s1', { encounter: ref('Encounter/e1') })],
      'Organization/branch',
    ],
    [
      'a performer',
      [session('s1', { performer: [organisation('home'), ref('Practitioner/w1')] })],
      'Organization/home',
    ],
    [
      'the role of a performer',
      [role, spot('o1', { performer: [ref('PractitionerRole/r1')] })],
      'Organization/agency',
    ],
    ['nothing', [session('s1', { extension: [pertains('Goal/g1')] })], null],
  ])('is told by %s', (_, resources, expected) => {
    expect(readOne([goal(), ...resources]).provider).toBe(expected);
  });
});

import { SYSTEM } from '../../../src/fhir/names.ts';
import { at, coding, conceptMap, day, goal, readOne, ref, type Json } from './records.ts';

const ACME = 'https://acme.example/status';
const maps = [
  conceptMap(ACME, SYSTEM.level, {
    FULL: ['achieved', 'equivalent'],
    HALF: ['partial', 'equal'],
    DEV: ['near-complete', 'inexact'],
  }),
];

const hl7 = (code: string): Json => ({ achievementStatus: coding(SYSTEM.goalAchievement, code) });
const local = (code: string): Json => ({ achievementStatus: coding(ACME, code) });

const version = (n: number, lastUpdated: string, overrides: Json = {}): Json =>
  goal('g1', { meta: { versionId: String(n), lastUpdated }, ...overrides });

const claimsOf = (...resources: readonly Json[]) => readOne(resources, { maps }).caseFile.claims;

describe('what a status claims', () => {
  it.each<[string, Json, string | null, string | null]>([
    ['HL7’s achieved', hl7('achieved'), 'achieved', 'achieved'],
    ['HL7’s sustaining', hl7('sustaining'), 'sustained', 'sustaining'],
    ['HL7’s improving', hl7('improving'), null, 'improving'],
    ['HL7’s in-progress', hl7('in-progress'), null, 'in-progress'],
    ['HL7’s not-achieved', hl7('not-achieved'), null, 'not-achieved'],
    ['a local status', local('HALF'), 'partial', 'HALF'],
    [
      'a level of Attest',
      { achievementStatus: coding(SYSTEM.level, 'near-complete') },
      'near-complete',
      'near-complete',
    ],
    [
      'a local status beside HL7’s',
      {
        achievementStatus: {
          coding: [
            { system: SYSTEM.goalAchievement, code: 'improving' },
            { system: ACME, code: 'HALF' },
          ],
        },
      },
      'partial',
      'HALF',
    ],
    [
      'HL7’s where the local one is inexact',
      {
        achievementStatus: {
          coding: [
            { system: ACME, code: 'DEV' },
            { system: SYSTEM.goalAchievement, code: 'achieved' },
          ],
        },
      },
      'achieved',
      'achieved',
    ],
    ['a local status that maps inexactly', local('DEV'), null, 'DEV'],
    ['a local status without a map', local('XX'), null, 'XX'],
    ['a completed goal', { lifecycleStatus: 'completed' }, 'achieved', 'completed'],
    [
      'a completed goal that was not achieved',
      { lifecycleStatus: 'completed', ...hl7('not-achieved') },
      null,
      'not-achieved',
    ],
  ])('%s', (_, status, level, code) => {
    expect(claimsOf(goal('g1', status))).toMatchObject([{ level, code }]);
  });

  it('is nothing without a status', () => {
    expect(claimsOf(goal())).toEqual([]);
  });

  it('is told of without its code where that reads like words', () => {
    const { problems } = readOne([goal('g1', local('Tom is doing well'))], { maps }).caseFile;
    expect(problems).toMatchObject([{ because: 'status: no exact map for a local code' }]);
  });

  it('is told of where its code has no exact map', () => {
    expect(readOne([goal('g1', local('DEV'))], { maps }).caseFile.problems).toMatchObject([
      { reference: 'Goal/g1', kind: 'unmapped', because: `status: no exact map for ${ACME}|DEV` },
    ]);
  });
});

describe('the day of a claim', () => {
  const claimed = hl7('achieved');

  it('of a goal seen once is its status date, known from the start of that day', () => {
    const once = version(7, '2026-05-02T16:40:00Z', { ...claimed, statusDate: '2026-03-30' });
    expect(claimsOf(once)).toEqual([
      {
        reference: 'Goal/g1/_history/7',
        level: 'achieved',
        code: 'achieved',
        day: day('2026-03-30'),
        knownAt: at('2026-03-29T23:00:00Z'),
        author: null,
      },
    ]);
  });

  it.each([
    ['its start, where it was never updated', '1', '2026-01-12'],
    ['its last update, where it was updated', '7', '2026-05-02'],
    ['its last update, where versions are not counted', 'a7f', '2026-05-02'],
  ])('of a goal seen once without a status date is %s', (_, versionId, expected) => {
    const meta = { versionId, lastUpdated: '2026-05-02T16:40:00Z' };
    expect(claimsOf(goal('g1', { ...claimed, meta }))).toMatchObject([{ day: day(expected) }]);
  });

  it('is the status date where it moved together with the status', () => {
    const claims = claimsOf(
      version(1, '2026-01-12T09:00:00Z', { ...hl7('in-progress'), statusDate: '2026-01-12' }),
      version(2, '2026-03-31T08:00:00Z', { ...claimed, statusDate: '2026-03-30' }),
    );
    expect(claims).toMatchObject([
      { level: null, day: day('2026-01-12') },
      {
        reference: 'Goal/g1/_history/2',
        level: 'achieved',
        day: day('2026-03-30'),
        knownAt: at('2026-03-31T08:00:00Z'),
      },
    ]);
  });

  it.each([
    ['did not move', '2026-01-12'],
    ['lies ahead of the version', '2026-12-01'],
    ['is missing', undefined],
  ])('is the version’s own day where the status date %s', (_, statusDate) => {
    const claims = claimsOf(
      version(1, '2026-01-12T09:00:00Z', { ...hl7('in-progress'), statusDate: '2026-01-12' }),
      version(2, '2026-03-31T08:00:00Z', { ...claimed, statusDate }),
    );
    expect(claims.at(-1)).toMatchObject({ day: day('2026-03-31') });
  });

  it('does not move with later versions that say the same', () => {
    const claims = claimsOf(
      version(10, '2026-05-01T09:00:00Z', { ...claimed, statusDate: '2026-05-01' }),
      version(9, '2026-04-01T09:00:00Z', { ...claimed, statusDate: '2026-03-31' }),
      version(1, '2026-01-12T09:00:00Z', hl7('in-progress')),
    );
    expect(claims.map((claim) => claim.reference)).toEqual([
      'Goal/g1/_history/1',
      'Goal/g1/_history/9',
    ]);
  });

  it('follows a claim that is taken back', () => {
    const claims = claimsOf(
      version(1, '2026-03-01T09:00:00Z', claimed),
      version(2, '2026-04-01T09:00:00Z'),
    );
    expect(claims.map((claim) => claim.level)).toEqual(['achieved', null]);
  });
});

describe('who made a claim', () => {
  const provenance = (target: string, who: string, type = 'author'): Json => ({
    resourceType: 'Provenance',
    id: `${type}-${who.replace('/', '-')}`,
    target: [ref(target)],
    recorded: '2026-03-31T08:00:00Z',
    agent: [
      { type: coding(SYSTEM.provenanceParticipant, 'assembler'), who: ref('Device/d1') },
      { type: coding(SYSTEM.provenanceParticipant, 'enterer'), who: ref('Practitioner/clerk') },
      { type: coding(SYSTEM.provenanceParticipant, type), who: ref(who) },
    ],
  });
  const role = { resourceType: 'PractitionerRole', id: 'r1', practitioner: ref('Practitioner/w1') };
  const [first, second] = [
    version(1, '2026-01-12T09:00:00Z', hl7('in-progress')),
    version(2, '2026-03-31T08:00:00Z', hl7('achieved')),
  ];
  const authors = (...others: readonly Json[]) =>
    claimsOf(first, second, role, ...others).map((claim) => claim.author);

  it('is the author of that version, found behind a role', () => {
    expect(authors(provenance('Goal/g1/_history/2', 'PractitionerRole/r1'))).toEqual([
      null,
      'Practitioner/w1',
    ]);
  });

  it('is not told from a provenance that names no version, where there are several', () => {
    expect(authors(provenance('Goal/g1', 'Practitioner/w1'))).toEqual([null, null]);
    expect(
      claimsOf(second, provenance('Goal/g1', 'Practitioner/w1')).map((claim) => claim.author),
    ).toEqual(['Practitioner/w1']);
  });

  it('is nobody where a machine or the person acted', () => {
    const machine = {
      ...provenance('Goal/g1/_history/2', 'Patient/p1'),
      agent: [{ who: ref('Device/d1') }, { who: ref('Patient/p1') }],
    };
    expect(authors(machine)).toEqual([null, null]);
  });
});

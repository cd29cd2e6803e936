import { EXTENSION, SYSTEM } from '../../../src/fhir/names.ts';
import { coding, goal, readOne, type Json } from './records.ts';

/** As Attest writes them in modes B and D. */
const shows = (verdict: string): Json => ({
  extension: [
    {
      url: EXTENSION.validatedAttainment,
      extension: [
        { url: 'level', valueCode: 'partial' },
        { url: 'observation', valueReference: { reference: verdict } },
      ],
    },
  ],
  outcomeReference: [{ reference: verdict }],
});
const set = (hl7: string, level: string): Json => ({
  achievementStatus: {
    coding: [
      { system: SYSTEM.goalAchievement, code: hl7 },
      { system: SYSTEM.confirmedLevel, code: level },
    ],
    text: 'as the registered manager decided',
  },
});
const achieved: Json = { achievementStatus: coding(SYSTEM.goalAchievement, 'achieved') };

const version = (n: number, lastUpdated: string, ...parts: readonly Json[]): Json => {
  const all = parts.reduce<Json>((whole, part) => ({ ...whole, ...part }), {});
  return goal('g1', { meta: { versionId: String(n), lastUpdated }, ...all });
};

const fileOf = (...versions: readonly Json[]) => readOne(versions).caseFile;
const claimsOf = (...versions: readonly Json[]) => fileOf(...versions).claims;

const FIRST = version(1, '2026-02-01T10:00:00Z', achieved);
const FOUR = '2026-04-01T10:00:00Z';

describe('an edit of ours', () => {
  const named = version(2, '2026-03-01T10:00:00Z', achieved, shows('Observation/v1'));

  it('that names a verdict leaves all claims and states as they were', () => {
    const again = version(3, FOUR, achieved, shows('Observation/v2'));
    expect(fileOf(FIRST, named)).toEqual(fileOf(FIRST));
    expect(fileOf(again, named, FIRST)).toEqual(fileOf(FIRST));
  });

  it('that sets the status leaves the claim of staff in force', () => {
    const status = version(3, FOUR, shows('Observation/v1'), set('improving', 'partial'), {
      statusDate: '2026-03-31',
    });
    expect(fileOf(FIRST, named, status)).toEqual(fileOf(FIRST));
    const next = version(4, '2026-05-01T10:00:00Z', set('in-progress', 'near-complete'));
    expect(claimsOf(FIRST, named, status, next)).toEqual(claimsOf(FIRST));
  });

  it('hides no claim that staff made in the same version', () => {
    const claimed = version(2, FOUR, shows('Observation/v1'), {
      achievementStatus: coding(SYSTEM.goalAchievement, 'sustaining'),
    });
    expect(claimsOf(FIRST, claimed).map(({ level }) => level)).toEqual(['achieved', 'sustained']);
  });
});

describe('staff after us', () => {
  const status = version(2, '2026-03-01T10:00:00Z', set('improving', 'partial'), {
    statusDate: '2026-02-27',
  });

  it('claim anew with the same word, from the day they say it', () => {
    const claims = claimsOf(
      FIRST,
      status,
      version(3, FOUR, achieved, { statusDate: '2026-02-27' }),
    );
    expect(claims.map(({ level, reference }) => [level, reference])).toEqual([
      ['achieved', 'Goal/g1/_history/1'],
      ['achieved', 'Goal/g1/_history/3'],
    ]);
    expect(claims[1]?.knownAt).toBe(Date.parse(FOUR));
    expect(claims[1]?.day).toBe(Math.floor(Date.parse(FOUR) / 86_400_000));
  });

  it.each<[string, Json, string | null]>([
    [
      'put their own status beside ours',
      { coding: [{ system: 'https://acme.example', code: 'X' }] },
      null,
    ],
    ['change HL7’s word and leave ours', { coding: [] }, 'achieved'],
  ])('speak for themselves where they %s', (_, { coding: more }, level) => {
    const hl7 = level === null ? 'improving' : 'achieved';
    const { achievementStatus } = set(hl7, 'partial') as {
      achievementStatus: { coding: readonly Json[] };
    };
    const edited = { coding: [...achievementStatus.coding, ...(more as readonly Json[])] };
    const claims = claimsOf(FIRST, status, version(3, FOUR, { achievementStatus: edited }));
    expect(claims.map((claim) => claim.level)).toEqual(['achieved', level]);
    expect(claims[1]?.reference).toBe('Goal/g1/_history/3');
  });

  it('claim it achieved by completing it', () => {
    const silent = version(1, '2026-02-01T10:00:00Z');
    const done = version(3, FOUR, set('improving', 'partial'), { lifecycleStatus: 'completed' });
    expect(claimsOf(silent, status, done)).toMatchObject([
      { level: 'achieved', code: 'completed', reference: 'Goal/g1/_history/3' },
    ]);
  });
});

it('claims nothing where only our status is left of a goal', () => {
  const alone = version(2, FOUR, set('achieved', 'achieved'), { statusDate: '2026-03-31' });
  expect(claimsOf(alone)).toEqual([]);
});

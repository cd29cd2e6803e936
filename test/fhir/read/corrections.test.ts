import { ledgerOf } from '../../../src/domain/attainment/fromCaseFile.ts';
import { at, baseline, goal, prompt, readOne, session, type Json } from './records.ts';

const versioned = (version: string, lastUpdated: string, overrides: Json = {}): Json =>
  session('s1', { meta: { versionId: version, lastUpdated }, ...overrides });

const first = versioned('1', '2026-03-30T11:05:30Z', { component: [prompt('physical')] });
const second = versioned('2', '2026-04-09T08:00:00Z', { component: [prompt('verbal')] });

const issued = at('2026-03-30T11:05:00Z');
const corrected = at('2026-04-09T08:00:00Z');

const known = (...resources: readonly Json[]) =>
  readOne([goal(), ...resources]).caseFile.sessions[0];

describe('a record that was corrected after ten days', () => {
  it.each<[string, readonly Json[]]>([
    ['its older version', [first, second]],
    ['its older version, read after it', [second, first]],
    ['a status that says so', [{ ...second, status: 'amended' }]],
    ['another status that says so', [{ ...second, status: 'corrected' }]],
    ['a draft before it', [{ ...first, status: 'preliminary' }, second]],
  ])('is known from its correction, and keeps its first time, by %s', (_, resources) => {
    expect(known(...resources)).toMatchObject({ knownAt: corrected, recordedAt: issued });
  });

  it.each<[string, readonly Json[]]>([
    ['its newest version alone', [second]],
    ['an older version that says the same', [{ ...second, meta: first['meta'] }, second]],
    ['the same version, read twice', [second, second]],
  ])('was known from the first where nothing shows otherwise: %s', (_, resources) => {
    const read = known(...resources);
    expect(read?.knownAt).toBe(issued);
    expect(read).not.toHaveProperty('recordedAt');
  });

  it('is not late by its correction', () => {
    const { caseFile, programme } = readOne([goal(), first, second]);
    const { events } = ledgerOf(caseFile, programme, new Map());
    expect(events).toMatchObject([{ kind: 'session', item: { late: false } }]);
  });

  it('may be a baseline', () => {
    const b1 = baseline('b1', {
      meta: { versionId: '2', lastUpdated: '2026-04-09T08:00:00Z' },
      status: 'amended',
    });
    expect(readOne([goal(), b1]).caseFile.baselines).toMatchObject([
      { knownAt: corrected, recordedAt: at('2026-01-15T16:00:00Z') },
    ]);
  });
});

import { at, day, goal, pertains, readOne, ref, type Json } from './records.ts';

const every = (frequency: number | undefined, period: number, periodUnit: string): Json => ({
  occurrenceTiming: { repeat: { frequency, period, periodUnit } },
});
const order = (overrides: Json = {}): Json => ({
  resourceType: 'ServiceRequest',
  id: 'r1',
  meta: { versionId: '1', lastUpdated: '2026-02-01T10:00:00Z' },
  extension: [pertains('Goal/g1')],
  status: 'active',
  authoredOn: '2026-02-01',
  ...every(5, 1, 'wk'),
  ...overrides,
});
const later = (n: number, date: string, overrides: Json): Json =>
  order({ meta: { versionId: String(n), lastUpdated: `${date}T10:00:00Z` }, ...overrides });

const supportOf = (...resources: readonly Json[]) =>
  readOne([goal(), ...resources]).caseFile.support;
const told = (...resources: readonly Json[]) =>
  supportOf(...resources).map((one) => [one.day, one.timesPerWeek]);

describe('how often support is ordered', () => {
  it.each<[string, Json, number]>([
    ['5 a week', every(5, 1, 'wk'), 5],
    ['3 every 2 weeks', every(3, 2, 'wk'), 1.5],
    ['2 a day', every(2, 1, 'd'), 14],
    ['every 12 hours', every(undefined, 12, 'h'), 14],
  ])('%s', (_, timing, timesPerWeek) => {
    expect(supportOf(order(timing))).toMatchObject([{ timesPerWeek }]);
  });

  it('is told of each version that changed it', () => {
    expect(
      supportOf(
        later(3, '2026-03-20', every(2, 1, 'wk')),
        order(),
        later(2, '2026-03-01', every(5, 1, 'wk')),
      ),
    ).toEqual([
      {
        reference: 'ServiceRequest/r1/_history/1',
        day: day('2026-02-01'),
        knownAt: at('2026-02-01T10:00:00Z'),
        timesPerWeek: 5,
      },
      {
        reference: 'ServiceRequest/r1/_history/3',
        day: day('2026-03-20'),
        knownAt: at('2026-03-20T10:00:00Z'),
        timesPerWeek: 2,
      },
    ]);
  });

  it('is that of all orders together', () => {
    const second = order({ id: 'r2', authoredOn: '2026-02-10', ...every(2, 1, 'wk') });
    expect(told(order(), second)).toEqual([
      [day('2026-02-01'), 5],
      [day('2026-02-10'), 7],
    ]);
  });

  it('moves to the order that replaces another, without a gap or a sum between', () => {
    const ended = later(2, '2026-03-20', { status: 'revoked' });
    const next = order({ id: 'r2', authoredOn: '2026-03-20', ...every(3, 1, 'wk') });
    expect(told(order(), ended, next)).toEqual([
      [day('2026-02-01'), 5],
      [day('2026-03-20'), 3],
    ]);
    expect(told(ended, next)).toEqual(told(order(), ended, next));
  });

  it('is not nothing where an order only ended', () => {
    expect(told(order(), later(2, '2026-03-20', { status: 'completed' }))).toEqual([
      [day('2026-02-01'), 5],
    ]);
  });

  it.each<[string, Json]>([
    ['a draft', { status: 'draft' }],
    ['entered in error', { status: 'entered-in-error' }],
    ['without a timing', { occurrenceTiming: undefined }],
    ['for no goal', { extension: undefined }],
    ['without a date', { authoredOn: undefined, meta: undefined }],
  ])('is not told from an order that is %s', (_, overrides) => {
    expect(supportOf(order(overrides))).toEqual([]);
  });

  it.each<[string, Json, Json]>([
    ['the order is based on', { basedOn: [ref('CarePlan/c1')] }, {}],
    ['has the order as an activity', {}, { activity: [{ reference: ref('ServiceRequest/r1') }] }],
  ])('is tied to the goal by a plan that %s', (_, overrides, planned) => {
    const plan = {
      resourceType: 'CarePlan',
      id: 'c1',
      status: 'active',
      goal: [ref('Goal/g1')],
      ...planned,
    };
    expect(supportOf(order({ extension: undefined, ...overrides }), plan)).toHaveLength(1);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Database } from '../../src/store/database.ts';
import { cursorOf, saveCursor } from '../../src/store/cursors.ts';
import {
  addGoals,
  goalsDue,
  goalsOf,
  lockGoal,
  lockGoalsOfOthers,
  updateGoal,
} from '../../src/store/goals.ts';
import { hostProfileOf, saveHostProfile } from '../../src/store/hostProfiles.ts';
import {
  addPeople,
  anyoneUnseen,
  knownPeople,
  peopleOf,
  peopleReadOtherwise,
  personOf,
  removePerson,
  savePersonFailure,
  savePersonRead,
} from '../../src/store/people.ts';
import { breakOffPlan, dropBrokenOff, dropPlan, planOf, savePlan } from '../../src/store/plans.ts';
import {
  heldOfPerson,
  heldVersions,
  keepNewest,
  otherPeoplesNotes,
  removeElsewhere,
  replaceResources,
  resourcesOf,
  savedSince,
  saveResources,
  storeClock,
  type StoredResource,
} from '../../src/store/resources.ts';
import { useTokenId } from '../../src/store/tokenIds.ts';
import { saveVerdict, verdictsOf } from '../../src/store/verdicts.ts';
import { saveWritten, writtenOf } from '../../src/store/written.ts';
import { KINDS, openStore } from '../support/stores.ts';

const resource = (reference: string, given: Partial<StoredResource> = {}): StoredResource => ({
  reference,
  version: '1',
  updated: 1_000,
  hash: 'h1',
  entries: [],
  kept: null,
  ...given,
});

const noteOn = (day: number, note = 'She rode the bus to the library by herself.') => ({
  to: 'observations',
  record: { note, timing: { day } },
});

describe.each(KINDS)('the tables on %s', (kind) => {
  let database: Database;
  let store: Awaited<ReturnType<typeof openStore>>;
  beforeAll(async () => {
    store = await openStore(kind);
    database = store.database;
  });
  afterAll(() => store.close());

  /** A tenant of its own for each test. */
  let count = 0;
  const freshTenant = (): string => `tenant-${(count += 1)}`;

  /** An instant after all that was saved before, and not after what is saved next. */
  const fromNowOn = async (): Promise<number> => {
    const now = await storeClock(database);
    let next = now;
    while (next === now) next = await storeClock(database);
    return next;
  };

  describe('resources', () => {
    it('keeps every version of a Goal, and the newest of an Observation', async () => {
      const tenant = freshTenant();
      const versions = ['1', '2', '10'].map((version) => ({ version, updated: 1_000 }));
      for (const reference of ['Goal/g', 'ServiceRequest/r', 'Observation/o']) {
        for (const version of versions) {
          await saveResources(database, tenant, 'Patient/p', [resource(reference, version)]);
        }
      }
      const held = await resourcesOf(database, tenant, 'Patient/p');
      expect(held.map(({ reference, version }) => `${reference}|${version}`)).toEqual([
        'Goal/g|1',
        'Goal/g|2',
        'Goal/g|10',
        'Observation/o|10',
        'ServiceRequest/r|1',
        'ServiceRequest/r|2',
        'ServiceRequest/r|10',
      ]);
    });

    it.each([
      [
        'by number, whatever the times',
        { version: '10', updated: 1 },
        { version: '9', updated: 2 },
      ],
      [
        'by time, where versions are no numbers',
        { version: 'a', updated: 2 },
        { version: 'b', updated: 1 },
      ],
    ])('lets an older version that comes late change nothing: %s', async (_how, newer, older) => {
      for (const order of [
        [newer, older],
        [older, newer],
      ]) {
        const apart = freshTenant();
        const together = freshTenant();
        const rows = order.map((one) => resource('Observation/o', one));
        for (const row of rows) await saveResources(database, apart, 'Patient/p', [row]);
        await saveResources(database, together, 'Patient/p', rows);
        for (const tenant of [apart, together]) {
          const [held, ...more] = await resourcesOf(database, tenant, 'Patient/p');
          expect(more).toEqual([]);
          expect(held?.version).toBe(newer.version);
        }
      }
    });

    it('takes what was read again under the same version', async () => {
      const tenant = freshTenant();
      await saveResources(database, tenant, 'Patient/p', [
        resource('Observation/o', { hash: 'a' }),
      ]);
      await saveResources(database, tenant, 'Patient/p', [
        resource('Observation/o', { hash: 'b' }),
      ]);
      expect(await resourcesOf(database, tenant, 'Patient/p')).toEqual([
        resource('Observation/o', { hash: 'b' }),
      ]);
    });

    it('leaves nothing behind of a person who is read anew, and touches nobody else', async () => {
      const tenant = freshTenant();
      const before = [
        resource('Observation/old'),
        resource('Goal/g'),
        resource('Goal/g', { version: '2' }),
      ];
      await saveResources(database, tenant, 'Patient/p', before);
      await saveResources(database, tenant, 'Patient/q', before);
      const now = [resource('Goal/g', { version: '2', hash: 'h2' }), resource('Observation/new')];
      await replaceResources(database, tenant, 'Patient/p', now, await fromNowOn());
      expect(await resourcesOf(database, tenant, 'Patient/p')).toEqual(now);
      expect(await resourcesOf(database, tenant, 'Patient/q')).toHaveLength(3);
      await replaceResources(database, tenant, 'Patient/p', [], await fromNowOn());
      expect(await resourcesOf(database, tenant, 'Patient/p')).toEqual([]);
    });

    it('replaces a newer version by an older one, if that is what the host holds now', async () => {
      const tenant = freshTenant();
      await saveResources(database, tenant, 'Patient/p', [
        resource('Observation/o', { version: '7' }),
      ]);
      const since = await fromNowOn();
      await replaceResources(database, tenant, 'Patient/p', [resource('Observation/o')], since);
      expect(await resourcesOf(database, tenant, 'Patient/p')).toEqual([resource('Observation/o')]);
    });

    it('keeps what was saved while a person was being read: it is newer than what was read', async () => {
      const tenant = freshTenant();
      const read = [
        resource('Goal/g'),
        resource('Observation/changed'),
        resource('Observation/same'),
      ];
      await saveResources(database, tenant, 'Patient/p', [...read, resource('Observation/gone')]);
      const since = await fromNowOn();
      const polled = [
        resource('Goal/g', { version: '2' }),
        resource('Observation/added'),
        resource('Observation/changed', { version: '2', hash: 'h2' }),
      ];
      await saveResources(database, tenant, 'Patient/p', polled);
      // Comes late, and changes nothing: that is no news either.
      await saveResources(database, tenant, 'Patient/p', [
        resource('Observation/same', { version: '0', hash: 'h0' }),
      ]);
      await replaceResources(
        database,
        tenant,
        'Patient/p',
        read.map((row) => ({ ...row, hash: 'read' })),
        since,
      );
      expect(
        (await heldOfPerson(database, tenant, 'Patient/p')).map(
          ({ reference, version, hash }) => `${reference}|${version}|${hash}`,
        ),
      ).toEqual([
        'Goal/g|1|read',
        'Goal/g|2|h1',
        'Observation/added|1|h1',
        'Observation/changed|2|h2',
        'Observation/same|1|read',
      ]);
      // The next reading finds all of that in the host, and is newer than it.
      await replaceResources(database, tenant, 'Patient/p', polled, await fromNowOn());
      expect(await resourcesOf(database, tenant, 'Patient/p')).toEqual(polled);
    });

    it('counts a reading itself as saved when it is saved', async () => {
      const tenant = freshTenant();
      const early = await fromNowOn();
      const late = await fromNowOn();
      const rows = (hash: string) => [resource('Observation/o', { hash })];
      await replaceResources(database, tenant, 'Patient/p', rows('late'), late);
      // Begun earlier, and slower.
      await replaceResources(database, tenant, 'Patient/p', rows('early'), early);
      expect(await resourcesOf(database, tenant, 'Patient/p')).toEqual(rows('late'));
    });

    it('takes from everybody else what is one person’s now, and says from whom', async () => {
      const tenant = freshTenant();
      for (const patient of ['Patient/r', 'Patient/q', 'Patient/p']) {
        await saveResources(database, tenant, patient, [
          resource('Goal/g'),
          resource('Goal/g', { version: '2' }),
          resource('Goal/other'),
        ]);
      }
      const take = () => removeElsewhere(database, tenant, 'Patient/q', ['Goal/g', 'Goal/none']);
      expect(await take()).toEqual(['Patient/p', 'Patient/r']);
      expect(await take()).toEqual([]);
      expect(await removeElsewhere(database, tenant, 'Patient/q', [])).toEqual([]);
      expect(await resourcesOf(database, tenant, 'Patient/p')).toEqual([resource('Goal/other')]);
      expect(await resourcesOf(database, tenant, 'Patient/q')).toHaveLength(3);
    });

    it('lets go of all versions but the newest where that is asked', async () => {
      const tenant = freshTenant();
      const rows = ['9', '10', '2'].map((version) => resource('Goal/g', { version }));
      const unnumbered = [1, 3, 2].map((updated) =>
        resource('ServiceRequest/s', { version: '', updated }),
      );
      const all = [
        ...rows,
        ...unnumbered,
        resource('Goal/a'),
        resource('Goal/a', { version: '2' }),
      ];
      await saveResources(database, tenant, 'Patient/p', all);
      await saveResources(database, tenant, 'Patient/q', rows);
      await keepNewest(database, tenant, 'Patient/p', ['Goal/g', 'ServiceRequest/s']);
      expect(await resourcesOf(database, tenant, 'Patient/p')).toEqual([
        resource('Goal/a'),
        resource('Goal/a', { version: '2' }),
        resource('Goal/g', { version: '10' }),
        resource('ServiceRequest/s', { version: '', updated: 3 }),
      ]);
      expect(await resourcesOf(database, tenant, 'Patient/q')).toHaveLength(3);
    });

    it('says what was saved since', async () => {
      const tenant = freshTenant();
      await saveResources(database, tenant, 'Patient/p', [resource('Goal/early')]);
      const since = await fromNowOn();
      await saveResources(database, tenant, 'Patient/p', [resource('Goal/late')]);
      const saved = await savedSince(database, tenant, 'Patient/p', since);
      expect(saved.map(({ reference }) => reference)).toEqual(['Goal/late']);
    });

    it('prefers what was read to what came meanwhile, if that is an older version', async () => {
      const tenant = freshTenant();
      const since = await fromNowOn();
      await saveResources(database, tenant, 'Patient/p', [resource('Observation/o')]);
      const read = [resource('Observation/o', { version: '2' })];
      await replaceResources(database, tenant, 'Patient/p', read, since);
      expect(await resourcesOf(database, tenant, 'Patient/p')).toEqual(read);
    });

    it('says which versions are held, and for whom', async () => {
      const tenant = freshTenant();
      await saveResources(database, tenant, 'Patient/p', [
        resource('Goal/g'),
        resource('Goal/g', { version: '2', hash: 'h2' }),
        resource('Organization/a'),
      ]);
      await saveResources(database, tenant, 'Patient/q', [
        resource('Organization/a', { hash: 'q' }),
      ]);
      const held = await heldVersions(database, tenant, ['Goal/g', 'Organization/a', 'Goal/none']);
      expect(Object.fromEntries(held)).toEqual({
        'Goal/g': [
          { patient: 'Patient/p', version: '1', hash: 'h1' },
          { patient: 'Patient/p', version: '2', hash: 'h2' },
        ],
        'Organization/a': [
          { patient: 'Patient/p', version: '1', hash: 'h1' },
          { patient: 'Patient/q', version: '1', hash: 'q' },
        ],
      });
      expect(await heldVersions(database, tenant, [])).toEqual(new Map());
    });

    it('finds other people’s notes, and who serves them', async () => {
      const tenant = freshTenant();
      const days = [2, 10, 12];
      await saveResources(database, tenant, 'Patient/p', [
        ...days.map((day) => resource(`Observation/${day}`, { entries: [noteOn(day)] })),
        resource('Patient/p'),
      ]);
      await saveResources(database, tenant, 'Patient/q', [
        resource('Goal/q'),
        ...[2, 6, 7, 15].map((day) =>
          resource(`Observation/on-${day}`, { entries: [noteOn(day)] }),
        ),
        resource('Observation/second', { entries: [{ to: 'forms', record: null }, noteOn(16)] }),
        resource('Observation/silent', { entries: [noteOn(11, '')] }),
        resource('Patient/q'),
      ]);
      const found = async (near?: { since: number; days: number }) =>
        (await otherPeoplesNotes(database, tenant, 'Patient/p', near))
          .map(({ reference }) => reference.replace('Observation/', ''))
          .join(' ');
      expect(await found()).toBe('on-15 on-2 on-6 on-7 second Patient/q');
      expect(await found({ since: 0, days: 3 })).toBe('on-15 on-2 on-6 on-7 Patient/q');
      expect(await found({ since: 3, days: 3 })).toBe('on-15 on-7 Patient/q');
      expect(await found({ since: 3, days: 4 })).toBe('on-15 on-6 on-7 second Patient/q');
      expect(await found({ since: 13, days: 99 })).toBe('Patient/q');
    });

    it('gives back what it was given, to the letter', async () => {
      const tenant = freshTenant();
      const hard = {
        ' b': 1,
        a: 'Ẁrþ 😀 שלום \u0000 \ud800 \u2028 "\\',
        decimals: [0.1, 1e-7, 123_456_789.987_654_3, -0.5],
        nothing: [null, [], {}, ''],
        long: 'x'.repeat(2_000_000),
      };
      const row = resource('Observation/o', {
        version: '',
        updated: null,
        entries: [hard, []],
        kept: hard,
      });
      await saveResources(database, tenant, 'Patient/p', [row]);
      const [held] = await resourcesOf(database, tenant, 'Patient/p');
      expect(held).toEqual(row);
      expect(JSON.stringify(held)).toBe(JSON.stringify(row));
    });

    it('keeps the very text of numbers: 1.0 is not 1', async () => {
      const tenant = freshTenant();
      await saveResources(database, tenant, 'Patient/p', [resource('Observation/o')]);
      await database.query(`update attest.resources set kept = $2::json where tenant = $1::text`, [
        tenant,
        '{"value": 1.0}',
      ]);
      const [row] = await database.query<{ text: string }>(
        'select kept::text as text from attest.resources where tenant = $1::text',
        [tenant],
      );
      expect(row?.text).toBe('{"value": 1.0}');
    });

    it('takes ten thousand rows in one go', async () => {
      const tenant = freshTenant();
      const rows = Array.from({ length: 10_000 }, (_, n) => resource(`Observation/${n}`));
      await saveResources(database, tenant, 'Patient/p', rows);
      const since = await fromNowOn();
      await replaceResources(database, tenant, 'Patient/p', rows.slice(0, 9_999), since);
      expect(await resourcesOf(database, tenant, 'Patient/p')).toHaveLength(9_999);
    });
  });

  describe('people', () => {
    const unread = { readAt: null, failure: null, projection: null, unread: [] };

    it('remembers when each was last read, though a later reading failed', async () => {
      const tenant = freshTenant();
      await addPeople(database, tenant, ['Patient/q', 'Patient/p', 'Patient/q']);
      expect(await peopleOf(database, tenant)).toEqual([
        { patient: 'Patient/p', ...unread },
        { patient: 'Patient/q', ...unread },
      ]);
      const read = { patient: 'Patient/p', readAt: 5, projection: 'a', unread: ['Provenance'] };
      await savePersonRead(database, tenant, read);
      await savePersonFailure(database, tenant, 'Patient/p', 'It is closed to us.');
      await addPeople(database, tenant, ['Patient/p']);
      expect(await personOf(database, tenant, 'Patient/p')).toEqual({
        ...read,
        failure: 'It is closed to us.',
      });
      const again = { patient: 'Patient/p', readAt: 6, projection: 'b', unread: [] };
      await savePersonRead(database, tenant, again);
      expect(await personOf(database, tenant, 'Patient/p')).toEqual({ ...again, failure: null });
      expect(await personOf(database, tenant, 'Patient/q')).toEqual({
        patient: 'Patient/q',
        ...unread,
      });
      expect(await personOf(database, tenant, 'Patient/none')).toBeNull();
    });

    it('says who is known, and whether anybody could not be read', async () => {
      const tenant = freshTenant();
      await addPeople(database, tenant, []);
      await addPeople(database, tenant, ['Patient/p', 'Patient/q']);
      const asked = ['Patient/q', 'Patient/none', 'Patient/q'];
      expect(await knownPeople(database, tenant, asked)).toEqual(new Set(['Patient/q']));
      expect(await knownPeople(database, tenant, [])).toEqual(new Set());
      // Of somebody who is not known nothing is noted.
      await savePersonFailure(database, tenant, 'Patient/r', 'It is closed to us.');
      const read = { patient: 'Patient/r', readAt: 5, projection: 'b', unread: [] };
      expect(await savePersonRead(database, tenant, read)).toBe(false);
      expect(await personOf(database, tenant, 'Patient/r')).toBeNull();
    });

    it('says whether there is anybody of whom not everything was seen', async () => {
      const tenant = freshTenant();
      const read = { patient: 'Patient/p', readAt: 5, projection: 'b', unread: [] };
      const isAnyone = () => anyoneUnseen(database, tenant, 'b');
      expect(await isAnyone()).toBe(false);
      await addPeople(database, tenant, ['Patient/p', 'Patient/q']);
      await savePersonRead(database, tenant, read);
      expect(await isAnyone()).toBe(true);
      expect(await savePersonRead(database, tenant, { ...read, patient: 'Patient/q' })).toBe(true);
      expect(await isAnyone()).toBe(false);
      await savePersonFailure(database, tenant, 'Patient/p', 'It is closed to us.');
      expect(await isAnyone()).toBe(true);
      await savePersonRead(database, tenant, { ...read, projection: 'a' });
      expect(await isAnyone()).toBe(true);
      await savePersonRead(database, tenant, read);
      expect(await isAnyone()).toBe(false);
    });

    it('finds those who were read otherwise than now, not those who are to be read or cannot be', async () => {
      const tenant = freshTenant();
      const others = ['now', 'z', 'closed', 'unsaid'].map((id) => `Patient/${id}`);
      await addPeople(database, tenant, others);
      const readWith = (patient: string, projection: string | null) =>
        savePersonRead(database, tenant, { patient, readAt: 5, projection, unread: [] });
      await addPeople(database, tenant, ['Patient/never']);
      await readWith('Patient/now', 'b');
      await readWith('Patient/z', 'a');
      await readWith('Patient/unsaid', null);
      await readWith('Patient/closed', 'a');
      await savePersonFailure(database, tenant, 'Patient/closed', 'It is closed to us.');
      expect(await peopleReadOtherwise(database, tenant, 'b')).toEqual([
        'Patient/unsaid',
        'Patient/z',
      ]);
    });

    it('forgets a person whole, and nobody else', async () => {
      const tenant = freshTenant();
      for (const who of ['p', 'q']) {
        const patient = `Patient/${who}`;
        const goal = `Goal/${who}`;
        await addPeople(database, tenant, [patient]);
        await saveResources(database, tenant, patient, [resource(goal)]);
        await addGoals(database, tenant, patient, [goal]);
        await saveVerdict(database, tenant, { goal, asOf: 1, decision: 'd', line: {} });
        await savePlan(database, tenant, { goal, patient, asOf: 1, chunks: [] });
        await saveWritten(database, tenant, goal, [
          { reference: 'Observation/v', version: '1', hash: 'h', identifier: null, at: 1 },
        ]);
      }
      const heldOf = async (who: string) => [
        ...(await resourcesOf(database, tenant, `Patient/${who}`)),
        ...(await goalsOf(database, tenant, `Patient/${who}`)),
        ...(await verdictsOf(database, tenant, `Goal/${who}`)),
        ...[await planOf(database, tenant, `Goal/${who}`)].filter((plan) => plan !== null),
        ...(await writtenOf(database, tenant, `Goal/${who}`)),
      ];
      await removePerson(database, tenant, 'Patient/p');
      expect(await heldOf('p')).toEqual([]);
      expect(await heldOf('q')).toHaveLength(5);
      expect((await peopleOf(database, tenant)).map(({ patient }) => patient)).toEqual([
        'Patient/q',
      ]);
    });
  });

  describe('goals', () => {
    const fresh = {
      patient: 'Patient/p',
      state: 'new',
      because: null,
      nextLook: null,
      dirty: false,
      conflicts: 0,
      decidedAt: null,
    };

    it('changes what it is given, and keeps the rest of the row', async () => {
      const tenant = freshTenant();
      const goal = 'Goal/g';
      await addGoals(database, tenant, 'Patient/p', [goal]);
      const given = {
        state: 'withdrawn',
        because: 'it was entered in error',
        nextLook: 50,
        dirty: true,
        conflicts: 3,
        decidedAt: 40,
      } as const;
      await updateGoal(database, tenant, goal, given);
      await addGoals(database, tenant, 'Patient/p', ['Goal/z', goal, 'Goal/a', 'Goal/a']);
      await addGoals(database, tenant, 'Patient/p', []);
      await updateGoal(database, tenant, goal, { dirty: false });
      await updateGoal(database, tenant, goal, {});
      await updateGoal(database, tenant, 'Goal/none', { dirty: true });
      expect(await goalsOf(database, tenant, 'Patient/p')).toEqual([
        { goal: 'Goal/a', ...fresh },
        { goal, patient: 'Patient/p', ...given, dirty: false },
        { goal: 'Goal/z', ...fresh },
      ]);
      await updateGoal(database, tenant, goal, { nextLook: null, because: null, decidedAt: null });
      expect(await database.transaction((tx) => lockGoal(tx, tenant, goal))).toEqual({
        goal,
        ...fresh,
        state: 'withdrawn',
        conflicts: 3,
      });
      expect(await database.transaction((tx) => lockGoal(tx, tenant, 'Goal/none'))).toBeNull();
    });

    it('is of the person whom it was last read for', async () => {
      const tenant = freshTenant();
      await addGoals(database, tenant, 'Patient/p', ['Goal/g']);
      await updateGoal(database, tenant, 'Goal/g', { decidedAt: 40 });
      const others = (patient: string) =>
        database.transaction((tx) => lockGoalsOfOthers(tx, tenant, patient, ['Goal/g', 'Goal/n']));
      expect(await others('Patient/p')).toEqual([]);
      expect(await others('Patient/q')).toMatchObject([{ goal: 'Goal/g', patient: 'Patient/p' }]);
      await addGoals(database, tenant, 'Patient/q', ['Goal/g']);
      expect(await goalsOf(database, tenant, 'Patient/p')).toEqual([]);
      expect(await goalsOf(database, tenant, 'Patient/q')).toEqual([
        { goal: 'Goal/g', ...fresh, patient: 'Patient/q', decidedAt: 40 },
      ]);
    });

    it('lists what is due, the longest waiting first, to the very instant', async () => {
      const tenant = freshTenant();
      const looks = { 'Goal/a': 30, 'Goal/b': 10, 'Goal/c': 20, 'Goal/d': 31, 'Goal/e': null };
      for (const [goal, nextLook] of Object.entries(looks)) {
        await addGoals(database, tenant, 'Patient/p', [goal]);
        await updateGoal(database, tenant, goal, { nextLook });
      }
      expect(await goalsDue(database, tenant, 30, 10)).toEqual(['Goal/b', 'Goal/c', 'Goal/a']);
      expect(await goalsDue(database, tenant, 30, 2)).toEqual(['Goal/b', 'Goal/c']);
      expect(await goalsDue(database, tenant, 9, 10)).toEqual([]);
      // Decided by a clock that was more than an hour ahead.
      await updateGoal(database, tenant, 'Goal/e', { decidedAt: 3_600_009 });
      expect(await goalsDue(database, tenant, 9, 10)).toEqual([]);
      expect(await goalsDue(database, tenant, 8, 10)).toEqual(['Goal/e']);
    });

    it('lets one at a time have a goal', async () => {
      const tenant = freshTenant();
      await addGoals(database, tenant, 'Patient/p', ['Goal/g']);
      const addOne = () =>
        database.transaction(async (tx) => {
          const held = await lockGoal(tx, tenant, 'Goal/g');
          await updateGoal(tx, tenant, 'Goal/g', { decidedAt: (held?.decidedAt ?? 0) + 1 });
        });
      await Promise.all(Array.from({ length: 8 }, addOne));
      expect((await goalsOf(database, tenant, 'Patient/p'))[0]?.decidedAt).toBe(8);
    });
  });

  it('keeps the history of verdicts, and the same decision once', async () => {
    const tenant = freshTenant();
    const verdict = (asOf: number, decision: string) => ({
      goal: 'Goal/g',
      asOf,
      decision,
      line: { level: decision, z: 1, a: [1.5, null] },
    });
    const given = [
      verdict(1, 'partial'),
      verdict(2, 'partial'),
      verdict(3, 'achieved'),
      verdict(4, 'partial'),
    ];
    const added: boolean[] = [];
    for (const one of given) added.push(await saveVerdict(database, tenant, one));
    expect(added).toEqual([true, false, true, true]);
    expect(await verdictsOf(database, tenant, 'Goal/g')).toEqual([given[0], given[2], given[3]]);
  });

  it('holds one plan a goal until it is dropped', async () => {
    const tenant = freshTenant();
    const plan = { goal: 'Goal/g', patient: 'Patient/p', asOf: 1, chunks: [] };
    await savePlan(database, tenant, plan);
    await savePlan(database, tenant, { ...plan, asOf: 2, chunks: [[{ b: 1, a: '😀' }], []] });
    expect(await planOf(database, tenant, 'Goal/g')).toEqual({
      ...plan,
      asOf: 2,
      chunks: [[{ b: 1, a: '😀' }], []],
      begunBy: null,
      readFrom: null,
    });
    await dropPlan(database, tenant, 'Goal/g');
    expect(await planOf(database, tenant, 'Goal/g')).toBeNull();
  });

  it('holds a plan that was broken off until its person has been read since', async () => {
    const tenant = freshTenant();
    for (const who of ['p', 'q']) {
      await addGoals(database, tenant, `Patient/${who}`, [`Goal/${who}`]);
      const plan = { goal: `Goal/${who}`, patient: `Patient/${who}`, asOf: 1, chunks: [] };
      await savePlan(database, tenant, plan);
    }
    await dropBrokenOff(database, tenant, 'Patient/p', 10);
    expect(await planOf(database, tenant, 'Goal/p')).toMatchObject({ readFrom: null });
    await breakOffPlan(database, tenant, 'Goal/p', 10);
    await breakOffPlan(database, tenant, 'Goal/q', 10);
    await dropBrokenOff(database, tenant, 'Patient/p', 9);
    expect(await planOf(database, tenant, 'Goal/p')).toMatchObject({ readFrom: 10 });
    await dropBrokenOff(database, tenant, 'Patient/p', 10);
    expect(await planOf(database, tenant, 'Goal/p')).toBeNull();
    expect(await planOf(database, tenant, 'Goal/q')).toMatchObject({ readFrom: 10 });
  });

  it('knows what was written, each resource as it was last seen', async () => {
    const tenant = freshTenant();
    const one = { reference: 'Task/t', version: '1', hash: 'a', identifier: 'elm.g.1', at: 1 };
    const two = { reference: 'Flag/f', version: '', hash: 'b', identifier: null, at: 2 };
    await saveWritten(database, tenant, 'Goal/g', [one, two]);
    await saveWritten(database, tenant, 'Goal/g', [one, { ...one, version: '2', at: 3 }]);
    await saveWritten(database, tenant, 'Goal/g', []);
    expect(await writtenOf(database, tenant, 'Goal/g')).toEqual([
      two,
      { ...one, version: '2', at: 3 },
    ]);
  });

  it('holds a cursor a feed, and a profile a host', async () => {
    const tenant = freshTenant();
    expect(await cursorOf(database, tenant, 'Observation')).toBeNull();
    const instant = 1_795_425_929_123;
    await saveCursor(database, tenant, 'Observation', { newest: 5, seenAt: 6 });
    const cursor = { newest: instant, seenAt: instant - 1 };
    await saveCursor(database, tenant, 'Observation', cursor);
    await saveCursor(database, tenant, 'Goal', { newest: 7, seenAt: 8 });
    expect(await cursorOf(database, tenant, 'Observation')).toEqual(cursor);
    expect(await hostProfileOf(database, tenant)).toBeNull();
    const profile = { readAt: instant, statement: { fhirVersion: '4.0.1' }, results: null };
    await saveHostProfile(database, tenant, { ...profile, readAt: 1 });
    await saveHostProfile(database, tenant, profile);
    expect(await hostProfileOf(database, tenant)).toEqual(profile);
  });

  describe('token ids', () => {
    it('gives an id to one of ten who come at once', async () => {
      const token = { issuer: 'https://ehr.example', id: 'once', expires: 100, now: 50 };
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => useTokenId(database, token)),
      );
      expect(answers.filter(Boolean)).toHaveLength(1);
      expect(await useTokenId(database, { ...token, issuer: 'https://other.example' })).toBe(true);
    });

    it('forgets an id when its token has ended, not before', async () => {
      const issuer = 'https://clock.example';
      await useTokenId(database, { issuer, id: 'a', expires: 100, now: 50 });
      await useTokenId(database, { issuer, id: 'b', expires: 200, now: 100 });
      expect(await useTokenId(database, { issuer, id: 'a', expires: 100, now: 100 })).toBe(false);
      await useTokenId(database, { issuer, id: 'c', expires: 200, now: 101 });
      const left = await database.query<{ id: string }>(
        'select id from attest.token_ids where issuer = $1::text order by id',
        [issuer],
      );
      expect(left.map(({ id }) => id)).toEqual(['b', 'c']);
    });
  });
});

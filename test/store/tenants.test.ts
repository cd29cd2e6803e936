import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as absentPeople from '../../src/store/absentPeople.ts';
import * as cursors from '../../src/store/cursors.ts';
import type { Database, Queryable } from '../../src/store/database.ts';
import * as goals from '../../src/store/goals.ts';
import * as hostProfiles from '../../src/store/hostProfiles.ts';
import * as people from '../../src/store/people.ts';
import * as plans from '../../src/store/plans.ts';
import * as resources from '../../src/store/resources.ts';
import * as verdicts from '../../src/store/verdicts.ts';
import * as written from '../../src/store/written.ts';
import { KINDS, openStore } from '../support/stores.ts';

const patient = 'Patient/p';
const goal = 'Goal/g';

/** The same ids in every tenant; only the mark differs. */
const rowOf = (mark: number): resources.StoredResource => ({
  reference: goal,
  version: '1',
  updated: mark,
  hash: String(mark),
  entries: [{ record: { note: String(mark), timing: { day: mark } } }],
  kept: mark,
});

type Call = (on: Database, tenant: string, mark: number) => Promise<unknown>;

/** What adds or changes, in an order that leaves something in every table. */
const SAVES: Readonly<Record<string, Call>> = {
  addPeople: (on, tenant, mark) => people.addPeople(on, tenant, [patient, `Patient/${mark}`]),
  noteAbsent: (on, tenant, mark) => absentPeople.noteAbsent(on, tenant, [patient], mark),
  savePersonRead: (on, tenant, mark) =>
    people.savePersonRead(on, tenant, {
      patient,
      readAt: mark,
      projection: String(mark),
      unread: [String(mark)],
    }),
  savePersonFailure: (on, tenant, mark) =>
    people.savePersonFailure(on, tenant, patient, String(mark)),
  saveResources: (on, tenant, mark) => resources.saveResources(on, tenant, patient, [rowOf(mark)]),
  addGoals: (on, tenant) => goals.addGoals(on, tenant, patient, [goal]),
  updateGoal: (on, tenant, mark) =>
    goals.updateGoal(on, tenant, goal, { because: String(mark), nextLook: mark, conflicts: mark }),
  saveVerdict: (on, tenant, mark) =>
    verdicts.saveVerdict(on, tenant, { goal, asOf: mark, decision: String(mark), line: mark }),
  savePlan: (on, tenant, mark) =>
    plans.savePlan(on, tenant, { goal, patient, asOf: mark, chunks: mark }),
  beginPlan: (on, tenant, mark) => plans.beginPlan(on, tenant, goal, String(mark)),
  breakOffPlan: (on, tenant, mark) => plans.breakOffPlan(on, tenant, goal, mark),
  saveWritten: (on, tenant, mark) =>
    written.saveWritten(on, tenant, goal, [
      { reference: 'Flag/f', version: '1', hash: String(mark), identifier: null, at: mark },
    ]),
  saveCursor: (on, tenant, mark) =>
    cursors.saveCursor(on, tenant, 'feed', { newest: mark, seenAt: mark }),
  replaceCursors: (on, tenant, mark) =>
    cursors.replaceCursors(on, tenant, {
      like: 'survey ',
      feed: `survey ${mark}`,
      cursor: { newest: mark, seenAt: mark },
    }),
  saveHostProfile: (on, tenant, mark) =>
    hostProfiles.saveHostProfile(on, tenant, { readAt: mark, statement: mark, results: mark }),
};

const REMOVALS: Readonly<Record<string, Call>> = {
  replaceResources: (on, tenant) =>
    resources.replaceResources(on, tenant, patient, [], Number.MAX_SAFE_INTEGER),
  keepNewest: (on, tenant) => resources.keepNewest(on, tenant, patient, [goal]),
  removeElsewhere: (on, tenant) => resources.removeElsewhere(on, tenant, 'Patient/q', [goal]),
  dropBrokenOff: (on, tenant) => plans.dropBrokenOff(on, tenant, patient, Number.MAX_SAFE_INTEGER),
  dropPlan: (on, tenant) => plans.dropPlan(on, tenant, goal),
  removePerson: (on, tenant) => people.removePerson(on, tenant, patient),
};

const READS: Readonly<Record<string, (on: Queryable, tenant: string) => Promise<unknown>>> = {
  resourcesOf: (on, tenant) => resources.resourcesOf(on, tenant, patient),
  heldOfPerson: (on, tenant) => resources.heldOfPerson(on, tenant, patient),
  heldVersions: async (on, tenant) => [...(await resources.heldVersions(on, tenant, [goal]))],
  savedSince: (on, tenant) => resources.savedSince(on, tenant, patient, 0),
  otherPeoplesNotes: (on, tenant) => resources.otherPeoplesNotes(on, tenant, 'Patient/other'),
  peopleOf: people.peopleOf,
  personOf: (on, tenant) => people.personOf(on, tenant, patient),
  knownPeople: async (on, tenant) => [
    ...(await people.knownPeople(on, tenant, [patient, 'Patient/7', 'Patient/42'])),
  ],
  peopleReadOtherwise: (on, tenant) => people.peopleReadOtherwise(on, tenant, '7'),
  anyoneUnseen: (on, tenant) => people.anyoneUnseen(on, tenant, '7'),
  goalsOf: (on, tenant) => goals.goalsOf(on, tenant, patient),
  lockGoalsOfOthers: (on, tenant) => goals.lockGoalsOfOthers(on, tenant, 'Patient/q', [goal]),
  lockGoal: (on, tenant) => goals.lockGoal(on, tenant, goal),
  goalsDue: (on, tenant) => goals.goalsDue(on, tenant, 1_000, 10),
  verdictsOf: (on, tenant) => verdicts.verdictsOf(on, tenant, goal),
  planOf: (on, tenant) => plans.planOf(on, tenant, goal),
  writtenOf: (on, tenant) => written.writtenOf(on, tenant, goal),
  cursorOf: (on, tenant) => cursors.cursorOf(on, tenant, 'feed'),
  hostProfileOf: hostProfiles.hostProfileOf,
  hostProfileReadAt: hostProfiles.hostProfileReadAt,
};

/** What takes no tenant. */
const NO_TENANTS = new Set(['CLOCKS_DIFFER', 'storeClock', 'versionNumber']);

const fill: Call = async (on, tenant, mark) => {
  for (const save of Object.values(SAVES)) await save(on, tenant, mark);
  // Which host is settled in a transaction of its own.
  await on.query(
    `insert into attest.hosts (tenant, base_url) values ($1::text, $2::text)
     on conflict (tenant) do nothing`,
    [tenant, `https://record.example/${mark}`],
  );
};

describe.each(KINDS)('tenants on %s', (kind) => {
  let store: Awaited<ReturnType<typeof openStore>>;
  let database: Database;
  let tables: readonly string[];
  beforeAll(async () => {
    store = await openStore(kind);
    database = store.database;
    await fill(database, 'elm', 7);
    const found = await database.query<{ name: string }>(
      `select table_name as name from information_schema.columns
       where table_schema = 'attest' and column_name = 'tenant' order by 1`,
    );
    tables = found.map(({ name }) => name);
  });
  afterAll(() => store.close());

  /** Each row of the tenant, and what each function makes of them. */
  const seenBy = async (tenant: string) => {
    const seen: Record<string, unknown> = {};
    for (const table of tables) {
      seen[table] = await database.query(
        `select * from attest.${table} where tenant = $1::text order by ${table}::text`,
        [tenant],
      );
    }
    for (const [name, read] of Object.entries(READS)) seen[name] = await read(database, tenant);
    return seen;
  };

  it('are told apart by every function of every table', () => {
    const modules = [
      absentPeople,
      cursors,
      goals,
      hostProfiles,
      people,
      plans,
      resources,
      verdicts,
      written,
    ];
    const exported = modules.flatMap((one) => Object.keys(one)).filter((n) => !NO_TENANTS.has(n));
    const tried = [SAVES, REMOVALS, READS].flatMap((one) => Object.keys(one));
    expect(tried.sort()).toEqual(exported.sort());
  });

  it('have rows in every table here', async () => {
    const seen = await seenBy('elm');
    for (const table of tables) expect([table, seen[table]]).not.toEqual([table, []]);
    expect(tables).toHaveLength(9);
  });

  it.each(Object.entries({ ...SAVES, ...REMOVALS }))(
    '%s in one is not seen in another',
    async (_name, write) => {
      const before = await seenBy('elm');
      await fill(database, 'oak', 42);
      await write(database, 'oak', 99);
      expect(await seenBy('elm')).toEqual(before);
    },
  );

  it('find nothing where they have nothing, whatever others have', async () => {
    const nothing = await seenBy('ash');
    for (const found of Object.values(nothing)) {
      expect([[], null, false]).toContainEqual(found);
    }
  });
});

import type { QuirkName } from '../../../src/sandbox/host/quirks.ts';
import { type Body, idsOf, observation, startTrial, type Trial } from './trialRecord.ts';

const extension = [{ url: 'https://vendor.example/shift', valueString: 'night' }];

let trial: Trial;
const meet = (quirk: QuirkName): void => {
  beforeAll(async () => {
    trial = await startTrial({ quirk });
  });
  afterAll(() => trial.close());
};

const post = (body: object, headers = {}) => trial.ask('POST', '/Observation', body, headers);
const search = (path: string, headers = {}) => trial.ask('GET', path, undefined, headers);
const codeOf = (entry: Body['entry'][number]): string => entry.response.status;
const nextOf = ({ link }: Body): string => link.find((one) => one.relation === 'next')?.url ?? '';
const NO_CACHE = { 'cache-control': 'no-cache' };

describe('a record that is like HAPI FHIR', () => {
  meet('hapi-like');

  it('answers the same search as before, unless it is asked for no cache', async () => {
    const before = idsOf(await search('/Observation?patient=ann'));
    const { body } = await post(observation());
    expect(idsOf(await search('/Observation?patient=ann'))).toEqual(before);
    expect(idsOf(await search('/Observation?patient=ann', NO_CACHE))).toContain(body.id);
    expect(idsOf(await search('/Observation?patient=ann'))).toContain(body.id);
  });

  it('forgets what it found after a minute', async () => {
    const query = '/Observation?patient=ann&_sort=date';
    const before = idsOf(await search(query));
    await post(observation());
    // The clock of the trial moves one second with every look at it, and an answer needs several.
    for (let asked = 0; asked < 60; asked += 1) await search('/Patient?name=brook');
    expect(idsOf(await search(query)).length).toBe(before.length + 1);
  });

  it('pages by tokens of its own, and from the list that it first found', async () => {
    const query = '/Observation?patient=ann&_count=2&_sort=-date';
    const first = await search(query);
    const next = new URL(nextOf(first.body));
    expect([...next.searchParams.keys()]).toEqual([
      '_getpages',
      '_getpagesoffset',
      '_count',
      '_bundletype',
    ]);
    await post(observation({ effectiveDateTime: '2026-03-31' }), NO_CACHE);
    const second = await search(next.search);
    const whole = idsOf(await search('/Observation?patient=ann&_sort=-date', NO_CACHE));
    expect([...idsOf(first), ...idsOf(second)]).toEqual(whole.slice(1, 5));
    expect((await search('?_getpages=never-given')).status).toBe(410);
  });

  it('says 409 of an update to an old version', async () => {
    const own = observation({ id: 's1', note: [{ text: 'late' }] });
    const stale = await trial.ask('PUT', '/Observation/s1', own, { 'if-match': 'W/"0"' });
    expect(stale.status).toBe(409);
    const right = await trial.ask('PUT', '/Observation/s1', own, { 'if-match': 'W/"1"' });
    expect([right.status, right.body.meta.versionId]).toEqual([200, '2']);
  });

  it.each([
    ['a person who is not here', { subject: { reference: 'Patient/nobody' } }, 400],
    ['a version that is not here', { focus: [{ reference: 'Goal/library/_history/9' }] }, 400],
    ['another server', { subject: { reference: 'https://other.example/Patient/ann' } }, 400],
    ['a version that is here', { focus: [{ reference: 'Goal/library/_history/1' }] }, 201],
    ['a part of itself', { performer: [{ reference: '#me' }] }, 201],
    ['somebody by identifier', { performer: [{ identifier: { value: 'x' } }] }, 201],
  ])('looks at a reference to %s', async (_what, more, status) => {
    expect((await post(observation(more))).status).toBe(status);
  });

  it('looks at the references of a transaction when all of it is there', async () => {
    const entry = (id: string, target: string) => ({
      fullUrl: `urn:uuid:00000000-0000-4000-8000-00000000000${id}`,
      resource: observation({ hasMember: [{ reference: target }] }),
      request: { method: 'POST', url: 'Observation' },
    });
    const to = (id: string): string => `urn:uuid:00000000-0000-4000-8000-00000000000${id}`;
    const send = (entries: readonly object[]) =>
      trial.ask('POST', '', { resourceType: 'Bundle', type: 'transaction', entry: entries });
    const whole = await send([entry('1', to('2')), entry('2', 'Observation/s2')]);
    expect(whole.body.entry.map(codeOf)).toEqual(['201', '201']);
    const held = trial.host.resources().length;
    expect((await send([entry('1', 'Goal/library'), entry('2', 'Goal/none')])).status).toBe(400);
    expect(trial.host.resources().length).toBe(held);
  });

  it('keeps what something refers to', async () => {
    expect((await trial.ask('DELETE', '/Goal/library')).status).toBe(409);
    const { body } = await post(observation());
    expect((await trial.ask('DELETE', `/Observation/${body.id}`)).status).toBe(204);
  });

  it('counts its ids, and takes those of clients that are no numbers', async () => {
    const [one, two] = [await post(observation()), await post(observation())];
    expect(one.body.id).toMatch(/^\d+$/);
    expect(Number(two.body.id)).toBe(Number(one.body.id) + 1);
    const chosen = (id: string) => trial.ask('PUT', `/Observation/${id}`, observation({ id }));
    expect((await chosen('123')).status).toBe(400);
    expect((await chosen('a123')).status).toBe(201);
  });

  it('refuses an unknown parameter without being asked to be strict', async () => {
    expect((await search('/Observation?patient=ann&nonsense=1')).status).toBe(400);
  });
});

describe.each(['medplum-like', 'medplum-like-loose'] as const)('a record that is %s', (quirk) => {
  meet(quirk);

  it('tells no total unless asked, and gives pages of 20', async () => {
    const entry = Array.from({ length: 20 }, () => ({
      resource: observation(),
      request: { method: 'POST', url: 'Observation' },
    }));
    await trial.ask('POST', '', { resourceType: 'Bundle', type: 'batch', entry });
    const { body } = await search('/Observation?patient=ann');
    expect([body.entry.length, body.total]).toEqual([20, undefined]);
    expect(nextOf(body)).toContain('_offset=20');
    expect((await search('/Observation?patient=ann&_total=accurate')).body.total).toBe(24);
  });

  it('takes a day for the moment at which it begins', async () => {
    const on = async (date: string) => idsOf(await search(`/Observation?patient=ann&date=${date}`));
    expect(await on('2026-03-28')).toEqual([]);
    expect(await on('gt2026-03-28')).toContain('s1');
    expect(await on('ge2026-03-28T00:00:00Z')).toContain('s1');
  });

  it('gives ids that are UUIDs, and takes none', async () => {
    const { body } = await post(observation());
    expect(body.id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    const put = (id: string) => trial.ask('PUT', `/Observation/${id}`, observation({ id }));
    expect((await put('my-own')).status).toBe(400);
    expect((await put('2f1b4f0e-7a57-4a36-9d3c-1f6f4f1d9b11')).status).toBe(404);
    expect((await put(body.id)).status).toBe(200);
  });

  it('heeds an old version on update, and not on patch', async () => {
    const stale = { 'if-match': 'W/"0"' };
    const own = observation({ id: 's2' });
    expect((await trial.ask('PUT', '/Observation/s2', own, stale)).status).toBe(412);
    const patch = [{ op: 'replace', path: '/status', value: 'amended' }];
    expect((await trial.ask('PATCH', '/Observation/s2', patch, stale)).status).toBe(200);
  });

  it('wants a measure where a target has a detail', async () => {
    const goal = (target: object) => ({
      resourceType: 'Goal',
      lifecycleStatus: 'active',
      description: { text: 'x' },
      subject: { reference: 'Patient/ann' },
      target: [target],
    });
    const bare = { detailString: 'alone' };
    expect((await trial.ask('POST', '/Goal', goal(bare))).status).toBe(400);
    const whole = { ...bare, measure: { text: 'stage' } };
    expect((await trial.ask('POST', '/Goal', goal(whole))).status).toBe(201);
  });

  it('refuses an unknown parameter', async () => {
    expect((await search('/Observation?patient=ann&nonsense=1')).status).toBe(400);
  });

  const conditional = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      resource: observation(),
      request: {
        method: 'POST',
        url: 'Observation',
        ...(index === 0 ? { ifNoneExist: 'identifier=quite-new' } : {}),
      },
    }));
  const failing = [
    {
      resource: observation({ note: [{ text: 'half' }] }),
      request: { method: 'POST', url: 'Observation' },
    },
    {
      resource: observation({ id: 's3' }),
      request: { method: 'PUT', url: 'Observation/s3', ifMatch: 'W/"0"' },
    },
  ];
  const transaction = (entry: readonly object[]) =>
    trial.ask('POST', '', { resourceType: 'Bundle', type: 'transaction', entry });
  const halves = () =>
    trial.host.resources().filter((one) => JSON.stringify(one).includes('"half"')).length;

  if (quirk === 'medplum-like') {
    it('does a transaction whole or not at all', async () => {
      expect((await transaction(failing)).status).toBe(412);
      expect(halves()).toBe(0);
    });

    it('takes eight entries where one is conditional, and fifty updates', async () => {
      const many = await transaction(conditional(9));
      expect([many.status, many.body.issue[0]?.details.text]).toEqual([
        400,
        'Transaction requires strict isolation but has too many entries',
      ]);
      expect((await transaction(conditional(8))).status).toBe(200);
      const updates = (count: number) =>
        Array.from({ length: count }, (_, index) => ({
          resource: observation({ id: `s${(index % 4) + 1}` }),
          request: { method: 'PUT', url: `Observation/s${(index % 4) + 1}` },
        }));
      expect((await transaction(updates(51))).status).toBe(400);
    });
  } else {
    it('announces transactions, and answers 200 to half of one', async () => {
      const { status, body } = await transaction(failing);
      expect([status, body.type]).toEqual([200, 'transaction-response']);
      expect(body.entry.map(codeOf)).toEqual(['201', '412']);
      expect(halves()).toBe(1);
    });
  }
});

describe('a record that is like the other of the large hospitals', () => {
  meet('oracle-like');

  it.each([
    ['GET', '/Goal', undefined, 400],
    ['GET', '/Goal?patient=ann', undefined, 200],
    ['GET', '/Goal?_id=library', undefined, 200],
    ['GET', '/Goal/library', undefined, 200],
    ['PUT', '/Goal/library', { resourceType: 'Goal', id: 'library' }, 405],
    ['GET', '/Flag?patient=ann', undefined, 404],
    ['POST', '/Flag', { resourceType: 'Flag' }, 404],
    ['GET', '/Task?patient=ann', undefined, 404],
    ['POST', '/Observation', observation(), 201],
    ['PUT', '/Observation/s1', observation({ id: 's1' }), 200],
    ['PATCH', '/Observation/s1', [], 405],
    ['GET', '/Provenance?target=Goal/library', undefined, 200],
    ['POST', '', { resourceType: 'Bundle', type: 'transaction', entry: [] }, 405],
  ])('answers %s %s', async (method, path, body, status) => {
    expect((await trial.ask(method, path, body)).status).toBe(status);
  });

  it('finds goals and observations by no identifier, and goals by no time', async () => {
    const strictly = { prefer: 'handling=strict' };
    const asked = [
      '/Goal?patient=ann&identifier=G-1',
      '/Goal?patient=ann&_lastUpdated=gt2026',
      '/Observation?identifier=s1',
      '/Observation?_lastUpdated=gt2026',
    ];
    const answers = await Promise.all(asked.map((path) => search(path, strictly)));
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 200]);
  });
});

describe('a record whose index follows at a distance', () => {
  meet('eventual');

  it('reads at once what it finds only after five more requests', async () => {
    const { body } = await post(observation());
    expect((await search(`/Observation/${body.id}`)).status).toBe(200);
    const found: boolean[] = [];
    for (let asked = 0; asked < 5; asked += 1) {
      found.push(idsOf(await search('/Observation?patient=ann')).includes(body.id));
    }
    expect(found).toEqual([false, false, false, false, true]);
  });

  it('finds what was changed as it was, and what was deleted, until then', async () => {
    const later = observation({ id: 's1', subject: { reference: 'Patient/joanne' } });
    await trial.ask('PUT', '/Observation/s1', later);
    await trial.ask('DELETE', '/Observation/s2');
    expect(idsOf(await search('/Observation?patient=ann'))).toEqual(
      expect.arrayContaining(['s1', 's2']),
    );
    expect(idsOf(await search('/Observation?patient=joanne'))).toEqual([]);
    for (let asked = 0; asked < 4; asked += 1) await search('/Patient/ann');
    expect(idsOf(await search('/Observation?patient=joanne'))).toEqual(['s1']);
    expect(idsOf(await search('/Observation?patient=ann'))).not.toContain('s2');
  });

  it('follows at the distance that it is told', async () => {
    const other = await startTrial({ quirk: 'eventual', searchLag: 1 });
    const { body } = await other.ask('POST', '/Observation', observation());
    expect(idsOf(await other.ask('GET', '/Observation?patient=ann'))).not.toContain(body.id);
    expect(idsOf(await other.ask('GET', '/Observation?patient=ann'))).toContain(body.id);
    await other.close();
  });
});

describe.each(['drops-extensions', 'eventual'] as const)('a record that is %s', (quirk) => {
  meet(quirk);

  it('keeps no extension, wherever it stands', async () => {
    const note = [{ text: 'x', extension }];
    const { body } = await post(observation({ extension, note }));
    expect(body).toMatchObject({ note: [{ text: 'x' }] });
    expect(JSON.stringify(body)).not.toContain('vendor.example');
  });
});

describe('a record that ignores what it does not understand', () => {
  meet('lenient');

  it('answers with everything, however strict it was asked to be', async () => {
    const { status, body } = await search('/Observation?identifier=s1&nonsense=1', {
      prefer: 'handling=strict',
    });
    expect([status, body.total]).toEqual([200, 4]);
  });
});

import { identified, idsOf, observation, startTrial, type Trial } from './trialRecord.ts';

describe('writing to the sandbox', () => {
  let trial: Trial;
  beforeEach(async () => {
    trial = await startTrial();
  });
  afterEach(() => trial.close());

  it('names what is posted itself, by count, whatever id is sent', async () => {
    const first = await trial.ask('POST', '/Observation', observation({ id: 'mine' }));
    const second = await trial.ask('POST', '/Observation', observation());
    expect(first.status).toBe(201);
    expect(first.headers.get('location')).toBe(`${trial.url}/Observation/w1/_history/1`);
    expect(first.headers.get('etag')).toBe('W/"1"');
    expect([first.body.id, second.body.id]).toEqual(['w1', 'w2']);
    expect((await trial.ask('GET', '/Observation/mine')).status).toBe(404);
  });

  it('gives the time of the clock it was given, and not that of the body', async () => {
    const meta = { versionId: '99', lastUpdated: '1999-01-01T00:00:00Z', tag: [{ code: 'kept' }] };
    const { body, headers } = await trial.ask('POST', '/Observation', observation({ meta }));
    expect(body.meta).toEqual({
      versionId: '1',
      lastUpdated: '2026-04-01T09:00:01.000Z',
      tag: [{ code: 'kept' }],
    });
    expect(headers.get('last-modified')).toBe('Wed, 01 Apr 2026 09:00:01 GMT');
  });

  it('refuses an invalid resource with every fault and its place', async () => {
    const { status, body } = await trial.ask('POST', '/Observation', {
      resourceType: 'Observation',
      code: { text: 'x' },
      nonsense: true,
    });
    expect(status).toBe(400);
    expect(body.resourceType).toBe('OperationOutcome');
    expect(body.issue.flatMap(({ expression }) => expression)).toEqual([
      'Observation.status',
      'Observation.nonsense',
    ]);
  });

  it('holds R4 invariants: a target detail needs its measure (gol-1)', async () => {
    const { status, text } = await trial.ask('POST', '/Goal', {
      resourceType: 'Goal',
      lifecycleStatus: 'active',
      description: { text: 'x' },
      subject: { reference: 'Patient/ann' },
      target: [{ detailString: 'far' }],
    });
    expect(status).toBe(400);
    expect(text).toContain('gol-1');
  });

  it.each([
    ['broken JSON', 'POST', '/Observation', '{"resourceType":', 400],
    ['another type', 'POST', '/Observation', { resourceType: 'Flag' }, 400],
    ['a type that does not exist', 'POST', '/Nonsense', { resourceType: 'Nonsense' }, 404],
    ['no body', 'POST', '/Observation', undefined, 400],
    ['another id', 'PUT', '/Task/t1', { resourceType: 'Task', id: 't2' }, 400],
    ['a bad id', 'PUT', '/Task/a_b', { resourceType: 'Task', id: 'a_b' }, 404],
  ])('answers %s with an OperationOutcome', async (_what, method, path, body, status) => {
    const answer = await trial.ask(method, path, body);
    expect(answer.status).toBe(status);
    expect(answer.body.resourceType).toBe('OperationOutcome');
  });

  it('refuses XML, and more than 16 MB', async () => {
    const xml = await trial.ask('POST', '/Observation', '<Observation/>', {
      'content-type': 'application/fhir+xml',
    });
    const large = await trial.ask('POST', '/Observation', `"${'x'.repeat(17 * 1024 * 1024)}"`);
    expect([xml.status, large.status]).toEqual([415, 413]);
    expect(large.body.resourceType).toBe('OperationOutcome');
  });

  it('makes a version for a change and none for the same content', async () => {
    const { body: task } = await trial.ask('GET', '/Task/t1');
    const same = await trial.ask('PUT', '/Task/t1', { ...task, meta: undefined });
    const changed = await trial.ask('PUT', '/Task/t1', { ...task, status: 'completed' });
    expect([same.status, same.body.meta.versionId]).toEqual([200, '1']);
    expect([changed.status, changed.body.meta.versionId]).toEqual([200, '2']);
  });

  it('creates by PUT with 201, and goes on counting after a deletion', async () => {
    const put = () => trial.ask('PUT', '/Task/new', { ...task, id: 'new' });
    const task = { resourceType: 'Task', status: 'requested', intent: 'order' };
    expect((await put()).status).toBe(201);
    expect((await trial.ask('DELETE', '/Task/new')).status).toBe(204);
    expect((await trial.ask('GET', '/Task/new')).status).toBe(410);
    expect((await trial.ask('DELETE', '/Task/new')).status).toBe(204);
    const again = await put();
    expect([again.status, again.body.meta.versionId]).toEqual([201, '3']);
    const { body } = await trial.ask('GET', '/Task/new/_history');
    const methods = body.entry.map(({ request }) => request.method);
    expect(methods).toEqual(['POST', 'DELETE', 'POST']);
  });

  it('takes a write only at the version that If-Match names', async () => {
    const task = { resourceType: 'Task', id: 't1', status: 'completed', intent: 'order' };
    const put = (etag: string) => trial.ask('PUT', '/Task/t1', task, { 'if-match': etag });
    expect((await put('W/"7"')).status).toBe(412);
    expect((await put('nonsense')).status).toBe(400);
    expect((await put('W/"1"')).status).toBe(200);
    expect((await put('W/"1"')).status).toBe(412);
    const patch = [{ op: 'replace', path: '/status', value: 'failed' }];
    const stale = await trial.ask('PATCH', '/Task/t1', patch, { 'if-match': 'W/"1"' });
    expect(stale.status).toBe(412);
    const unquoted = await trial.ask('DELETE', '/Task/t1', undefined, { 'if-match': '1' });
    expect(unquoted.status).toBe(400);
    const gone = await trial.ask('DELETE', '/Task/t1', undefined, { 'if-match': 'W/"2"' });
    expect(gone.status).toBe(204);
  });

  it('lets one of ten win a race for a version', async () => {
    const race = Array.from({ length: 10 }, (_, n) =>
      trial.ask(
        'PUT',
        '/Task/t1',
        { resourceType: 'Task', id: 't1', status: 'draft', intent: 'order', description: `${n}` },
        { 'if-match': 'W/"1"' },
      ),
    );
    const statuses = (await Promise.all(race)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([200, ...Array<number>(9).fill(412)]);
  });

  it('creates once for ten who ask at the same time', async () => {
    const race = Array.from({ length: 10 }, () =>
      trial.ask('POST', '/Observation', observation(identified('only')), {
        'if-none-exist': 'identifier=https://attest.example/id|only',
      }),
    );
    const answers = await Promise.all(race);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([
      ...Array<number>(9).fill(200),
      201,
    ]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(idsOf(await trial.ask('GET', '/Observation?identifier=only'))).toHaveLength(1);
  });

  it.each([
    ['several match', 'subject=Patient/ann', 412],
    ['a parameter is unknown', 'nonsense=1', 400],
    ['nothing is asked', '_count=1', 400],
  ])('refuses a conditional create when %s', async (_why, criteria, status) => {
    const answer = await trial.ask('POST', '/Observation', observation(), {
      'if-none-exist': criteria,
    });
    expect(answer.status).toBe(status);
  });

  it('updates by identifier: created, then updated, then refused as several', async () => {
    const path = '/Task?identifier=https://attest.example/id|k';
    const task = (status: string) => ({
      resourceType: 'Task',
      status,
      intent: 'order',
      ...identified('k'),
    });
    const created = await trial.ask('PUT', path, task('requested'));
    const updated = await trial.ask('PUT', path, task('completed'));
    expect([created.status, updated.status]).toEqual([201, 200]);
    expect(updated.body.id).toBe(created.body.id);
    expect(updated.body.meta.versionId).toBe('2');
    await trial.ask('POST', '/Task', task('requested'));
    expect((await trial.ask('PUT', path, task('failed'))).status).toBe(412);
  });

  it('patches with JSON Patch and keeps the resource when a test fails', async () => {
    const patch = (was: string) => [
      { op: 'test', path: '/status', value: was },
      { op: 'replace', path: '/status', value: 'completed' },
    ];
    const headers = { 'content-type': 'application/json-patch+json' };
    expect((await trial.ask('PATCH', '/Task/t1', patch('draft'), headers)).status).toBe(400);
    const done = await trial.ask('PATCH', '/Task/t1', patch('requested'), headers);
    expect([done.status, done.body.status, done.body.meta.versionId]).toEqual([
      200,
      'completed',
      '2',
    ]);
  });

  it('sends back as much as is preferred', async () => {
    const post = (prefer: string) => trial.ask('POST', '/Observation', observation(), { prefer });
    const minimal = await post('return=minimal');
    expect([minimal.status, minimal.text]).toEqual([201, '']);
    expect(minimal.headers.get('location')).toBe(`${trial.url}/Observation/w1/_history/1`);
    expect((await post('return=OperationOutcome')).body.resourceType).toBe('OperationOutcome');
    expect((await post('return=representation')).body.resourceType).toBe('Observation');
  });
});

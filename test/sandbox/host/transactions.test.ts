import { type Body, identified, observation, startTrial, type Trial } from './trialRecord.ts';

const URN = 'urn:uuid:6b1f6d0a-8c5e-4d7e-9b11-2f0a4c3d5e6f';

const bundle = (type: 'batch' | 'transaction', ...entry: object[]): object => ({
  resourceType: 'Bundle',
  type,
  entry,
});

const post = (resource: object, more: object = {}): object => ({
  resource,
  request: { method: 'POST', url: (resource as { resourceType: string }).resourceType, ...more },
});

const provenanceOf = (reference: string): object => ({
  resourceType: 'Provenance',
  target: [{ reference }],
  recorded: '2026-04-01T09:00:00Z',
  agent: [{ who: { reference: 'Device/attest' } }],
});

describe('bundles', () => {
  let trial: Trial;
  beforeEach(async () => {
    trial = await startTrial();
  });
  afterEach(() => trial.close());

  const statusesOf = (body: Body): string[] => body.entry.map(({ response }) => response.status);

  it('points references at what the same transaction creates', async () => {
    const { status, body } = await trial.ask(
      'POST',
      '',
      bundle(
        'transaction',
        { fullUrl: URN, ...post(observation(identified('v1'))) },
        post(provenanceOf(URN)),
      ),
    );
    expect([status, body.type]).toEqual([200, 'transaction-response']);
    expect(statusesOf(body)).toEqual(['201', '201']);
    const [verdict, provenance] = body.entry;
    expect(verdict?.response).toMatchObject({
      location: `Observation/${verdict?.resource.id}/_history/1`,
      etag: 'W/"1"',
      lastModified: verdict?.resource.meta.lastUpdated,
    });
    expect(provenance?.resource.target).toEqual([
      { reference: `Observation/${verdict?.resource.id}` },
    ]);
  });

  it('points references at what is already there when it is sent again', async () => {
    const ifNoneExist = 'identifier=https://attest.example/id|v1';
    const send = () =>
      trial.ask(
        'POST',
        '',
        bundle(
          'transaction',
          { fullUrl: URN, ...post(observation(identified('v1')), { ifNoneExist }) },
          post(provenanceOf(URN)),
        ),
      );
    const first = await send();
    const again = await send();
    expect(statusesOf(again.body)).toEqual(['200', '201']);
    expect(again.body.entry[1]?.resource.target[0]?.reference).toBe(
      `Observation/${first.body.entry[0]?.resource.id ?? ''}`,
    );
  });

  it('undoes everything when the last entry fails', async () => {
    const before = JSON.stringify(trial.host.versions());
    const { status, body } = await trial.ask(
      'POST',
      '',
      bundle(
        'transaction',
        post(observation(identified('lost'))),
        {
          resource: { resourceType: 'Task', id: 't1', status: 'completed', intent: 'order' },
          request: { method: 'PUT', url: 'Task/t1' },
        },
        { request: { method: 'DELETE', url: 'Goal/library' } },
        {
          resource: { resourceType: 'Task', id: 't2', status: 'completed', intent: 'order' },
          request: { method: 'PUT', url: 'Task/t2', ifMatch: 'W/"5"' },
        },
      ),
    );
    expect([status, body.resourceType]).toEqual([412, 'OperationOutcome']);
    expect(JSON.stringify(trial.host.versions())).toBe(before);
    expect((await trial.ask('GET', '/Goal/library')).status).toBe(200);
    const found = await trial.ask('GET', '/Observation?identifier=lost');
    expect(found.body.total).toBe(0);
    const history = await trial.ask('GET', '/Task/t1/_history');
    expect(history.body.total).toBe(1);
  });

  it('does what it can of a batch and says so for each entry', async () => {
    const { status, body } = await trial.ask(
      'POST',
      '/',
      bundle(
        'batch',
        post(observation()),
        post({ resourceType: 'Flag' }),
        { request: { method: 'GET', url: 'Goal?patient=Patient/ann' } },
        { request: { method: 'GET', url: 'Goal/none' } },
        { request: { method: 'DELETE', url: 'Task/t1' } },
      ),
    );
    expect([status, body.type]).toEqual([200, 'batch-response']);
    expect(statusesOf(body)).toEqual(['201', '400', '200', '404', '204']);
    expect(body.entry[2]?.resource).toMatchObject({ type: 'searchset', total: 1 });
  });

  it.each([
    ['a searchset', { resourceType: 'Bundle', type: 'searchset' }],
    ['no entries', { resourceType: 'Bundle', type: 'transaction' }],
    ['no bundle', { resourceType: 'Patient' }],
  ])('refuses %s', async (_what, body) => {
    expect((await trial.ask('POST', '', body)).status).toBe(400);
  });
});

import { idsOf, startTrial, type Trial } from './trialRecord.ts';

describe('reading from the sandbox', () => {
  let trial: Trial;
  beforeAll(async () => {
    trial = await startTrial();
  });
  afterAll(() => trial.close());

  it.each([
    ['patient=Patient/ann', ['s1', 's2', 's3', 's4']],
    ['patient=ann', ['s1', 's2', 's3', 's4']],
    ['subject=ann', ['s1', 's2', 's3', 's4']],
    ['subject:Patient=ann', ['s1', 's2', 's3', 's4']],
    ['patient=Patient/an', []],
    ['patient=joanne', []],
    ['patient=joanne,ann&code=spot', ['s4']],
    ['code=https://record.example/kind|spot', ['s4']],
    ['code=https://other.example|spot', []],
    ['code=|spot', []],
    ['code:not=spot', ['s1', 's2', 's3']],
    ['identifier=https://record.example/note|s2', ['s2']],
    ['identifier=s2,s3', ['s2', 's3']],
    ['identifier=S2', []],
    ['identifier=https://record.example/note|', ['s1', 's2', 's3', 's4']],
    ['_id=s1,s4,zz', ['s1', 's4']],
    ['date=2026-03-29', ['s2', 's3', 's4']],
    ['date=2026-03', ['s1', 's2', 's3', 's4']],
    ['date=ge2026-03-29T09:00:00Z', ['s3', 's4']],
    ['date=gt2026-03-29T09:00:00Z', ['s4']],
    ['date=lt2026-03-29T00:30:00Z', ['s1']],
    ['date=le2026-03-29T00:30:00Z', ['s1', 's2']],
    ['date=ge2026-03-29&date=lt2026-03-29T23:00:00Z', ['s2', 's3']],
    ['date=2026-03-29T23:10:00Z', ['s4']],
    ['_lastUpdated=gt2026-03-29T00:30:00.000Z', ['s3', 's4']],
    ['_lastUpdated=ge2026-03-28T10:00:00.000Z&_lastUpdated=lt2026-03-28T10:00:00.001Z', ['s1']],
    ['focus=Goal/library', ['s1', 's2', 's3', 's4']],
    ['performer:missing=true&_id=s1', ['s1']],
    ['performer:missing=false', []],
  ])('finds Observation?%s', async (query, ids) => {
    const answer = await trial.ask('GET', `/Observation?${query}`, undefined, {
      prefer: 'handling=strict',
    });
    expect(answer.status).toBe(200);
    expect(idsOf(answer)).toEqual(ids);
    expect(answer.body.total).toBe(ids.length);
  });

  it.each([
    ['name=ann', ['ann']],
    ['name=zoe', ['ann']],
    ['family:exact=brook', []],
    ['given:contains=ann', ['ann', 'joanne']],
    ['birthdate=1990', ['ann']],
  ])('finds Patient?%s', async (query, ids) => {
    expect(idsOf(await trial.ask('GET', `/Patient?${query}`))).toEqual(ids);
  });

  it.each([
    ['_sort=-date', ['s4', 's3', 's2', 's1']],
    ['_sort=code,-date', ['s3', 's2', 's1', 's4']],
    ['_sort=-code,date', ['s4', 's1', 's2', 's3']],
    ['_sort=_lastUpdated', ['s1', 's2', 's3', 's4']],
  ])('sorts by %s, the first key first', async (query, ids) => {
    expect(idsOf(await trial.ask('GET', `/Observation?${query}`))).toEqual(ids);
  });

  it('finds the same by POST', async () => {
    const answer = await trial.ask('POST', '/Observation/_search', 'patient=ann&code=spot', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(idsOf(answer)).toEqual(['s4']);
  });

  it('counts without sending anything', async () => {
    const { body } = await trial.ask('GET', '/Observation?_summary=count');
    expect(body).toMatchObject({ type: 'searchset', total: 4 });
    expect(body.entry).toBeUndefined();
  });

  it('brings along what is referred to', async () => {
    const { body } = await trial.ask('GET', '/Goal?_include=Goal:patient&_id=library');
    expect(body.total).toBe(1);
    expect(body.entry[1]).toMatchObject({
      fullUrl: `${trial.url}/Patient/ann`,
      search: { mode: 'include' },
    });
  });

  it('leads from page to page until everything was there once', async () => {
    const seen: string[] = [];
    let next: string | undefined = '/Observation?_sort=date&_count=3';
    while (next !== undefined) {
      const answer = await trial.ask('GET', next);
      seen.push(...idsOf(answer));
      const link = answer.body.link.find(({ relation }) => relation === 'next');
      next = link?.url.slice(trial.url.length);
    }
    expect(seen).toEqual(['s1', 's2', 's3', 's4']);
  });

  it('gives absolute fullUrls and a self link of what was really used', async () => {
    const { body } = await trial.ask('GET', '/Observation?_id=s1&nonsense=1&_sort=made-up');
    expect(body.entry[0]?.fullUrl).toBe(`${trial.url}/Observation/s1`);
    expect(body.link).toEqual([{ relation: 'self', url: `${trial.url}/Observation?_id=s1` }]);
    expect(body.entry[1]?.search.mode).toBe('outcome');
    expect(body.entry[1]?.resource.issue[0]).toMatchObject({ severity: 'warning' });
    expect(body.entry[1]?.resource.issue[0]?.details.text).toContain('nonsense, _sort=made-up');
  });

  it.each([
    ['an unknown parameter', '/Goal?nonsense=1', 'handling=strict'],
    ['a parameter of another type', '/Goal?code=1', 'handling=strict'],
    ['an unknown sort key', '/Goal?_sort=nonsense', 'handling=strict'],
    ['a chain', '/Goal?patient.name=ann', 'handling=strict'],
    ['an unknown modifier, strict or not', '/Goal?category:above=x', 'handling=lenient'],
    ['a date that is none', '/Goal?start-date=tomorrow', 'handling=lenient'],
    ['a count that is none', '/Goal?_count=many', 'handling=lenient'],
  ])('refuses %s', async (_what, path, prefer) => {
    const { status, body } = await trial.ask('GET', path, undefined, { prefer });
    expect([status, body.resourceType]).toEqual([400, 'OperationOutcome']);
  });

  it('never sends more than a thousand, and fifty when not told', async () => {
    const many = Array.from({ length: 1005 }, (_, n) => ({
      resourceType: 'Basic' as const,
      id: `b${n}`,
      code: {},
    }));
    const large = await startTrial({ resources: many });
    const usual = await large.ask('GET', '/Basic');
    const most = await large.ask('GET', '/Basic?_count=5000');
    await large.close();
    expect([usual.body.entry.length, usual.body.total]).toEqual([50, 1005]);
    expect(most.body.entry).toHaveLength(1000);
    expect(most.body.link).toHaveLength(2);
  });

  it('keeps seeded versions as history, newest first, each time it is asked', async () => {
    for (let time = 0; time < 2; time += 1) {
      const { body } = await trial.ask('GET', '/Goal/library/_history');
      const resources = body.entry.map(({ resource }) => resource);
      expect(resources.map(({ meta }) => meta)).toEqual([
        { versionId: '3', lastUpdated: '2026-03-30T16:40:00.000Z' },
        { versionId: '2', lastUpdated: '2026-02-20T12:00:00.000Z' },
        { versionId: '1', lastUpdated: '2026-01-12T09:00:00.000Z' },
      ]);
    }
    const first = await trial.ask('GET', '/Goal/library/_history/1');
    expect(first.body.achievementStatus.coding[0]?.code).toBe('in-progress');
    expect((await trial.ask('GET', '/Goal/library/_history/9')).status).toBe(404);
  });

  it('sends nothing to a client that already holds the version', async () => {
    const current = await trial.ask('GET', '/Goal/library');
    const etag = current.headers.get('etag') ?? '';
    const held = await trial.ask('GET', '/Goal/library', undefined, { 'if-none-match': etag });
    const old = await trial.ask('GET', '/Goal/library', undefined, { 'if-none-match': 'W/"2"' });
    expect([etag, held.status, held.text, old.status]).toEqual(['W/"3"', 304, '', 200]);
  });

  it.each([
    ['GET', '/Nonsense', 404],
    ['GET', '/Goal/unknown', 404],
    ['GET', '/Goal/$everything', 404],
    ['GET', '/Goal/library/nonsense', 404],
    ['GET', '/.well-known/smart-configuration', 404],
    ['GET', '/SubscriptionStatus', 404],
    ['DELETE', '', 405],
    ['POST', '/Goal/library', 405],
    ['GET', '/Goal/library?_format=xml', 406],
    ['GET', '/Goal/%E0%A4%A', 404],
  ])('answers %s %s with %i and an OperationOutcome', async (method, path, status) => {
    const answer = await trial.ask(method, path);
    expect(answer.status).toBe(status);
    expect(answer.body.resourceType).toBe('OperationOutcome');
  });

  it('refuses a client that takes only XML, and serves one that takes anything', async () => {
    const get = (accept: string) => trial.ask('GET', '/Goal/library', undefined, { accept });
    expect((await get('application/fhir+xml')).status).toBe(406);
    expect((await get('text/html,*/*;q=0.8')).status).toBe(200);
  });

  it('answers HEAD like GET without a body, and OPTIONS with what is allowed', async () => {
    const head = await trial.ask('HEAD', '/Goal/library');
    expect([head.status, head.headers.get('etag'), head.text]).toEqual([200, 'W/"3"', '']);
    const options = await trial.ask('OPTIONS', '/Goal/library');
    expect([options.status, options.headers.get('allow')]).toEqual([
      204,
      'GET, PUT, PATCH, DELETE, HEAD, OPTIONS',
    ]);
  });
});

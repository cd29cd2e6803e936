import type { CapabilityStatement } from 'fhir/r4.js';

import { QUIRK_NAMES } from '../../../src/sandbox/host/quirks.ts';
import { observation, startTrial, type Trial } from './trialRecord.ts';

const goal = {
  resourceType: 'Goal',
  lifecycleStatus: 'active',
  description: { text: 'x' },
  subject: { reference: 'Patient/ann' },
};
const flag = {
  resourceType: 'Flag',
  status: 'active',
  code: { text: 'x' },
  subject: { reference: 'Patient/ann' },
};
const provenance = {
  resourceType: 'Provenance',
  target: [{ reference: 'Goal/library' }],
  recorded: '2026-04-01T09:00:00Z',
  agent: [{ who: { reference: 'Device/attest' } }],
};
const task = { resourceType: 'Task', status: 'completed', intent: 'order' };
const transaction = {
  resourceType: 'Bundle',
  type: 'transaction',
  entry: [{ resource: flag, request: { method: 'POST', url: 'Flag' } }],
};
const STRICT = { prefer: 'handling=strict' };

describe('a record that is like those of large hospitals', () => {
  let trial: Trial;
  beforeAll(async () => {
    trial = await startTrial({ quirk: 'epic-like' });
  });
  afterAll(() => trial.close());

  it.each([
    ['create a goal', 'POST', '/Goal', goal, {}, 405],
    ['change a goal', 'PUT', '/Goal/library', { ...goal, id: 'library' }, {}, 405],
    ['delete a goal', 'DELETE', '/Goal/library', undefined, {}, 405],
    ['raise a flag', 'POST', '/Flag', flag, {}, 405],
    ['raise a task', 'POST', '/Task', task, {}, 405],
    ['work on a task', 'PUT', '/Task/t1', { ...task, id: 't1' }, {}, 200],
    ['choose an id', 'PUT', '/Task/own', { ...task, id: 'own' }, {}, 405],
    ['write an observation', 'POST', '/Observation', observation(), {}, 201],
    ['write a provenance', 'POST', '/Provenance', provenance, {}, 405],
    ['search provenances', 'GET', '/Provenance?target=Goal/library', undefined, {}, 405],
    ['send a transaction', 'POST', '', transaction, {}, 405],
    ['send a batch', 'POST', '', { ...transaction, type: 'batch' }, {}, 405],
    ['patch a task', 'PATCH', '/Task/t1', [{ op: 'remove', path: '/for' }], {}, 405],
    [
      'create by condition',
      'POST',
      '/Observation',
      observation(),
      { 'if-none-exist': 'identifier=s1' },
      400,
    ],
    ['update by condition', 'PUT', '/Observation?identifier=s1', observation(), {}, 400],
    ['read the history of a goal', 'GET', '/Goal/library/_history', undefined, {}, 405],
    ['read an old goal', 'GET', '/Goal/library/_history/1', undefined, {}, 200],
    ['read history of an observation', 'GET', '/Observation/s1/_history', undefined, {}, 200],
    ['search goals of a person', 'GET', '/Goal?patient=ann', undefined, STRICT, 200],
    ['search goals by identifier', 'GET', '/Goal?identifier=G-1', undefined, STRICT, 400],
    ['search by time', 'GET', '/Goal?_lastUpdated=gt2026-01-01', undefined, STRICT, 400],
    ['sort by time', 'GET', '/Observation?_sort=_lastUpdated', undefined, STRICT, 400],
    ['include', 'GET', '/Goal?_include=Goal:patient', undefined, STRICT, 400],
    ['search by identifier', 'GET', '/Observation?identifier=s1', undefined, STRICT, 200],
  ])('when asked to %s', async (_what, method, path, body, headers, status) => {
    const answer = await trial.ask(method, path, body, headers);
    expect(answer.status).toBe(status);
    if (status >= 400) expect(answer.body.issue[0]?.severity).toBe('error');
  });

  it('ignores what it does not search by unless told to be strict', async () => {
    const { body } = await trial.ask('GET', '/Goal?identifier=none');
    expect(body.total).toBe(1);
    expect(body.link[0]?.url).toBe(`${trial.url}/Goal`);
  });
});

describe.each(QUIRK_NAMES)('what a record that is %s says of itself', (quirk) => {
  let trial: Trial;
  let statement: CapabilityStatement;
  beforeAll(async () => {
    trial = await startTrial({ quirk });
    statement = JSON.parse((await trial.ask('GET', '/metadata')).text) as CapabilityStatement;
  });
  afterAll(() => trial.close());

  const found = (type: string) => statement.rest?.[0]?.resource?.find((one) => one.type === type);
  const saidOf = (type: string) => {
    const said = found(type);
    if (!said) throw new Error(`${type} is not in the CapabilityStatement`);
    return said;
  };

  it('is a CapabilityStatement for R4, and valid', async () => {
    expect(statement).toMatchObject({ fhirVersion: '4.0.1', kind: 'instance' });
    expect(statement.implementation?.url).toBe(trial.url);
    const open = await startTrial();
    const kept = await open.ask('POST', '/CapabilityStatement', statement);
    await open.close();
    expect(kept.body.issue).toBeUndefined();
    expect(kept.status).toBe(201);
  });

  const acts = {
    create: ['POST', '', {}],
    update: ['PUT', '/x', {}],
    patch: ['PATCH', '/x', []],
    delete: ['DELETE', '/x', undefined],
    read: ['GET', '/x', undefined],
    vread: ['GET', '/x/_history/1', undefined],
    'history-instance': ['GET', '/x/_history', undefined],
    'search-type': ['GET', '', undefined],
  } as const;
  const types = ['Goal', 'Flag', 'Task', 'Provenance', 'Observation', 'Subscription'];
  const pairs = types.flatMap((type) =>
    Object.keys(acts).map((act) => [type, act as keyof typeof acts] as const),
  );

  it.each(pairs)('says of %s %s what it does', async (type, act) => {
    const [method, tail, body] = acts[act];
    const { status } = await trial.ask(method, `/${type}${tail}`, body);
    const isSaid = (found(type)?.interaction ?? []).some(({ code }) => code === act);
    expect(status !== 405 && found(type) !== undefined).toBe(isSaid);
    if (found(type) === undefined) expect(status).toBe(404);
  });

  it.each(['Goal', 'Observation', 'DocumentReference', 'CarePlan'])(
    'answers every search parameter that it lists for %s, and no other',
    async (type) => {
      const names = (saidOf(type).searchParam ?? []).map(({ name }) => name);
      expect(names).toContain('patient');
      for (const name of [...names, 'no-such-parameter', '_lastUpdated', 'identifier']) {
        // A goal is searched for with its person, in case the record wants that.
        const query = `${name}=2026${type === 'Goal' ? '&patient=ann' : ''}`;
        const { status } = await trial.ask('GET', `/${type}?${query}`, undefined, STRICT);
        const isTaken = names.includes(name) || quirk === 'lenient';
        expect([name, status]).toEqual([name, isTaken ? 200 : 400]);
      }
    },
  );

  it('takes the bundles that it lists', async () => {
    const listed = (statement.rest?.[0]?.interaction ?? []).map(({ code }) => code);
    for (const type of ['batch', 'transaction'] as const) {
      const entry = [{ request: { method: 'GET', url: 'Goal/library' } }];
      const { status } = await trial.ask('POST', '', { resourceType: 'Bundle', type, entry });
      expect([type, status]).toEqual([type, listed.includes(type) ? 200 : 405]);
    }
  });

  it('writes by condition where it says so', async () => {
    const { status } = await trial.ask('POST', '/Observation', observation(), {
      'if-none-exist': 'identifier=quite-new',
    });
    expect(status === 201).toBe(saidOf('Observation').conditionalCreate);
  });
});

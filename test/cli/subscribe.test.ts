import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Subscription } from 'fhir/r4.js';
import {
  createSandboxHost,
  type RunningSandbox,
  type SandboxHost,
} from '../../src/sandbox/host/createSandboxHost.ts';
import type { QuirkName } from '../../src/sandbox/host/quirks.ts';
import { attest, jsonLines, type Ran } from './commandLine.ts';

const SECRET = 'an-old-secret-of-forty-characters-000001';
const TYPES = [
  'CarePlan',
  'DocumentReference',
  'Encounter',
  'Flag',
  'Goal',
  'Observation',
  'Provenance',
  'QuestionnaireResponse',
  'ServiceRequest',
  'Task',
];

let folder: string;
let sandbox: SandboxHost;
let running: RunningSandbox;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'attest-'));
});
afterEach(async () => {
  await running.close();
  rmSync(folder, { recursive: true });
});

const start = async (quirk: QuirkName): Promise<void> => {
  sandbox = createSandboxHost({
    resources: [],
    quirk,
    now: () => new Date('2026-04-01T06:00:00Z'),
  });
  running = await sandbox.listen({ host: '127.0.0.1', port: 0 });
};

const configure = (secret: string | null, host: object = {}): void => {
  writeFileSync(join(folder, 'secret'), `${secret ?? ''}\n`);
  const noticeSecretFile = secret === null ? {} : { noticeSecretFile: 'secret' };
  const tenant = { id: 'elm', host: { baseUrl: running.url, ...host }, ...noticeSecretFile };
  writeFileSync(join(folder, 'tenants.json'), JSON.stringify({ tenants: [tenant] }));
};

const doctor = (PUBLIC_URL = 'https://attest.example', ...more: readonly string[]): Promise<Ran> =>
  attest(['doctor', '--subscribe', '--tenant', 'elm', ...more], {
    env: { TENANTS_FILE: join(folder, 'tenants.json'), PUBLIC_URL },
  });

/** What was done for each type, as `type: did`. */
const didIn = ({ stdout }: Ran): readonly string[] => {
  const [{ subscriptions } = {}] = jsonLines(stdout);
  return (subscriptions as { type: string; did: string }[]).map(
    ({ type, did }) => `${type}: ${did}`,
  );
};
const held = (): readonly Subscription[] =>
  sandbox.resources().filter((each): each is Subscription => each.resourceType === 'Subscription');
const put = (body: Subscription) =>
  fetch(`${running.url}/Subscription/${body.id ?? ''}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/fhir+json' },
    body: JSON.stringify(body),
  });

describe.each<QuirkName>(['open', 'hapi-like', 'medplum-like'])('a record that is %s', (quirk) => {
  it('tells of every type that is read, and is asked for that once', async () => {
    await start(quirk);
    configure(SECRET);
    const first = await doctor();
    expect([first.code, first.stderr]).toEqual([0, '']);
    expect(didIn(first)).toEqual(TYPES.map((type) => `${type}: created`));
    expect(
      held()
        .map(({ criteria }) => criteria)
        .sort(),
    ).toEqual(TYPES.map((type) => `${type}?`));
    for (const { status, channel } of held()) {
      expect(status).toBe('active');
      expect(channel).toEqual({
        type: 'rest-hook',
        endpoint: 'https://attest.example/hooks/subscription/elm',
        payload: 'application/fhir+json',
        header: [`Authorization: Bearer ${SECRET}`],
      });
    }
    const before = held();
    const second = await doctor();
    expect(didIn(second)).toEqual(TYPES.map((type) => `${type}: kept`));
    expect(held()).toEqual(before);
    expect(first.stdout + second.stdout).not.toContain(SECRET);
  }, 30_000);
});

describe('a record with subscriptions of ours', () => {
  it('has those put right that have stopped, or are out of date, and no other', async () => {
    await start('open');
    configure(SECRET);
    await doctor();
    const [goal] = held().filter(({ criteria }) => criteria === 'Goal?') as [Subscription];
    await put({ ...goal, status: 'off' });
    const theirs: Subscription = {
      ...goal,
      id: 'theirs',
      channel: { ...goal.channel, endpoint: 'https://other.example/hooks/subscription/oak' },
    };
    await put({ ...theirs, status: 'requested' });
    expect(didIn(await doctor()).filter((line) => !line.endsWith('kept'))).toEqual([
      'Goal: repaired',
    ]);
    configure('another-secret-of-forty-characters-00002');
    expect(didIn(await doctor('https://moved.example'))).toEqual(
      TYPES.map((type) => `${type}: repaired`),
    );
    const ours = held().filter(({ id }) => id !== 'theirs');
    expect(
      new Set(ours.map(({ status, channel }) => `${status} ${channel.endpoint ?? ''}`)),
    ).toEqual(new Set(['active https://moved.example/hooks/subscription/elm']));
    expect(JSON.stringify(ours)).not.toContain(SECRET);
    expect(held().find(({ id }) => id === 'theirs')?.channel).toEqual(theirs.channel);
  }, 30_000);

  it('has those turned off, once, that are not wanted any more', async () => {
    await start('open');
    configure(SECRET);
    await doctor();
    configure(SECRET, { leaveOut: ['Task'] });
    const without = TYPES.filter((type) => type !== 'Task').map((type) => `${type}: kept`);
    expect(didIn(await doctor())).toEqual([...without, 'Task: turned off']);
    expect(held().find(({ criteria }) => criteria === 'Task?')?.status).toBe('off');
    expect(didIn(await doctor())).toEqual(without);
  }, 30_000);
});

describe('what stands in the way is said in one sentence', () => {
  it.each([
    [
      'epic-like',
      SECRET,
      'https://attest.example',
      /does not offer Subscriptions.*\[host-refused\]/,
    ],
    ['open', SECRET, '', /Set PUBLIC_URL .*\[bad-configuration\]/],
    ['open', null, 'https://attest.example', /names no noticeSecretFile.*\[bad-configuration\]/],
    ['open', 'short', 'https://attest.example', /32 characters or more.*\[bad-configuration\]/],
  ] as const)('%s, %s, %s', async (quirk, secret, url, sentence) => {
    await start(quirk);
    configure(secret);
    const { code, stdout, stderr } = await doctor(url);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(sentence);
    expect(stderr.trimEnd().split('\n').length).toBe(1);
  });
});

import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { attest, jsonLines, type Ran } from './commandLine.ts';

/** Nothing listens there; a port that `fetch` does not refuse by itself. */
const AWAY = 'http://127.0.0.1:59999/fhir';

let folder: string;
const at = (name: string): string => join(folder, name);
const serving = (env: Readonly<Record<string, string>> = {}, ...args: readonly string[]) =>
  attest(['serve', ...args], { cwd: folder, env: { PORT: '0', ...env } });

const makeFolder = (): void => {
  folder = mkdtempSync(join(tmpdir(), 'attest-serve-'));
};
const removeFolder = (): void => {
  rmSync(folder, { recursive: true, force: true });
};

describe('attest serve that cannot start', () => {
  beforeEach(makeFolder);
  afterEach(removeFolder);

  it.each([
    ['no tenants’ file', {}, 'TENANTS_FILE'],
    ['one that is not there', { TENANTS_FILE: 'none.json' }, 'none.json cannot be read: ENOENT'],
    ['one with faults', { TENANTS_FILE: 'bad.json' }, 'tenants.0.host.baseUrl: give an http'],
    ['a port that is none', { TENANTS_FILE: 'good.json', PORT: 'http' }, 'PORT'],
    [
      'a data directory that is a file',
      { TENANTS_FILE: 'good.json', DATA_DIR: 'good.json' },
      'good.json cannot be used (EEXIST)',
    ],
  ])('for %s says so in one sentence, and leaves nothing behind', async (_why, env, words) => {
    writeFileSync(at('bad.json'), '{"tenants": [{"id": "elm", "host": {"baseUrl": "elm"}}]}');
    writeFileSync(at('good.json'), `{"tenants": [{"id": "elm", "host": {"baseUrl": "${AWAY}"}}]}`);
    const { code, stdout, stderr } = await serving(env);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^attest: [^\n]+ \[bad-configuration\]\n$/);
    expect(stderr).toContain(words);
    expect(existsSync(at('attest-data'))).toBe(false);
  });
});

describe('attest serve without anybody to serve', () => {
  let child: ChildProcess;
  let ended: Promise<Ran>;
  let url: string;
  let log = '';

  beforeAll(async () => {
    makeFolder();
    const host = { baseUrl: AWAY, bearerFile: 'elm.token' };
    writeFileSync(at('tenants.yaml'), JSON.stringify({ tenants: [{ id: 'elm', host }] }));
    ended = attest(['serve'], {
      cwd: folder,
      env: { PORT: '0', TENANTS_FILE: 'tenants.yaml' },
      onStart: (started) => {
        child = started;
        child.stderr?.on('data', (chunk: Buffer) => (log += chunk.toString()));
      },
    });
    url = await soon(() => /"host":"([^"]+)".*"message":"listening"/.exec(log)?.[1]);
  }, 60_000);
  afterAll(async () => {
    child.kill('SIGKILL');
    await ended;
    removeFolder();
  });

  const ready = async (): Promise<{ readonly status: number; readonly body: unknown }> => {
    const answer = await fetch(`${url}/health/ready`);
    return { status: answer.status, body: await answer.json() };
  };

  it('stays, says why in its log, and is not ready', async () => {
    expect(log).toContain('elm.token cannot be read');
    expect(log).toContain('"tenants-not-served"');
    expect(await ready()).toMatchObject({
      status: 503,
      body: { notReady: ['no tenant of the file can be used'], faultyTenants: ['elm'] },
    });
  });

  it('keeps its data directory and its port for itself, and who wants them begins no work', async () => {
    const file = { TENANTS_FILE: 'tenants.yaml' };
    const [second, third] = await Promise.all([
      serving(file),
      serving({ ...file, DATA_DIR: 'other' }, '--port', new URL(url).port),
    ]);
    expect([second.code, third.code]).toEqual([2, 2]);
    expect(second.stderr).toContain('[store-in-use]');
    expect(third.stderr).toMatch(
      /^attest: Port \d+ on 127.0.0.1 cannot be used: .* \[port-taken\]$/m,
    );
  });

  it('serves a tenant as soon as what was missing is there, and tells that its host is away', async () => {
    writeFileSync(at('elm.token'), 'a-token\n');
    const found = await soon(async () => {
      const { status, body } = await ready();
      const { hostsAway } = body as { readonly hostsAway: readonly string[] };
      return hostsAway.length > 0 ? { status, body } : undefined;
    });
    expect(found).toMatchObject({
      status: 200,
      body: { ready: true, notReady: [], hostsAway: ['elm'], faultyTenants: [] },
    });
  });

  it('ends well when told to, with its log on stderr and nothing else', async () => {
    child.kill('SIGINT');
    const { code, stdout, stderr } = await ended;
    expect([code, stdout]).toEqual([0, '']);
    expect(jsonLines(stderr).every(({ level }) => typeof level === 'string')).toBe(true);
    expect(stderr).not.toContain('a-token');
  });
});

async function soon<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(50);
  }
}

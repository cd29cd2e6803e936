import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseEnvironment, parseTenants, readBearer } from '../src/config.ts';
import { Problem } from '../src/problem.ts';

function problemOf(act: () => unknown): Problem {
  try {
    act();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

const DEFAULTS = {
  LOG_LEVEL: 'info',
  TENANTS_FILE: null,
  DATABASE_URL: null,
  DATABASE_URL_FILE: null,
  DATA_DIR: 'attest-data',
  PORT: 8080,
  LISTEN_ADDRESS: '127.0.0.1',
  PUBLIC_URL: null,
  PROXIES: 0,
};

describe('the environment', () => {
  it('may be empty', () => {
    expect(parseEnvironment({})).toEqual(DEFAULTS);
    expect(parseEnvironment({ TENANTS_FILE: '' }).TENANTS_FILE).toBeNull();
  });

  it('is read, and what is not ours is left alone', () => {
    const env = { LOG_LEVEL: 'debug', TENANTS_FILE: 'tenants.json', HOME: '/root' };
    expect(parseEnvironment(env)).toEqual({
      ...DEFAULTS,
      LOG_LEVEL: 'debug',
      TENANTS_FILE: 'tenants.json',
    });
  });

  it('may name the database in a file, where it does not name it itself', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'attest-')), 'database-url');
    writeFileSync(file, 'postgres://attest:secret@db:5432/attest\n');
    const env = { DATABASE_URL_FILE: file };
    expect(parseEnvironment(env).DATABASE_URL).toBe('postgres://attest:secret@db:5432/attest');
    const own = 'postgres://other/attest';
    expect(parseEnvironment({ ...env, DATABASE_URL: own }).DATABASE_URL).toBe(own);
    writeFileSync(file, 'mysql://attest:secret@db/attest');
    const { code, message } = problemOf(() => parseEnvironment(env));
    expect([code, message.includes('secret')]).toEqual(['bad-configuration', false]);
  });

  it('names its faults, and no value', () => {
    const problem = problemOf(() => parseEnvironment({ LOG_LEVEL: 'loud' }));
    expect(problem.code).toBe('bad-configuration');
    expect(problem.message).toContain('LOG_LEVEL: ');
    expect(problem.message).not.toContain('loud');
  });
});

describe('the tenants', () => {
  it('need a name and an address, no more', () => {
    const tenants = parseTenants({
      tenants: [{ id: 'elm', host: { baseUrl: 'http://127.0.0.1:8081/fhir/' } }],
    });
    expect(tenants).toEqual([
      {
        id: 'elm',
        host: {
          baseUrl: 'http://127.0.0.1:8081/fhir',
          bearerFile: null,
          backendServices: null,
          timeoutSeconds: 30,
          requestsPerSecond: 20,
          requestsAtOnce: 4,
          leaveOut: [],
        },
        goalWriteMode: 'A',
        programmes: [],
        conceptMaps: [],
        adapters: [],
        serviceNotes: false,
        people: null,
        schedule: { changes: '* * * * *', everything: '30 2 * * *', timeZone: 'Europe/London' },
        noticeSecretFile: null,
        callers: [],
      },
    ]);
  });

  it('show all their faults at once, each with its place', () => {
    const host = { baseUrl: 'http://127.0.0.1/fhir' };
    const { code, message } = problemOf(() =>
      parseTenants({
        tenants: [
          { id: 'Elm House', host: { baseUrl: 'ftp://x' }, goalWriteMode: 'E' },
          { id: 'oak', host: { ...host, timeoutSeconds: 0 }, colour: 'red' },
          { id: 'ash', host },
          { id: 'ash', host },
        ],
      }),
    );
    expect(code).toBe('bad-configuration');
    for (const fault of [
      'tenants.0.id: use lower-case letters, digits and hyphens',
      'tenants.0.host.baseUrl: give an http or https address',
      'tenants.0.goalWriteMode: ',
      'tenants.1.host.timeoutSeconds: ',
      '"colour"',
    ])
      expect(message).toContain(fault);
  });

  it('are not named twice', () => {
    const host = { baseUrl: 'http://127.0.0.1/fhir' };
    const twins = {
      tenants: [
        { id: 'ash', host },
        { id: 'ash', host },
      ],
    };
    expect(problemOf(() => parseTenants(twins)).message).toContain(
      'tenants.1.id: ash is there twice',
    );
  });

  it.each([
    ['a password in the address', 'https://attest:hunter2@record.example/fhir'],
    ['a key in the query', 'https://record.example/fhir?key=hunter2'],
  ])('keep no secret, and print none: %s', (_name, baseUrl) => {
    const problem = problemOf(() => parseTenants({ tenants: [{ id: 'elm', host: { baseUrl } }] }));
    expect(problem.message).toContain('tenants.0.host.baseUrl: ');
    expect(problem.message).not.toContain('hunter2');
  });

  it.each([[null], [[]], [{ tenants: [] }], ['elm']])('are there: %j is refused', (json) => {
    expect(problemOf(() => parseTenants(json)).code).toBe('bad-configuration');
  });
});

describe('a bearer token', () => {
  const fileOf = (text: string): string => {
    const file = join(mkdtempSync(join(tmpdir(), 'attest-')), 'token');
    writeFileSync(file, text);
    return file;
  };

  it('is read without the line end', () => {
    expect(readBearer(fileOf('abc.DEF-123_~+/==\n'))).toBe('abc.DEF-123_~+/==');
  });

  it.each(['', '\n', 'two words', 'line\nline', 'naïve'])('is refused, unprinted: %j', (text) => {
    const file = fileOf(text);
    const problem = problemOf(() => readBearer(file));
    expect(problem.message).toBe(`The file ${file} does not hold a bearer token.`);
  });

  it('has to be there', () => {
    expect(problemOf(() => readBearer('/nowhere/token')).code).toBe('bad-configuration');
  });
});

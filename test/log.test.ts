import { Writable } from 'node:stream';
import { expect, it } from '@jest/globals';
import { LOG_LEVELS, createLog } from '../src/log.ts';
import type { LogFields, LogLevel } from '../src/log.ts';
import { Problem } from '../src/problem.ts';

function logTo(level: LogLevel) {
  const lines: string[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString());
      done();
    },
  });
  return { log: createLog({ level, stream }), lines };
}

it('writes one line of JSON with the fields that are listed', () => {
  const { log, lines } = logTo('info');
  log.warn('host-retry', {
    attempt: 2,
    goal: 'Goal/g1',
    type: 'Observation',
    code: 'host-error',
    host: 'http://127.0.0.1:8081',
    status: null,
  });
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    level: 'warn',
    message: 'host-retry',
    attempt: 2,
    goal: 'Goal/g1',
    type: 'Observation',
    code: 'host-error',
    host: 'http://127.0.0.1:8081',
  });
});

it('lets no word about a person pass, whatever way it comes', () => {
  const name = 'Margaret Hale';
  const everyField = Object.fromEntries(
    [
      'attempt',
      'code',
      'count',
      'goal',
      'host',
      'patient',
      'problem',
      'reference',
      'status',
      'tenant',
      'type',
    ].map((field) => [field, name]),
  );
  const { log, lines } = logTo('debug');
  for (const level of LOG_LEVELS) {
    log[level](`${name} fell`, { ...everyField, name, note: name, nested: { name } } as LogFields);
    log[level]('sync-done', { reference: `Patient/${name}`, host: `http://${name}/` });
    log[level]('sync-done', { [name]: 1, __proto__: { name } } as LogFields);
  }
  expect(lines).toHaveLength(12);
  expect(lines.join('')).not.toMatch(/margaret|hale/i);
});

it('tells a fault of the configuration in its own sentence, and of nothing else', () => {
  const { log, lines } = logTo('info');
  const fault = new Problem('bad-configuration', 'The key file elm.jwk holds no private key.');
  log.error('tenant-faulty', { tenant: 'elm', problem: fault });
  log.error('tenant-faulty', { problem: new Problem('host-error', 'Margaret Hale fell.') });
  log.error('tenant-faulty', { problem: 'Margaret Hale fell.' } as unknown as LogFields);
  expect(lines.map((line) => (JSON.parse(line) as { problem?: unknown }).problem)).toEqual([
    fault.message,
    undefined,
    undefined,
  ]);
  expect(lines.join('')).not.toMatch(/margaret/i);
});

it('keeps quiet below its level', () => {
  const { log, lines } = logTo('warn');
  log.info('sync-done');
  log.debug('sync-done');
  log.error('sync-failed');
  expect(lines).toHaveLength(1);
});

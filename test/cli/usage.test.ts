import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { attest, plainEnvironment } from './commandLine.ts';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const CASE = fileURLToPath(
  new URL(
    '../cases/independent-travel/one-strong-session-claimed-as-achieved/resources.json',
    import.meta.url,
  ),
);
const COMMANDS = ['demo', 'sandbox', 'assess', 'sync', 'doctor', 'programme', 'programme check'];

describe('help', () => {
  it.each(COMMANDS)('attest %s --help tells its use on stdout, in 80 columns', async (command) => {
    const { code, stdout, stderr } = await attest([...command.split(' '), '--help']);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toContain(`Usage: attest ${command}`);
    const lines = stdout.split('\n').slice(0, stdout.split('\n').indexOf('') + 40);
    for (const line of lines.filter((each) => /^ +(-|\S+ {2})/.test(each))) {
      expect(line.length).toBeLessThanOrEqual(80);
    }
  });

  it('names every command and the exit codes', async () => {
    const { code, stdout } = await attest(['--help']);
    expect(code).toBe(0);
    for (const command of COMMANDS) {
      expect(stdout).toMatch(new RegExp(`^ {2}${command.split(' ')[0] ?? ''} `, 'm'));
    }
    expect(stdout).toMatch(/0 done, 1 some .* failed .*, 2 nothing was done/);
  });

  it.each([[[]], [['programme']]])(
    'attest %j alone prints help to stderr and ends with 2',
    async (args) => {
      const { code, stdout, stderr } = await attest(args);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain('Usage: attest');
    },
  );
});

describe('bad usage: one sentence with its code, exit code 2, nothing done', () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    ['frobnicate', /unknown command 'frobnicate'/],
    ['assess', /missing required argument 'path'/],
    ['programme check', /missing required argument 'path'/],
    ['sync', /Name a host with --host URL, or set TENANTS_FILE/],
    ['doctor', /Name a host with --host URL, or set TENANTS_FILE/],
    ['sync --host', /argument missing/],
    ['sync --host ftp://elm.example', /--host: give an http or https address/],
    ['sync --host http://127.0.0.1/fhir --tenant Elm', /--tenant: use lower-case letters/],
    ['sync --bearer-file token', /--bearer-file belongs to --host/],
    ['sync --host http://127.0.0.1/fhir --goal g1', /Name a goal as Goal\/id/],
    ['sync --host http://127.0.0.1/fhir --format fhir', /Allowed choices are table, json/],
    ['sync --host http://127.0.0.1/fhir --as-of yesterday', /Give an instant such as/],
    ['assess x.ndjson --as-of 2026-02-30', /Give an instant such as/],
    ['assess x.ndjson --as-of 2026-02-28T10:00:00', /Give an instant such as/],
    ['demo --port seventy', /Give a whole number/],
    ['demo --port 70000', /Ports go up to 65535/],
    ['sandbox --authorise backend', /--authorise and --client belong together/],
    ['sandbox --quirk odd', /Allowed choices are open, backport/],
    ['sandbox --anchor 31/3/2026', /Give a date such as 2026-03-31/],
    ['sandbox --listen elsewhere', /Give an IPv4 address/],
    ['demo extra', /too many arguments/],
  ];
  it.each(cases)('attest %s', async (args, sentence) => {
    const { code, stdout, stderr } = await attest(args.split(' '));
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(sentence);
    expect(stderr.split('\n')[0]).toMatch(/^attest: .*[.?)] \[bad-usage\]$/);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  it('does not repeat a password that was given in an address', async () => {
    const { code, stderr } = await attest(['sync', '--host', 'http://me:hunter2@127.0.0.1/fhir']);
    expect(code).toBe(2);
    expect(stderr).toContain('leave user name and password out');
    expect(stderr).not.toContain('hunter2');
  });
});

describe('the table', () => {
  const table = ['assess', CASE, '--as-of', '2026-03-25T12:00:00Z', '--format', 'table'];
  const plain = (text: string): string => text.replaceAll(/\u001b\[\d+m/g, '');
  const longest = (lines: readonly string[]): number =>
    Math.max(...lines.map((line) => Array.from(line).length));

  it('fits into 80 columns, with each reason on a line of its own', async () => {
    const { stdout } = await attest(table, { env: { COLUMNS: '80' } });
    expect(longest(stdout.split('\n'))).toBeLessThanOrEqual(80);
    expect(stdout).toMatch(
      /^ Goal\/g-leon +achieved +partial +overstated +strong\n {3}overstatement: .*…$/m,
    );
  });

  it('uses 200 columns, with the reason beside the verdict, in colour where that is wanted', async () => {
    const { stdout } = await attest(table, { env: { COLUMNS: '200', FORCE_COLOR: '1' } });
    const lines = plain(stdout).split('\n');
    expect(longest(lines)).toBeGreaterThan(190);
    expect(longest(lines)).toBeLessThanOrEqual(200);
    expect(lines.find((line) => line.startsWith(' Goal/g-leon'))).toMatch(
      /achieved +partial +overstated +strong +overstatement: Not borne out/,
    );
    expect(stdout).toContain('\u001b[31moverstated\u001b[39m');
  });

  const script = spawnSync('script', ['--version']).status === 0 ? it : it.skip;
  script('has no colour on a terminal where NO_COLOR is set, and is the default there', () => {
    const command = `stty cols 100; ${process.execPath} ${CLI} ${table.filter((word) => !/format|table/.test(word)).join(' ')}`;
    const onTerminal = (settings: NodeJS.ProcessEnv): string =>
      spawnSync('script', ['-qec', command, '/dev/null'], {
        env: { ...plainEnvironment(), TERM: 'xterm', ...settings },
      }).stdout.toString();
    expect(onTerminal({})).toContain('\u001b[31moverstated\u001b[39m');
    const without = onTerminal({ NO_COLOR: '1' });
    expect(without).toContain(' overstated ');
    expect(without).not.toMatch(/\u001b\[3\dm/);
  });
});

it('ends quietly where its reader has gone', () => {
  const command = `${process.execPath} ${CLI} demo --once --port 0 --format json | head -n 1`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', `set -o pipefail; ${command}`]);
  expect(stdout.toString()).toMatch(/^\{"goal":"Goal\/[^\n]*\}\n$/);
  expect(stderr.toString()).not.toMatch(/EPIPE|\[unexpected\]|^ +at /m);
  expect(status).toBe(0);
});

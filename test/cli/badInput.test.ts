import {
  mkdirSync,
  mkdtempSync,
  openSync,
  ftruncateSync,
  closeSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { attest, jsonLines, type Ran } from './commandLine.ts';

const CASE = fileURLToPath(
  new URL(
    '../cases/independent-travel/one-strong-session-claimed-as-achieved/resources.json',
    import.meta.url,
  ),
);
const AS_OF = '2026-03-25T12:00:00Z';
const NAME = 'Margaret Hale';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'attest-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const file = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const assess = (...args: readonly string[]): Promise<Ran> =>
  attest(['assess', '--as-of', AS_OF, ...args]);

/** The sentences on stderr, each with the file's place cut off; a slow machine also tells its progress. */
const sentences = ({ stderr }: Ran): readonly string[] =>
  stderr
    .trimEnd()
    .replaceAll(`${folder}/`, '')
    .split('\n')
    .filter((line) => !line.startsWith('Reading resources: '));

const resources = JSON.parse(readFileSync(CASE, 'utf8')) as { entry?: { resource: object }[] };

const bundleOf = (...all: readonly object[]): string =>
  JSON.stringify({
    resourceType: 'Bundle',
    type: 'collection',
    entry: all.map((resource) => ({ resource })),
  });

const NOTHING = 'attest: No goal could be read: nothing was assessed. [no-input]';

describe('nothing can be read of it: exit code 2', () => {
  const stu3 = bundleOf({
    resourceType: 'Goal',
    id: 'g1',
    status: 'in-progress',
    description: { text: NAME },
  });
  const r5 = bundleOf({
    resourceType: 'Goal',
    id: 'g1',
    lifecycleStatus: 'active',
    fhirVersion: '5.0.0',
  });
  const cases: readonly (readonly [string, string, string | Buffer, string])[] = [
    ['an empty file', 'empty.json', '', 'empty.json: the file is empty [bad-input]'],
    ['an empty list', 'empty.ndjson', '\n \n', 'empty.ndjson: the file is empty [bad-input]'],
    [
      'half a file',
      'half.json',
      `{"resourceType":"Patient","name":"${NAME}`,
      'half.json: the JSON ends too early [bad-input]',
    ],
    ['a letter', 'letter.json', `Dear ${NAME}`, 'letter.json: this is not JSON [bad-input]'],
    [
      'damaged compression',
      'damaged.ndjson.gz',
      `not ${NAME}`,
      'damaged.ndjson.gz:1: the compressed data is damaged [bad-input]',
    ],
    [
      'something else in JSON',
      'other.json',
      `{"name":"${NAME}"}`,
      'other.json was left out: it is no FHIR resource [bad-input]',
    ],
    [
      'a bare null',
      'null.json',
      'null',
      'null.json was left out: it is no FHIR resource [bad-input]',
    ],
    [
      'a Goal of STU3',
      'stu3.json',
      stu3,
      'stu3.json#entry[0] was left out: it is not FHIR R4: status stands for lifecycleStatus [bad-input]',
    ],
    [
      'a resource that says it is of R5',
      'r5.json',
      r5,
      'r5.json#entry[0] was left out: it is not of FHIR R4 [bad-input]',
    ],
  ];
  it.each(cases)('%s', async (_what, name, content, sentence) => {
    const ran = await assess(file(name, content));
    expect([ran.code, ran.stdout]).toEqual([2, '']);
    expect(sentences(ran)).toEqual([`attest: ${sentence}`, NOTHING]);
    expect(ran.stderr).not.toContain(NAME);
  });

  it('a JSON file of 200 MB, which is not even opened', async () => {
    const path = join(folder, 'large.json');
    const handle = openSync(path, 'w');
    ftruncateSync(handle, 200 * 1024 * 1024);
    closeSync(handle);
    const ran = await assess(path);
    expect([ran.code, ran.stdout]).toEqual([2, '']);
    expect(sentences(ran)).toEqual([
      'attest: large.json: the file is 200 MB; a JSON file may be up to 64 MB: give larger data as NDJSON, one resource a line [bad-input]',
      NOTHING,
    ]);
  });

  it('a line of 20 MB', async () => {
    const ran = await assess(file('long.ndjson', Buffer.alloc(20 * 1024 * 1024, 'x')));
    expect(ran.code).toBe(2);
    expect(sentences(ran)).toEqual([
      'attest: long.ndjson:1: a line is longer than 16 MB: this is not NDJSON [bad-input]',
      NOTHING,
    ]);
  });

  it('a structure nested without end', async () => {
    const deep = `${'{"resourceType":"Bundle","entry":[{"resource":'.repeat(20_000)}1${'}]}'.repeat(20_000)}`;
    const ran = await assess(file('deep.json', deep));
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(/^attest: .*deep\.json.* \[bad-input\]$/m);
    expect(ran.stderr).not.toMatch(/^ +at /m);
  });

  it.each([
    [
      'a path that leads nowhere',
      ['/nowhere/x.ndjson'],
      'There is no file /nowhere/x.ndjson. [no-input]',
    ],
    [
      'a file of another kind',
      [CASE.replace('resources.json', 'why.md')],
      / is neither \.json, \.ndjson nor \.ndjson\.gz\. \[bad-usage\]$/,
    ],
    [
      'a programme that is not there',
      [CASE, '--programme', '/nowhere/p.json'],
      '/nowhere/p.json cannot be read. [no-input]',
    ],
    [
      'a programme that is none',
      [CASE, '--programme', CASE],
      / should hold one PlanDefinition\. \[bad-input\]$/,
    ],
    [
      'concept maps that are not there',
      [CASE, '--concept-maps', '/nowhere/m.json'],
      'The concept maps /nowhere/m.json cannot be read. [no-input]',
    ],
  ] as const)('%s', async (_what, args, sentence) => {
    const ran = await assess(...args);
    expect([ran.code, ran.stdout]).toEqual([2, '']);
    expect(sentences(ran).length).toBe(1);
    if (typeof sentence === 'string') expect(ran.stderr).toBe(`attest: ${sentence}\n`);
    else expect(ran.stderr.trimEnd()).toMatch(sentence);
  });

  it('a folder without FHIR in it', async () => {
    const empty = join(folder, 'folder');
    mkdirSync(empty);
    const ran = await assess(empty);
    expect([ran.code, sentences(ran)]).toEqual([
      2,
      ['attest: The folder folder holds no FHIR file. [no-input]'],
    ]);
  });
});

describe('a part cannot be read: the rest is assessed, exit code 1', () => {
  const lines = (resources.entry ?? []).map(({ resource }) => JSON.stringify(resource));

  it('names the broken lines, and finds of the goal what it found without them', async () => {
    const broken = [
      `{"name":"${NAME}`,
      ...lines.slice(0, 3),
      `${NAME} was well`,
      ...lines.slice(3),
    ];
    const whole = await assess(CASE);
    const ran = await assess(file('broken.ndjson', broken.join('\n')));
    expect([whole.code, ran.code]).toEqual([0, 1]);
    expect(ran.stdout).toBe(whole.stdout);
    expect(jsonLines(ran.stdout).length).toBe(1);
    expect(sentences(ran)).toEqual([
      'attest: broken.ndjson:1: the JSON ends too early [bad-input]',
      'attest: broken.ndjson:5: this is not JSON [bad-input]',
    ]);
  });

  it('tells fifty faults of one kind, and of the others how many they are', async () => {
    const broken = Array.from({ length: 1_000 }, () => '{');
    const ran = await assess(file('many.ndjson', [...broken, ...lines].join('\n')));
    expect(ran.code).toBe(1);
    expect(sentences(ran).length).toBe(51);
    expect(sentences(ran).at(-1)).toBe('attest: ... and 950 more.');
  });
});

it('data without a goal is nothing to assess, and no failure', async () => {
  const ran = await assess(file('people.json', bundleOf({ resourceType: 'Patient', id: 'p1' })));
  expect([ran.code, ran.stdout]).toEqual([0, '']);
  expect(ran.stderr).toBe('There are no goals in it: there was nothing to assess.\n');
});

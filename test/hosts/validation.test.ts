/**
 * Two validators that share no code, ours and HAPI's, over everything that is published or written.
 * Where they disagree, `differences.json` says why; an entry that no longer holds fails.
 */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { archiveOf } from '../../profiles/build/archive.ts';
import { readFolder } from '../../profiles/build/files.ts';
import { attest, serve } from '../cli/commandLine.ts';
import { allOf, TYPES } from '../journeys/everythingIn.ts';
import { checkerOf } from '../../src/conformance/checker.ts';
import { loadConformanceDefinitions } from '../../src/conformanceDefinitions.ts';
import { isOurs } from '../../src/host/ownResources.ts';
import { invalidInstances } from '../support/invalidInstances.ts';
import { isError, secondOpinion, type Question, type Remark } from './secondOpinion.ts';

const PACKAGE = join(import.meta.dirname, '../../profiles/dist/package');
const CASES = join(import.meta.dirname, '../conformance/cases');
/** Profiles that only the checker's cases use. */
const TRAPS = join(import.meta.dirname, '../conformance/definitions');

/** Who finds errors: `ours` alone, `hapi` alone, both in other places, or both in one. */
type Side = 'ours' | 'hapi' | 'elsewhere' | 'both';

interface Difference {
  readonly names: readonly string[];
  readonly side: Side;
  readonly why: string;
}

const explained = JSON.parse(
  readFileSync(join(import.meta.dirname, 'differences.json'), 'utf8'),
) as readonly Difference[];

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

const jsonIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json') && !/(^|\/)(package|\.index)\.json$/.test(name))
    .sort();

const ours = checkerOf([
  ...loadConformanceDefinitions(),
  ...jsonIn(TRAPS).map((name) => read(join(TRAPS, name))),
]);

const published = (): readonly Question[] =>
  jsonIn(PACKAGE).map((name) => ({ name, resource: read(join(PACKAGE, name)) }));

/** Broken rules of which the checker only warns, by the instance's name: the invariant's key. */
const advice = new Map<string, string>();

function broken(): readonly Question[] {
  return invalidInstances().map(({ name, resource, expected }) => {
    if (expected.severity === 'warning') {
      advice.set(`invalid/${name}`, expected.rule.replace('invariant:', ''));
    }
    return { name: `invalid/${name}`, resource };
  });
}

const cases = (): readonly Question[] =>
  jsonIn(CASES).map((name) => {
    const { resource, profiles = [] } = read(join(CASES, name)) as Omit<Question, 'name'>;
    return { name: `case/${name.slice(0, -'.json'.length)}`, resource, profiles };
  });

/** One in so many of the sandbox's inputs: they are made alike, and asking about each takes minutes. */
const INPUTS = 10;

/** What a record holds after Attest has looked at it: all that is written, and a sample of what it was read from. */
async function synced(): Promise<readonly Question[]> {
  const record = await serve(['sandbox', '--anchor', '2026-03-31', '--seed', '7']);
  try {
    const ran = await attest(['sync', '--host', record.url, '--as-of', '2026-04-01T06:00:00Z']);
    expect(ran.code).toBe(0);
    const all = await Promise.all(TYPES.map((type) => allOf(record.url, type)));
    const asked = all.flatMap((ofType) => [
      ...ofType.filter(isOurs),
      ...ofType.filter((each) => !isOurs(each)).filter((_, at) => at % INPUTS === 0),
    ]);
    return asked.map((resource) => ({
      name: `written/${resource.resourceType}/${resource.id}`,
      resource,
    }));
  } finally {
    await record.stop();
  }
}

/** `Observation.component[2].value.ofType(Quantity)` and `Observation.component` are near. */
const plain = (path = ''): string =>
  path.replaceAll(/\[\d+\]|\.ofType\([^)]*\)|\/\*.*?\*\//g, '').replaceAll(/\[x\]/g, '');

const near = (a: string, b: string): boolean => a.startsWith(b) || b.startsWith(a);

function sideOf(question: Question, remarks: readonly Remark[]): Side | 'none' {
  const mine = ours
    .check(question.resource, question.profiles)
    .filter(({ severity }) => severity === 'error');
  const theirs = remarks.filter(isError);
  if (mine.length === 0 && theirs.length === 0) return 'none';
  if (theirs.length === 0) return 'ours';
  if (mine.length === 0) return 'hapi';
  const meet = mine.some(({ path }) => theirs.some((each) => near(plain(path), plain(each.path))));
  return meet ? 'both' : 'elsewhere';
}

const inWords = (remarks: readonly Remark[]): readonly string[] =>
  remarks.filter(isError).map(({ path, id, message }) => `${path ?? ''} [${id ?? ''}] ${message}`);

let folder: string;
let questions: readonly Question[];
let opinions: ReadonlyMap<string, readonly Remark[]>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'attest-'));
  const archive = join(folder, 'attest.tgz');
  const traps = jsonIn(TRAPS).map(
    (name) => [name, readFileSync(join(TRAPS, name), 'utf8')] as const,
  );
  writeFileSync(archive, await archiveOf(new Map([...readFolder(PACKAGE), ...traps])));
  questions = [...published(), ...broken(), ...cases(), ...(await synced())];
  opinions = secondOpinion(questions, archive);
}, 900_000);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Those of one kind of which the two do not both say what is meant, as `name: side`, save what is explained. */
function disagreements(prefix: RegExp, meant: readonly (Side | 'none')[]): readonly string[] {
  return questions
    .filter(({ name }) => prefix.test(name))
    .flatMap((question) => {
      const remarks = opinions.get(question.name) ?? [];
      const side = sideOf(question, remarks);
      const known = explained.some((d) => d.side === side && d.names.includes(question.name));
      if (meant.includes(side) || known) return [];
      return [`${question.name}: ${side} ${inWords(remarks).join(' | ')}`];
    });
}

describe('our checker and that of HAPI agree on', () => {
  it('every published definition and example, which both find valid', () => {
    expect(disagreements(/^[^/]*$|^example\//, ['none'])).toEqual([]);
  });

  it('every instance that breaks a rule of a profile', () => {
    const errors = disagreements(/^invalid\//, ['both']);
    expect(errors.filter((told) => !advice.has(told.replace(/: none $/, '')))).toEqual([]);
  });

  it('every instance that breaks a rule of which a profile only warns', () => {
    expect(advice.size).toBeGreaterThan(5);
    for (const [name, key] of advice) {
      const ids = (opinions.get(name) ?? []).map(({ severity, id = '' }) => `${severity} ${id}`);
      expect({ name, ids }).toEqual({
        name,
        ids: expect.arrayContaining([expect.stringMatching(new RegExp(`^warning .*#${key}$`))]),
      });
    }
  });

  it("the checker's own cases of R4", () => {
    expect(disagreements(/^case\//, ['none', 'both'])).toEqual([]);
  });

  it('everything in a record that has been synced', () => {
    expect(questions.filter(({ name }) => name.startsWith('written/Flag/'))).not.toEqual([]);
    expect(disagreements(/^written\//, ['none'])).toEqual([]);
  });
});

it('was asked about each resource once, and answered', () => {
  expect(new Set(questions.map(({ name }) => name)).size).toBe(questions.length);
  expect(opinions.size).toBe(questions.length);
});

it('each explained difference is still one, and says why', () => {
  const stale = explained.flatMap(({ names, side, why }) =>
    names.filter((name) => {
      const question = questions.find((each) => each.name === name);
      if (question === undefined || why === '') return true;
      return sideOf(question, opinions.get(name) ?? []) !== side;
    }),
  );
  expect(stale).toEqual([]);
});

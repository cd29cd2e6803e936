import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RULES } from '../src/domain/rules/index.ts';
import type { Rule } from '../src/domain/rules/rule.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const page = readFileSync(join(ROOT, 'docs/requirements.md'), 'utf8');

type Status = 'met' | 'partly' | 'not yet' | 'no function';

interface Row {
  readonly id: string;
  readonly status: Status;
  /** What is missing, in words. */
  readonly missing: string;
  readonly met: readonly string[];
  readonly shown: readonly string[];
}

/** Paths that a cell links to, from the root of the project. */
const linksIn = (cell: string): readonly string[] =>
  [...cell.matchAll(/\]\(\.\.\/([^)]+)\)/g)].map(([, path = '']) => path);

function rowOf(line: string): Row {
  const [id = '', , state = '', met = '', shown = ''] = line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
  const [, status, missing = ''] =
    /^(met|partly|not yet|no function)(?:: (.+))?$/.exec(state) ?? [];
  if (status === undefined) throw new Error(`${id} has no status: ${state}`);
  return { id, status: status as Status, missing, met: linksIn(met), shown: linksIn(shown) };
}

const rows = page
  .split('\n')
  .filter((line) => /^\| [CTPE]\d\d /.test(line))
  .map(rowOf);
const idsWith = (wrong: (row: Row) => boolean): readonly string[] =>
  rows.filter(wrong).map(({ id }) => id);
const statusOf = (id: string): Status | undefined => rows.find((row) => row.id === id)?.status;

/** Requirements that each golden case claims to stand for. */
const claimedBy = new Map(
  globSync('test/cases/*/*/why.md', { cwd: ROOT }).map((path) => {
    const line = /^Requirements:(.*)$/m.exec(readFileSync(join(ROOT, path), 'utf8'))?.[1] ?? '';
    const ids: readonly string[] = line.match(/[CTPE]\d\d/g) ?? [];
    return [dirname(path), ids] as const;
  }),
);

const ID_COUNTS = { C: 39, T: 46, P: 44, E: 44 } as const;

describe('the table of requirements', () => {
  it('has each of the 173 once, in order', () => {
    const all = Object.entries(ID_COUNTS).flatMap(([group, count]) =>
      Array.from({ length: count }, (_, at) => `${group}${String(at + 1).padStart(2, '0')}`),
    );
    expect(rows.map(({ id }) => id)).toEqual(all);
    expect(all).toHaveLength(173);
  });

  it('counts right at its head', () => {
    const count = (status: Status): number => idsWith((row) => row.status === status).length;
    const head = page.replace(/\s+/g, ' ');
    expect(head).toContain(
      `asks for ${rows.length} things. Of these, ${count('met')} are met, ${count('partly')} are partly met, ` +
        `${count('not yet')} are not yet met, and ${count('no function')} asks for no function.`,
    );
  });

  it('says what is missing where something is, and only there', () => {
    const lacking: readonly Status[] = ['partly', 'not yet'];
    expect(
      idsWith(({ status, missing }) => lacking.includes(status) !== missing.length > 5),
    ).toEqual([]);
  });

  it('names code and a test for all that is met, wholly or partly', () => {
    const under = (paths: readonly string[], ...roots: readonly string[]): boolean =>
      paths.length > 0 && paths.every((path) => roots.some((root) => path.startsWith(root)));
    const claimed: readonly Status[] = ['met', 'partly'];
    const proven = ({ met, shown }: Row): boolean =>
      under(met, 'src/', 'profiles/') && under(shown, 'test/');
    expect(idsWith((row) => claimed.includes(row.status) && !proven(row))).toEqual([]);
    const silent = ({ met, shown }: Row): boolean => met.length + shown.length === 0;
    expect(idsWith((row) => !claimed.includes(row.status) && !silent(row))).toEqual([]);
  });

  it('names only what exists', () => {
    const paths = new Set(rows.flatMap(({ met, shown }) => [...met, ...shown]));
    expect([...paths].filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('names a golden case only where the case claims the requirement', () => {
    const unclaimed = rows.flatMap(({ id, shown }) =>
      shown
        .filter((path) => path.startsWith('test/cases/') && !claimedBy.get(path)?.includes(id))
        .map((path) => `${id}: ${path}`),
    );
    expect(unclaimed).toEqual([]);
  });
});

describe('what the golden cases claim', () => {
  it('is met at least partly', () => {
    const claims = [...claimedBy].flatMap(([path, ids]) => ids.map((id) => [path, id] as const));
    expect(claims.length).toBeGreaterThan(100);
    const wrong = claims.filter(([, id]) => !['met', 'partly'].includes(statusOf(id) ?? ''));
    expect(wrong).toEqual([]);
  });
});

/** The rules of one file in src/domain/rules. */
async function rulesIn(path: string): Promise<readonly Rule[]> {
  const module = (await import(join(ROOT, path))) as Readonly<Record<string, unknown>>;
  return Object.values(module).flatMap((value) => (Array.isArray(value) ? (value as Rule[]) : []));
}

describe('what the rules stand for', () => {
  const files = new Set(
    rows.flatMap(({ met }) => met.filter((path) => path.startsWith('src/domain/rules/'))),
  );
  const filesOf = new Map<string, Set<string>>();

  beforeAll(async () => {
    const seen: Rule[] = [];
    for (const file of files) {
      const rules = await rulesIn(file);
      seen.push(...rules);
      for (const id of rules.flatMap(({ requirements }) => requirements)) {
        filesOf.set(id, (filesOf.get(id) ?? new Set()).add(file));
      }
    }
    // Otherwise a rule's file could be missing from the table unseen.
    expect(new Set(seen)).toEqual(new Set(RULES));
  });

  it('is met at least partly', () => {
    const cited = new Set(RULES.flatMap(({ requirements }) => requirements));
    const wrong = [...cited].filter((id) => !['met', 'partly'].includes(statusOf(id) ?? ''));
    expect(wrong).toEqual([]);
  });

  it('is what the table says of each file of rules', () => {
    const named = ({ met }: Row): readonly string[] =>
      met.filter((path) => path.startsWith('src/domain/rules/')).sort();
    const differing = rows
      .map((row) => [row.id, named(row), [...(filesOf.get(row.id) ?? [])].sort()] as const)
      .filter(([, inTable, inCode]) => inTable.join() !== inCode.join());
    expect(differing).toEqual([]);
  });
});

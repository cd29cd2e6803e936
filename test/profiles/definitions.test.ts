import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDefinitions, loadProgrammeFile } from '../../src/definitions.ts';
import { Problem } from '../../src/problem.ts';

const PACKAGE = join(import.meta.dirname, '../../profiles/dist/package');
const FOURTH = join(import.meta.dirname, 'fourth-programme.json');
const TRAVEL = join(PACKAGE, 'PlanDefinition-independent-travel.json');
const definitions = loadDefinitions();

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'definitions-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const file = (content: unknown): string => {
  const path = join(folder, 'programme.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
const problemOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof Problem) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'no problem';
};
const json = (path: string): Readonly<Record<string, unknown>> =>
  JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, unknown>>;

describe("a programme's file", () => {
  it('may be a PlanDefinition alone, and then stands for the one of its version', () => {
    const loaded = loadProgrammeFile(TRAVEL, definitions);
    if ('faults' in loaded) throw new Error('faulty');
    expect(loaded.programme).toEqual(
      definitions.programmes.find(({ url }) => url === loaded.programme.url),
    );
    expect(loaded.definitions.programmes).toHaveLength(3);
  });

  it('gives another version its place beside the first', () => {
    const loaded = loadProgrammeFile(file({ ...json(TRAVEL), version: '2.0.0' }), definitions);
    if ('faults' in loaded) throw new Error('faulty');
    expect(loaded.definitions.programmes).toHaveLength(4);
  });

  it('cannot change what a shipped code means', () => {
    const upsideDown = json(join(PACKAGE, 'CodeSystem-prompt-level.json'));
    const bundle = {
      resourceType: 'Bundle',
      entry: [{ resource: json(TRAVEL) }, { resource: { ...upsideDown, concept: [] } }],
    };
    expect(loadProgrammeFile(file(bundle), definitions)).toHaveProperty('programme');
  });

  it('tells of its faults', () => {
    const loaded = loadProgrammeFile(file({ ...json(TRAVEL), version: '' }), definitions);
    expect(loaded).toEqual({ faults: [{ path: 'PlanDefinition.version', message: 'is empty' }] });
  });

  it.each([
    ['{"resourceType":', /^bad-input: .*programme\.json is not JSON/],
    [{ resourceType: 'Bundle' }, /^bad-input: .*should hold one PlanDefinition/],
    [{ resourceType: 'Bundle', entry: [null, {}] }, /^bad-input: .*should hold one Plan/],
    [null, /^bad-input: .*should hold one PlanDefinition/],
    [{ resourceType: 'Patient' }, /^bad-input: .*should hold one PlanDefinition/],
  ])('is refused in one sentence when it is %j', (content, sentence) => {
    expect(problemOf(() => loadProgrammeFile(file(content), definitions))).toMatch(sentence);
  });

  it('is refused when it holds two programmes, or is not there', () => {
    const [plan] = json(FOURTH)['entry'] as readonly unknown[];
    const two = file({ resourceType: 'Bundle', entry: [plan, plan] });
    expect(problemOf(() => loadProgrammeFile(two, definitions))).toMatch(/^bad-input: /);
    const none = join(folder, 'none.json');
    expect(problemOf(() => loadProgrammeFile(none, definitions))).toMatch(/^no-input: /);
  });
});

describe('a damaged installation', () => {
  it('is refused with what is wrong', () => {
    cpSync(PACKAGE, folder, { recursive: true });
    writeFileSync(
      join(folder, 'PlanDefinition-independent-travel.json'),
      JSON.stringify({ ...json(TRAVEL), version: '' }),
    );
    expect(problemOf(() => loadDefinitions(folder))).toBe(
      'bad-programme: A shipped programme is faulty: PlanDefinition.version: is empty.',
    );
  });

  it('is refused when the definitions are not there', () => {
    expect(problemOf(() => loadDefinitions(join(folder, 'none')))).toMatch(/^no-input: /);
  });
});

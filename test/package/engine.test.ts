import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadDefinitions } from '../../src/definitions.ts';
import { packNpmPackage, run, type NpmPackage } from './npmPackage.ts';

const ROOT = join(import.meta.dirname, '../..');
const doc = readFileSync(join(ROOT, 'docs/engine.md'), 'utf8');

/** A block of docs/engine.md, as it stands there. */
function block(language: string, start: string): string {
  const blocks = [...doc.matchAll(/```(\w+)\n([\s\S]*?)```/g)];
  const found = blocks.find(([, named, text]) => named === language && text?.startsWith(start));
  if (found?.[2] === undefined) throw new Error(`docs/engine.md has no ${start}`);
  return found[2];
}
const ASSESS = block('js', '// assess.mjs\n');
const RECORD = block('js', '// record.mjs\n');
const PRINTED = block('text', 'Goal/library: ');

let npm: NpmPackage;
/** A project with the package, and with zod as the only dependency that it could load. */
let project: string;

beforeAll(async () => {
  npm = await packNpmPackage();
  project = await npm.installed(['zod']);
  write({ 'assess.mjs': ASSESS, 'record.mjs': RECORD });
}, 300_000);
afterAll(() => {
  npm.remove();
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(project, name), text);
}

const node = async (...args: readonly string[]): Promise<string> =>
  (await run(process.execPath, [...args], { cwd: project })).stdout;

describe('the example of docs/engine.md', () => {
  it('prints what the page shows, where nothing but zod is at hand', async () => {
    expect(await node('assess.mjs')).toBe(PRINTED);
  });

  it('says what the rules say on paper', () => {
    // Ten of the twelve meet stage 1 by 23 March; 1 of the 7 from 13 March on meets the claimed stage 4.
    expect(PRINTED).toMatch(/^Goal\/library: claimed achieved, supported partial\n/);
    expect(PRINTED).toContain('high: Not borne out: the records meet it too seldom.');
    expect(PRINTED).toContain('warning: One day, 2026-03-25, is all');
    // Five working days after Friday 27 February.
    expect(PRINTED).toContain('it was due by 2026-03-06');
  });

  it('is ten lines, beside the record', () => {
    const lines = ASSESS.split('\n').filter((line) => line !== '' && !line.startsWith('//'));
    expect(lines.filter((line) => !line.includes('./record.mjs'))).toHaveLength(10);
  });

  it.each([
    ['NodeNext', 'NodeNext'],
    ['ESNext', 'Bundler'],
  ])(
    'has strict types under %s modules, %s resolution',
    async (module, moduleResolution) => {
      write({
        'typed.mts': ASSESS,
        'record.d.mts': 'export declare const record: readonly unknown[];\n',
        'tsconfig.json': JSON.stringify({
          compilerOptions: {
            ...{ module, moduleResolution, target: 'ES2024', lib: ['ES2024', 'DOM'], types: [] },
            ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
            ...{ skipLibCheck: false, noEmit: true, rootDir: '.' },
          },
          files: ['typed.mts'],
        }),
      });
      const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
      // Where it finds fault, it prints that and ends with another code than 0.
      expect(await node(tsc, '-p', '.')).toBe('');
    },
    180_000,
  );
});

describe('the engine', () => {
  it('needs no clock, chance, process or network, and changes nothing it is given', async () => {
    write({
      'bare.mjs': `
        import shipped from 'attest-fhir/shipped.json' with { type: 'json' };
        import { record } from './record.mjs';
        const print = console.log;
        const frozen = (value) => {
          if (typeof value === 'object' && value !== null) Object.values(value).forEach(frozen);
          return Object.freeze(value);
        };
        const never = () => { throw new Error('not pure'); };
        Math.random = never;
        globalThis.Date = class extends Date {
          constructor(...given) { if (given.length === 0) never(); super(...given); }
          static now() { return never(); }
        };
        for (const name of ['process', 'Buffer', 'fetch', 'console', 'setTimeout', 'require']) {
          delete globalThis[name];
        }
        const engine = await import('attest-fhir');
        const definitions = engine.readDefinitions(frozen(shipped.resources));
        const { cases } = engine.readCaseFiles(frozen(record), definitions);
        const [{ caseFile, programme }] = cases;
        const calendar = engine.calendarOf(frozen(shipped.holidays));
        const asOf = 1775034000000;
        const line = engine.assessmentLine(engine.assess(frozen(caseFile), programme, asOf, calendar));
        print(line.asOf, line.verdict);
      `,
    });
    expect(await node('bare.mjs')).toBe('2026-04-01T09:00:00.000Z overstated\n');
  });

  it('loads no file but its own, and no package but zod', () => {
    const entry = join(project, 'node_modules/attest-fhir/dist/index.js');
    const outside = new Set<string>();
    const seen = new Set<string>();
    const follow = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      const imports = readFileSync(file, 'utf8').matchAll(/(?:from|import\(?)\s*["']([^"']+)["']/g);
      for (const [, name = ''] of imports) {
        if (name.startsWith('.')) follow(join(dirname(file), name));
        else outside.add(name);
      }
    };
    follow(entry);
    expect(seen.size).toBeGreaterThan(50);
    expect([...outside]).toEqual(['zod']);
  });

  it('exports these functions, and no others', async () => {
    write({ 'names.mjs': `console.log(Object.keys(await import('attest-fhir')).join(' '));` });
    expect(await node('names.mjs')).toBe(
      'assess assessmentLine calendarOf readCaseFile readCaseFiles readDefinitions\n',
    );
  });

  it('ships the definitions that the service has, and the same bank holidays', () => {
    const read = (path: string): unknown =>
      JSON.parse(readFileSync(join(project, 'node_modules/attest-fhir', path), 'utf8'));
    const { resources, holidays } = read('dist/shipped.json') as {
      readonly resources: readonly { readonly resourceType: string; readonly url: string }[];
      readonly holidays: readonly string[];
    };
    const of = (type: string) => resources.filter((each) => each.resourceType === type);
    const { programmes, codeSystems, conceptMaps } = loadDefinitions();
    expect(of('CodeSystem')).toEqual(codeSystems);
    expect(of('ConceptMap')).toEqual(conceptMaps);
    expect(of('PlanDefinition').map(({ url }) => url)).toEqual(programmes.map(({ url }) => url));
    expect({ days: holidays }).toEqual({
      days: (read('profiles/calendars/england-and-wales.json') as { days: unknown }).days,
    });
  });
});

describe('the npm package', () => {
  it('holds what the command line needs, and nothing of tests or sources', () => {
    expect(npm.files).toEqual(
      expect.arrayContaining([
        'LICENSE',
        'README.md',
        'docs/engine.md',
        'dist/cli.js',
        'dist/index.d.ts',
        'dist/sandbox/pages/style.css',
        'dist/sandbox/pages/templates/person.njk',
        'profiles/dist/package/package.json',
        'profiles/dist/package/PlanDefinition-independent-travel.json',
      ]),
    );
    const strangers = npm.files.filter((path) =>
      /^(?:src|test|bench)\/|\.tgz$|^(?!dist\/).*\.ts$|(?<!\.d)\.ts$/.test(path),
    );
    expect(strangers).toEqual([]);
  });

  it('brings a command line that works by itself', async () => {
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      readonly dependencies: Readonly<Record<string, string>>;
    };
    const whole = await npm.installed(Object.keys(dependencies));
    const golden = 'test/cases/independent-travel/one-strong-session-claimed-as-achieved';
    const read = (name: string): string => readFileSync(join(ROOT, golden, name), 'utf8');
    const cli = join(whole, 'node_modules/attest-fhir/dist/cli.js');
    const asOf = read('as-of.txt').trim();
    const args = ['assess', join(ROOT, golden, 'resources.json'), '--as-of', asOf];
    const { stdout } = await run(process.execPath, [cli, ...args, '--format', 'json']);
    expect([JSON.parse(stdout)]).toEqual(JSON.parse(read('expected.json')));
  });
});

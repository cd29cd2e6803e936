import { readFileSync, readdirSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { loadDefinitions } from '../../src/definitions.ts';
import { expectConformant } from '../support/conformance.ts';
import { BASE, EXTENSION, PROFILE, SYSTEM } from '../../src/fhir/names.ts';

const PROFILES = join(import.meta.dirname, '../../profiles');
const VENDORED = join(PROFILES, 'vendor/.fhir/packages/hl7.fhir.r4.core#4.0.1/package');
const { conceptMaps, programmes } = loadDefinitions();

interface Definition {
  readonly resourceType: string;
  readonly url?: string;
}
const read = (folder: string): readonly Definition[] =>
  readdirSync(folder)
    .filter((name) => /^[A-Z].*\.json$/.test(name))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Definition);
const shipped = read(join(PROFILES, 'dist/package'));
const structureDefinitions = shipped.filter(
  ({ resourceType }) => resourceType === 'StructureDefinition',
);
const known = new Set([...shipped, ...read(VENDORED)].map(({ url }) => url));

/** Every canonical of ours that is mentioned anywhere in a value. */
function canonicalsIn(value: unknown): readonly string[] {
  const text = JSON.stringify(value);
  const pattern = new RegExp(`${BASE}/(?:StructureDefinition|ValueSet)/[a-z-]+`, 'g');
  return [...new Set(text.match(pattern))];
}

describe('the built package', () => {
  it('defines every extension and profile that the code names, and no other', () => {
    const urls = structureDefinitions.map(({ url }) => url).sort();
    expect(urls).toEqual([...Object.values(EXTENSION), ...Object.values(PROFILE)].sort());
  });

  it('points only at profiles, extensions and value sets of its own that exist', () => {
    expect(canonicalsIn(shipped).filter((url) => !known.has(url))).toEqual([]);
  });

  // SUSHI checks the programmes against their profile; here they are checked against R4 itself.
  it.each(shipped.map((each) => [each.url ?? '', each] as const))('%s is valid R4', (_, each) => {
    const bare: Definition & { readonly meta?: unknown } = { ...each, meta: undefined };
    expectConformant(bare);
  });

  it('snapshots each profile', () => {
    expect(structureDefinitions.filter((each) => !('snapshot' in each))).toEqual([]);
  });
});

describe('the vendored definitions', () => {
  it('are those of their manifest', () => {
    const manifest = JSON.parse(readFileSync(join(PROFILES, 'vendor/manifest.json'), 'utf8')) as {
      readonly files: Readonly<Record<string, string>>;
    };
    const found = readdirSync(VENDORED).map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(VENDORED, name)))
        .digest('hex'),
    ]);
    expect(Object.fromEntries(found)).toEqual(manifest.files);
  });
});

interface ConceptMap {
  readonly url: string;
  readonly group: readonly {
    readonly source: string;
    readonly target: string;
    readonly element: readonly {
      readonly code: string;
      readonly target: readonly { readonly code?: string; readonly equivalence: string }[];
    }[];
  }[];
}

/** `code -> equivalence code`, one line an element. */
function linesOf(id: string): readonly string[] {
  const map = (conceptMaps as readonly ConceptMap[]).find(({ url }) => url.endsWith(`/${id}`));
  return (map?.group ?? []).flatMap(({ element }) =>
    element.flatMap(({ code, target }) =>
      target.map((each) => [code, '->', each.equivalence, each.code ?? ''].join(' ').trim()),
    ),
  );
}

describe('the shipped ConceptMaps', () => {
  it('lead from goal domains to the programmes that ship', () => {
    expect(linesOf('goal-domain-to-programme')).toEqual([
      'community-travel -> equivalent independent-travel',
      'personal-care -> equivalent personal-care-confidence',
      'engagement -> equivalent meaningful-engagement',
    ]);
    const targets = (conceptMaps as readonly ConceptMap[])
      .flatMap(({ group }) => group)
      .filter(({ source }) => source === SYSTEM.goalDomain)
      .flatMap(({ target, element }) =>
        element.flatMap((each) => each.target.map(({ code }) => `${target}/${code ?? ''}`)),
      );
    expect(targets.sort()).toEqual(programmes.map(({ url }) => url).sort());
  });

  it('let only achieved and sustaining claim a level', () => {
    const claims = linesOf('goal-achievement-to-level');
    expect(claims.filter((line) => !line.endsWith('unmatched'))).toEqual([
      'achieved -> equivalent achieved',
      'sustaining -> equivalent sustained',
    ]);
    expect(claims).toHaveLength(9);
  });

  it('say what HL7 has no word for', () => {
    expect(linesOf('level-to-goal-achievement')).toEqual([
      'baseline -> wider in-progress',
      'partial -> wider in-progress',
      'near-complete -> wider in-progress',
      'achieved -> equivalent achieved',
      'sustained -> equivalent sustaining',
    ]);
  });
});

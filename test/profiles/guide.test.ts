import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ImplementationGuide, ImplementationGuideDefinitionPage, ValueSet } from 'fhir/r4.js';

const PROFILES = join(import.meta.dirname, '../../profiles');
const PAGES = join(PROFILES, 'input/pagecontent');
const guide = JSON.parse(
  readFileSync(join(PROFILES, 'dist/package/ImplementationGuide-attest.fhir.json'), 'utf8'),
) as ImplementationGuide;
const { grouping = [], resource, page: contents } = guide.definition ?? { resource: [] };
const definitions = resource.filter(
  ({ exampleBoolean, exampleCanonical }) => exampleBoolean !== true && !exampleCanonical,
);

const namesOf = (page: ImplementationGuideDefinitionPage | undefined): readonly string[] =>
  (page?.page ?? []).flatMap((each) => [each.nameUrl ?? '', ...namesOf(each)]);

const files = readdirSync(PAGES).sort();
const textOf = (file: string): string => readFileSync(join(PAGES, file), 'utf8');

/** As kramdown names a heading: lower case, without signs, with hyphens for spaces. */
const anchorsIn = (file: string): readonly string[] =>
  [...textOf(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^a-z0-9 -]/g, '')
      .replaceAll(' ', '-'),
  );

const linksIn = (text: string): readonly string[] =>
  [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, to = '']) => to);

/** Made by the publisher for every guide. */
const GENERATED = new Set(['artifacts.html', 'toc.html']);
const artifacts = new Set(
  resource.map(({ reference }) => `${(reference.reference ?? '').replace('/', '-')}.html`),
);

function leadsSomewhere(link: string): boolean {
  if (link.startsWith('https://')) return URL.canParse(link);
  const [page = '', anchor] = link.split('#');
  const file = page.replace(/\.html$/, '.md');
  if (files.includes(file)) return anchor === undefined || anchorsIn(file).includes(anchor);
  return anchor === undefined && (GENERATED.has(page) || artifacts.has(page));
}

describe('the pages', () => {
  it('are those of the contents', () => {
    expect(
      namesOf(contents)
        .map((name) => name.replace(/\.html$/, '.md'))
        .toSorted(),
    ).toEqual(files);
  });

  it.each(files)('%s has no link that leads nowhere', (file) => {
    const links = linksIn(textOf(file));
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((link) => !leadsSomewhere(link))).toEqual([]);
  });

  it('can each be reached from the first', () => {
    const reached = new Set(['index.md']);
    for (const file of reached)
      for (const link of linksIn(textOf(file))) {
        const next = (link.split('#')[0] ?? '').replace(/\.html$/, '.md');
        if (files.includes(next)) reached.add(next);
      }
    expect([...reached].sort()).toEqual(files);
  });

  it('leave the title of a page to the publisher', () => {
    for (const file of files) expect(textOf(file)).not.toMatch(/^#{1,2} /m);
  });

  it('say of each tier of a connection what it is', () => {
    const tiers = definitions
      .map(({ reference }) => reference.reference ?? '')
      .filter((name) => name.startsWith('CapabilityStatement/host-'));
    const links = new Set(linksIn(textOf('connecting.md')));
    expect(tiers.filter((name) => !links.has(`${name.replace('/', '-')}.html`))).toEqual([]);
  });
});

describe('the groups', () => {
  it('hold every definition, and no example', () => {
    const lost = definitions.filter(({ groupingId }) => groupingId === undefined);
    // Each of these is a line for a group in profiles/sushi-config.yaml.
    expect(lost.map(({ reference }) => reference.reference)).toEqual([]);
    const examples = resource.filter((each) => !definitions.includes(each));
    expect(examples.filter(({ groupingId }) => groupingId !== undefined)).toEqual([]);
  });

  it('each hold something, and say in a sentence what', () => {
    const used = new Set(definitions.map(({ groupingId }) => groupingId));
    expect(grouping.map(({ id }) => id).filter((id) => !used.has(id))).toEqual([]);
    for (const { name, description } of grouping)
      expect([name, description]).toEqual([
        expect.stringMatching(/^[A-Z].*[^.]$/),
        expect.stringMatching(/\.$/),
      ]);
  });
});

it('the template is one that is still kept', () => {
  const ini = readFileSync(join(PROFILES, 'ig.ini'), 'utf8');
  expect(ini).toMatch(/^template = fhir2\.base\.template$/m);
  expect(ini).toMatch(/^ig = fsh-generated\/resources\/ImplementationGuide-attest\.fhir\.json$/m);
});

it('the README names only what is there', () => {
  const text = readFileSync(join(PROFILES, 'README.md'), 'utf8');
  const named = [...text.matchAll(/^\| ((?:`[^`]+`(?:, )?)+) /gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path),
  );
  const there = (path: string): boolean =>
    [path, `input/fsh/${path}`].some((each) => existsSync(join(PROFILES, each)));
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((path) => !there(path))).toEqual([]);
  for (const link of linksIn(text).filter((each) => !each.startsWith('https://')))
    expect(existsSync(join(dirname(join(PROFILES, 'README.md')), link))).toBe(true);
});

describe('what the guide says of itself', () => {
  it('is where it holds', () => {
    const [jurisdiction, ...more] = guide.jurisdiction ?? [];
    expect(more).toEqual([]);
    expect(jurisdiction?.coding).toEqual([{ system: 'urn:iso:std:iso:3166', code: 'GB' }]);
  });

  it('names the file that the build packs, and not the one of the publisher, as the package', () => {
    const file = `${guide.packageId}-${guide.version ?? ''}.tgz`;
    for (const text of [textOf('downloads.md'), readFileSync(join(PROFILES, 'README.md'), 'utf8')])
      expect(text).toContain(file);
    expect(files.flatMap((each) => linksIn(textOf(each)))).not.toContain('package.tgz');
  });

  it('gives the notice of LOINC in its own words wherever its codes are listed', () => {
    const listed = readdirSync(join(PROFILES, 'dist/package'))
      .filter((name) => name.startsWith('ValueSet-'))
      .map(
        (name) =>
          JSON.parse(readFileSync(join(PROFILES, 'dist/package', name), 'utf8')) as ValueSet,
      )
      .filter(({ compose }) =>
        compose?.include.some(({ system }) => system === 'http://loinc.org'),
      );
    expect(listed.map(({ id }) => id)).toEqual(['gas-answers', 'gas-score-codes']);
    for (const { copyright } of listed)
      expect(copyright).toBe(
        'This material contains content from LOINC (http://loinc.org). LOINC is copyright © Regenstrief Institute, Inc. and the Logical Observation Identifiers Names and Codes (LOINC) Committee and is available at no cost under the license at http://loinc.org/license. LOINC® is a registered United States trademark of Regenstrief Institute, Inc.',
      );
  });
});

import { LEVELS, STRENGTHS } from '../../src/domain/level.ts';
import { loadDefinitions } from '../../src/definitions.ts';
import { BASE, SYSTEM } from '../../src/fhir/names.ts';
import { terminologyOf } from '../../src/fhir/terminology.ts';
import { shipped, type ValueSet } from './shipped.ts';

interface CodeSystem {
  readonly url: string;
  readonly valueSet: string;
  readonly property?: readonly { readonly code: string; readonly uri?: string }[];
  readonly concept: readonly {
    readonly code: string;
    readonly display?: string;
    readonly definition?: string;
    readonly property?: readonly { readonly code: string }[];
  }[];
}

const { terminology, codeSystems } = loadDefinitions();
const systems = codeSystems as readonly CodeSystem[];
const codesOf = (url: string): readonly string[] =>
  systems.find((system) => system.url === url)?.concept.map(({ code }) => code) ?? [];
const scaleOf = (url: string): Readonly<Record<string, number | null>> =>
  Object.fromEntries(
    codesOf(url).map((code) => [code, terminology.concept(url, code)?.rank ?? null]),
  );
const placesOf = (codes: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries(codes.map((code, place) => [code, place]));

describe('the shipped CodeSystems', () => {
  it('rank levels and strengths as the domain does', () => {
    expect(scaleOf(SYSTEM.level)).toEqual(placesOf(LEVELS));
    expect(scaleOf(SYSTEM.strength)).toEqual(placesOf(STRENGTHS));
  });

  it.each([
    [
      SYSTEM.promptLevel,
      {
        independent: 0,
        gestural: 1,
        'indirect-verbal': 2,
        verbal: 3,
        modelling: 4,
        'partial-physical': 5,
        physical: 6,
        refused: null,
        'not-attempted': null,
      },
    ],
    [SYSTEM.confidence, { none: 0, low: 1, some: 2, good: 3, full: 4 }],
    [SYSTEM.hesitation, { none: 0, slight: 1, marked: 2, stopped: 3 }],
    [SYSTEM.settled, { distressed: 0, unsettled: 1, 'mostly-settled': 2, settled: 3 }],
    [SYSTEM.enjoyment, { none: 0, little: 1, some: 2, clear: 3, delighted: 4 }],
    [SYSTEM.initiatedBy, { person: null, staff: null, peer: null, family: null }],
  ])('%s is the agreed scale', (url, scale) => {
    expect(scaleOf(url)).toEqual(scale);
  });

  it.each([
    [
      SYSTEM.trajectory,
      ['improving', 'steady', 'inconsistent', 'stalled', 'regressing', 'not-assessable'],
    ],
    [SYSTEM.verdict, ['supported', 'overstated', 'understated', 'unverifiable', 'no-claim']],
    [SYSTEM.sourceStance, ['supports', 'mixed', 'contradicts', 'absent', 'not-independent']],
    [SYSTEM.evidenceSource, ['daily-record', 'spot-observation', 'person-feedback', 'audit']],
    [SYSTEM.severity, ['info', 'warning', 'high']],
    [SYSTEM.tag, ['computed', 'confirmed', 'sandbox']],
    [SYSTEM.auditOpinion, ['justified', 'partly-justified', 'not-justified']],
    [SYSTEM.askedHow, ['unaided', 'aided', 'easy-read', 'interpreter']],
    [SYSTEM.setting, ['supported-living', 'home-care', 'residential']],
    [
      SYSTEM.dutyOutcome,
      [
        'moving',
        'not-moving',
        'improvement',
        'hesitation',
        'variability',
        'partial',
        'inconsistent',
        'sustained',
      ],
    ],
    [
      SYSTEM.programmeEvent,
      [
        'goal-agreed',
        'session-ended',
        'visit-ended',
        'shift-ended',
        'review-decided',
        'practice-concern',
        'unstable-progress',
        'doubtful-claim',
        'attendance-without-engagement',
        'audit-not-upheld',
      ],
    ],
  ])('%s holds exactly its codes', (url, codes) => {
    expect(codesOf(url)).toEqual(codes);
  });

  it('say of a refusal that it is one, and of no attempt that it is none', () => {
    const attemptOf = (code: string) => terminology.concept(SYSTEM.promptLevel, code)?.attempt;
    expect(attemptOf('refused')).toBe('declined');
    expect(attemptOf('not-attempted')).toBe('none');
    expect(attemptOf('independent')).toBeNull();
  });

  it('exist for every system of ours, and no other does', () => {
    const ours = Object.values(SYSTEM).filter((url) => url.startsWith(BASE));
    expect(systems.map(({ url }) => url).sort()).toEqual(ours.sort());
  });

  it('explain each code once, in words', () => {
    for (const { url, concept } of systems) {
      const codes = concept.map(({ code }) => code);
      expect({ url, codes: new Set(codes).size }).toEqual({ url, codes: codes.length });
      const silent = concept.filter((each) => !each.display || !each.definition?.endsWith('.'));
      expect({ url, silent }).toEqual({ url, silent: [] });
    }
  });

  it('say more of a code than its name', () => {
    const bare = (text = ''): string =>
      text
        .toLowerCase()
        .replace(/\b(a|an|the|is|was|that)\b|[^a-z]/g, ' ')
        .trim()
        .replace(/ +/g, ' ');
    const echoes = systems.flatMap(({ concept }) =>
      concept.filter(({ display, definition }) => bare(display) === bare(definition)),
    );
    expect(echoes).toEqual([]);
  });

  it('declare what they say of a code, with a name of its own', () => {
    for (const { url, property = [], concept } of systems) {
      const used = new Set(concept.flatMap((one) => (one.property ?? []).map(({ code }) => code)));
      const declared = property.filter(({ uri }) => uri !== undefined).map(({ code }) => code);
      expect({ url, codes: declared.sort() }).toEqual({ url, codes: [...used].sort() });
    }
  });

  it('have a ValueSet of all their codes, and no filter in it', () => {
    const includes = new Map(
      (shipped('ValueSet') as readonly ValueSet[]).map(({ url, compose }) => [
        url,
        compose.include,
      ]),
    );
    for (const { url, valueSet } of systems) {
      expect([valueSet, includes.get(valueSet)]).toEqual([
        url.replace('/CodeSystem/', '/ValueSet/'),
        [{ system: url }],
      ]);
    }
  });
});

describe('terminologyOf', () => {
  const scale = (rank: number) => ({
    resourceType: 'CodeSystem',
    url: 'https://host.example/scale',
    concept: [{ code: 'a', property: [{ code: 'rank', valueInteger: rank }] }],
  });

  it('lets nobody redefine a code that is already known', () => {
    const terms = terminologyOf([scale(1), scale(7)]);
    expect(terms.concept('https://host.example/scale', 'a')?.rank).toBe(1);
  });

  it('leaves out what is no CodeSystem, and keeps the rest', () => {
    const broken = { resourceType: 'CodeSystem', url: 'https://host.example/b', concept: 'all' };
    const terms = terminologyOf([null, 'x', { resourceType: 'Patient' }, broken, scale(2)]);
    expect(terms.knows('https://host.example/b')).toBe(false);
    expect(terms.concept('https://host.example/scale', 'a')).toEqual({
      code: 'a',
      display: 'a',
      rank: 2,
      attempt: null,
    });
  });

  it('finds codes below other codes', () => {
    const terms = terminologyOf([
      {
        resourceType: 'CodeSystem',
        url: 'https://host.example/tree',
        concept: [{ code: 'top', concept: [{ code: 'leaf', display: 'Leaf' }] }],
      },
    ]);
    expect(terms.concept('https://host.example/tree', 'leaf')?.display).toBe('Leaf');
  });
});

import type { Programme } from '../../../src/domain/programme.ts';
import { EXTENSION, IDENTIFIER, SYSTEM } from '../../../src/fhir/names.ts';
import { coding, conceptMap, context, goal, read, ref, type Json } from './records.ts';

const url = (id: string): string => `https://attest.example/fhir/PlanDefinition/${id}`;
const plain = (overrides: Json = {}): Json => goal('g1', { category: undefined, ...overrides });
const plan = (canonical: string, overrides: Json = {}): Json => ({
  resourceType: 'CarePlan',
  id: 'c1',
  status: 'active',
  instantiatesCanonical: [canonical],
  goal: [ref('Goal/g1')],
  ...overrides,
});
const ours = (canonical: string, overrides: Json = {}): Json =>
  plan(canonical, {
    id: 'ours',
    identifier: [{ system: IDENTIFIER.plan, value: 't1.g1' }],
    meta: { tag: [{ system: SYSTEM.tag, code: 'computed' }] },
    ...overrides,
  });
const extension = (...ids: readonly string[]): Json => ({
  extension: ids.map((id) => ({ url: EXTENSION.attainmentProgramme, valueCanonical: url(id) })),
});

/** The id of the programme, or why there is none. */
function assigned(
  resources: readonly Json[],
  overrides: Parameters<typeof context>[0] = {},
): string {
  const { cases, unassigned } = read(resources, overrides);
  return cases[0]?.programme.url.split('/').at(-1) ?? unassigned[0]?.because ?? 'nothing read';
}

describe('the programme of a goal', () => {
  const [travel, care, engagement] = [
    'independent-travel',
    'personal-care-confidence',
    'meaningful-engagement',
  ];

  it.each<[string, readonly Json[], string]>([
    ['our plan', [plain(), ours(url(care))], care],
    ['our plan at a version', [plain(), ours(`${url(care)}|1.0.0`)], care],
    ['our plan before the host’s', [plain(), plan(url(travel)), ours(url(care))], care],
    ['the host’s plan for this goal', [plain(), plan(url(care))], care],
    ['the host’s plan before the extension', [plain(extension(travel)), plan(url(care))], care],
    ['the extension', [plain(extension(engagement))], engagement],
    ['the extension before the topic', [goal('g1', extension(engagement))], engagement],
    ['the category', [goal()], travel],
    [
      'the description’s code',
      [plain({ description: coding(SYSTEM.goalDomain, 'engagement') })],
      engagement,
    ],
  ])('is named by %s', (_, resources, expected) => {
    expect(assigned(resources)).toBe(expected);
  });

  it.each([travel, url(travel), `${url(travel)}|1.0.0`])('falls back on %s', (defaultProgramme) => {
    expect(assigned([plain()], { defaultProgramme })).toBe(travel);
    const topical = goal('g1', { category: [coding(SYSTEM.goalDomain, 'engagement')] });
    expect(assigned([topical], { defaultProgramme })).toBe(engagement);
  });

  it('may be mapped from a local topic, by id or by URL', () => {
    const local = plain({ category: [coding('https://acme.example/area', 'BUS')] });
    const byId = conceptMap(
      'https://acme.example/area',
      'https://attest.example/fhir/PlanDefinition',
      { BUS: [travel, 'relatedto'] },
    );
    const byUrl = conceptMap('https://acme.example/area', 'urn:ietf:rfc:3986', {
      BUS: [url(travel), 'equivalent'],
    });
    expect(assigned([local], { maps: [byId] })).toBe(travel);
    expect(assigned([local], { maps: [byUrl] })).toBe(travel);
  });

  it.each<[string, readonly Json[], RegExp]>([
    ['nothing names one', [plain()], /nothing in the record names/],
    [
      'its words alone do',
      [plain({ description: { text: 'Independent travel' } })],
      /nothing in the record names/,
    ],
    ['a version is not loaded', [plain(), ours(`${url(care)}|9.9.9`)], /\|9\.9\.9 is not loaded/],
    ['two are named by one source', [plain(extension(travel, care))], /more than one programme/],
    [
      'two categories name two',
      [
        goal('g1', {
          category: [
            coding(SYSTEM.goalDomain, 'engagement'),
            coding(SYSTEM.goalDomain, 'personal-care'),
          ],
        }),
      ],
      /more than one programme/,
    ],
    [
      'our plan names one that is not loaded',
      [goal(), ours('https://acme.example/PlanDefinition/x')],
      /^its programme x is not loaded$/,
    ],
    [
      'our plan names one in words',
      [goal(), ours('Tom Smith: https://acme.example/travel')],
      /^its programme is not loaded$/,
    ],
    [
      'our plan names one by an address with words',
      [goal(), ours('https://acme.example/PlanDefinition/Tom Smith')],
      /^its programme is not loaded$/,
    ],
    [
      'the host’s plan is for two goals',
      [plain(), plan(url(care), { goal: [ref('Goal/g1'), ref('Goal/g2')] })],
      /nothing in the record names/,
    ],
    [
      'the host’s plan is another pathway',
      [plain(), plan('https://acme.example/PlanDefinition/falls')],
      /nothing in the record names/,
    ],
    [
      'our plan was revoked',
      [plain(), ours(url(care), { status: 'revoked' })],
      /nothing in the record names/,
    ],
    ['it is nobody’s', [goal('g1', { subject: { display: 'Tom' } })], /whose goal/],
  ])('is none where %s', (_, resources, because) => {
    expect(assigned(resources)).toMatch(because);
  });

  it('is the newest that is loaded where no version is pinned', () => {
    const { programmes } = context();
    const [first] = programmes.filter((one) => one.url === url(travel)) as [Programme];
    const versions = ['1.10.0', '1.9.0'].map((version) => ({ ...first, version }));
    const { cases } = read([goal()], { programmes: [...versions, first] });
    expect(cases[0]?.programme.version).toBe('1.10.0');
  });

  it('leaves evidence of a goal without one unjudged', () => {
    const { cases, unassigned } = read([plain(), goal('g2')]);
    expect(cases.map((one) => one.caseFile.goal.reference)).toEqual(['Goal/g2']);
    expect(unassigned).toMatchObject([{ goal: 'Goal/g1', patient: 'Patient/p1' }]);
  });

  it('comes with the host’s own plan for the goal', () => {
    const { cases } = read([
      goal(),
      ours(url(travel)),
      plan('https://acme.example/PlanDefinition/falls'),
    ]);
    expect(cases[0]?.hostPlan).toBe('CarePlan/c1');
  });
});

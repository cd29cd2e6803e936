import type { Assessment } from '../../../src/domain/assessment.ts';
import { verdictResource, verdictWrite } from '../../../src/fhir/write/verdict.ts';
import { aFinding, aProgramme, anAssessment } from '../../support/assessments.ts';
import { expectConformant } from '../../support/conformance.ts';

const BASE = 'https://attest.example/fhir';
const system = (name: string): string => `${BASE}/CodeSystem/${name}`;

const place = {
  tenant: 't1',
  goal: 'Goal/g1',
  goalVersion: 'Goal/g1/_history/7',
  patient: 'Patient/p1',
  programme: `${BASE}/PlanDefinition/independent-travel|1.0.0`,
  provider: 'Organization/provider1',
  device: 'Device/d1',
  plan: 'CarePlan/c1',
  asOf: anAssessment().asOf,
};

const written = (changed: Partial<Assessment> = {}) =>
  verdictWrite(place, anAssessment(changed), 12).resource;

const component = (resource: unknown, code: string): readonly Record<string, unknown>[] =>
  (resource as { component: Record<string, unknown>[] }).component.filter((each) =>
    JSON.stringify(each['code']).includes(`"${code}"`),
  );

describe('a verdict', () => {
  it('has the shape that hosts are told of', () => {
    expect({ ...written(), component: [] }).toEqual({
      component: [],
      resourceType: 'Observation',
      meta: {
        profile: [`${BASE}/StructureDefinition/attest-verdict`],
        tag: [{ system: system('tag'), code: 'computed' }],
      },
      extension: [
        {
          url: 'http://hl7.org/fhir/StructureDefinition/resource-pertainsToGoal',
          valueReference: { reference: 'Goal/g1' },
        },
        {
          url: 'http://hl7.org/fhir/StructureDefinition/workflow-adheresTo',
          valueCanonical: `${BASE}/PlanDefinition/independent-travel|1.0.0`,
        },
      ],
      identifier: [{ system: `${BASE}/id/verdict`, value: 't1.g1.12' }],
      basedOn: [{ reference: 'CarePlan/c1' }],
      status: 'preliminary',
      category: [
        {
          coding: [
            {
              system: 'http://terminology.hl7.org/CodeSystem/observation-category',
              code: 'survey',
            },
          ],
        },
      ],
      code: {
        coding: [{ system: system('observation'), code: 'attainment' }],
        text: 'What the evidence supports',
      },
      subject: { reference: 'Patient/p1' },
      focus: [{ reference: 'Goal/g1/_history/7' }],
      // Day 20515 is 3 March 2026.
      effectivePeriod: { start: '2026-03-03', end: '2026-03-31' },
      issued: '2026-03-31T18:00:00.000Z',
      performer: [{ reference: 'Organization/provider1' }],
      valueCodeableConcept: {
        coding: [
          { system: system('level'), code: 'partial' },
          { system: 'http://terminology.hl7.org/CodeSystem/goal-achievement', code: 'improving' },
        ],
        text: 'partial',
      },
      note: [
        {
          text: 'The evidence supports: partial. The record claims: achieved. Strength of the evidence: moderate.',
        },
      ],
      device: { reference: 'Device/d1' },
      derivedFrom: [
        { reference: 'Observation/s31' },
        { reference: 'QuestionnaireResponse/fb9' },
        { reference: 'Observation/s30' },
      ],
    });
  });

  it('carries every part of the decision as a component', () => {
    const resource = written({ findings: [aFinding('stalled'), aFinding('late-record', 'info')] });
    const coded = (code: string, name: string) =>
      component(resource, code).map((each) => {
        const { coding } = each['valueCodeableConcept'] as { coding: Record<string, string>[] };
        return coding.filter((one) => one['system'] === system(name)).map((one) => one['code']);
      });
    expect(coded('claimed-level', 'level')).toEqual([['achieved']]);
    expect(coded('verdict', 'verdict')).toEqual([['overstated']]);
    expect(coded('evidence-strength', 'strength')).toEqual([['moderate']]);
    expect(coded('trajectory', 'trajectory')).toEqual([['improving']]);
    expect(coded('source-records', 'source-stance')).toEqual([['contradicts']]);
    expect(coded('source-observation', 'source-stance')).toEqual([['absent']]);
    expect(coded('source-feedback', 'source-stance')).toEqual([['supports']]);
    expect(coded('source-audit', 'source-stance')).toEqual([['absent']]);
    expect(coded('finding', 'finding')).toEqual([['stalled'], ['late-record']]);
    expect(coded('need', 'need')).toEqual([['consistency'], ['observations']]);
    expect(component(resource, 'grade-independence')).toMatchObject([{ valueInteger: 0 }]);
    expect(component(resource, 'grade-recency')).toMatchObject([{ valueInteger: 3 }]);
    expect(component(resource, 'validated-stage')).toMatchObject([
      {
        valueCodeableConcept: {
          coding: [{ system: `${BASE}/PlanDefinition/independent-travel`, code: 'stage-2' }],
        },
      },
    ]);
  });

  const PROGRAMME = `${BASE}/PlanDefinition/independent-travel`;
  it.each([
    ['none', [{ system: system('level'), code: 'baseline' }]],
    ['stage-1', [{ system: PROGRAMME, code: 'stage-1' }]],
    [null, undefined],
  ])('tells the stage that the baseline met: %s', (stage, coding) => {
    const resource = written({ baseline: { reference: 'Observation/b', day: 20_468, stage } });
    const [told] = component(resource, 'baseline-stage');
    expect((told?.['valueCodeableConcept'] as { coding?: unknown } | undefined)?.coding).toEqual(
      coding,
    );
    expectConformant(resource);
  });

  it.each([
    ['baseline', 'not-assessable', 'in-progress'],
    ['baseline', 'steady', 'in-progress'],
    ['baseline', 'improving', 'improving'],
    ['partial', 'steady', 'in-progress'],
    ['partial', 'inconsistent', 'in-progress'],
    ['partial', 'improving', 'improving'],
    ['partial', 'regressing', 'worsening'],
    ['near-complete', 'stalled', 'no-change'],
    ['near-complete', 'steady', 'in-progress'],
    ['achieved', 'steady', 'achieved'],
    ['achieved', 'regressing', 'achieved'],
    ['sustained', 'stalled', 'sustaining'],
  ] as const)('says %s and %s in HL7’s words as %s', (level, trajectory, expected) => {
    const validated = { ...anAssessment().validated, level };
    expect(written({ validated, trajectory })).toMatchObject({
      valueCodeableConcept: { coding: [{ code: level }, { code: expected }] },
    });
  });

  it('keeps the host’s own code of a status that claims no level', () => {
    const claimed = { level: null, code: 'improving', day: 1, reference: 'Goal/g1' };
    const resource = written({ claimed, verdict: 'no-claim' });
    expect(component(resource, 'claimed-level')).toEqual([]);
    expect(component(resource, 'claimed-code')).toMatchObject([{ valueString: 'improving' }]);
    expectConformant(resource);
  });

  it('cites the newest hundred of what Observation may cite, and nothing where there is no run', () => {
    const cites = [
      'Goal/g1/_history/7',
      ...Array.from({ length: 120 }, (_, index) => `Observation/s${200 - index}`),
    ];
    const many = written({ run: { start: 20_515, cites } });
    const derivedFrom = many['derivedFrom'] as { reference: string }[];
    expect(derivedFrom.length).toBe(100);
    expect(derivedFrom[0]?.reference).toBe('Observation/s200');
    const none = written({ run: { start: null, cites: [] } });
    expect(none).not.toHaveProperty('derivedFrom');
    expect(none).toMatchObject({ effectiveDateTime: '2026-03-31' });
    expectConformant(none);
  });

  it('can be shown outside any record, without references to what is not there', () => {
    const resource = verdictResource(
      {
        caseFile: { goal: { start: 20_465, open: true } },
        programme: aProgramme(),
        goalVersion: null,
        hostPlan: null,
        provider: null,
      },
      anAssessment(),
    );
    expect(JSON.stringify(resource)).not.toContain('urn:uuid');
    expect(resource).not.toHaveProperty('performer');
    expect(resource).toMatchObject({ focus: [{ reference: 'Goal/g1' }] });
    expectConformant(resource);
  });
});

describe('the conformance check itself', () => {
  const whole = written();
  const components = whole['component'] as unknown[];
  const isOf = (each: unknown, code: string) => JSON.stringify(each).includes(`"code":"${code}"`);
  const broken: readonly (readonly [string, Record<string, unknown>])[] = [
    ['no identifier', { identifier: undefined }],
    ['no level', { valueCodeableConcept: { text: 'partial' } }],
    ['no goal', { extension: [] }],
    ['a missing component', { component: components.filter((each) => !isOf(each, 'trajectory')) }],
    ['another value type', { valueCodeableConcept: undefined, valueString: 'partial' }],
    ['an unknown element', { claimant: 'x' }],
    ['two values', { valueString: 'x' }],
  ];
  it.each(broken)('refuses %s', (_what, changed) => {
    expectConformant(whole);
    const resource = JSON.parse(JSON.stringify({ ...whole, ...changed })) as typeof whole;
    expect(() => {
      expectConformant(resource);
    }).toThrow();
  });
});

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { expectConformant } from '../support/conformance.ts';
import { contentOf, measure, shipped, type Resource } from './logic.ts';
import { personWith } from './people.ts';

const ROOT = join(import.meta.dirname, '../..');
const MEASURE = 'https://attest.example/fhir/Measure';

interface Criterion {
  readonly criteria: { readonly language: string; readonly expression: string };
}
interface Measure extends Resource {
  readonly title: string;
  readonly description: string;
  readonly guidance: string;
  readonly rationale: string;
  readonly library: readonly string[];
  readonly scoring: { readonly coding: readonly { readonly code: string }[] };
  readonly relatedArtifact?: readonly { readonly type: string; readonly resource: string }[];
  readonly group: readonly {
    readonly population: readonly (Criterion & {
      readonly code: { readonly coding: readonly { readonly code: string }[] };
    })[];
    readonly stratifier: readonly (Criterion & { readonly id: string })[];
  }[];
}

const files = readdirSync(join(ROOT, 'profiles/dist/package')).filter((name) =>
  name.startsWith('Measure-'),
);
const measures = files.map((name) => shipped(name.replace('.json', '')) as Measure);
const called = (id: string): Measure => measures.find((each) => each.id === id) as Measure;
const stratifiers = ({ group }: Measure) => group.flatMap(({ stratifier }) => stratifier);
const populations = ({ group }: Measure) => group.flatMap(({ population }) => population);
const roles = (each: Measure) =>
  populations(each).map(({ code, criteria }) => [code.coding[0]?.code, criteria.expression]);

interface Statement {
  readonly name: string;
  readonly type?: string;
  readonly operand?: readonly { readonly operandTypeSpecifier: { readonly name: string } }[];
}
interface Elm {
  readonly library: {
    readonly identifier: { readonly id: string; readonly version: string };
    readonly statements: { readonly def: readonly Statement[] };
  };
}
const elmOf = (library: string): Elm['library'] =>
  (JSON.parse(contentOf(library, 'application/elm+json')) as Elm).library;
const statements = new Map(elmOf('AttestMeasures').statements.def.map((one) => [one.name, one]));

describe('the measures', () => {
  it('are M1 to M10 and C1 to C3', () => {
    const numbers = measures.map(({ id }) => id.split('-')[0]).sort();
    const wanted = [...Array(10).keys()].map((at) => `m${String(at + 1)}`);
    expect(numbers).toEqual([...wanted, 'c1', 'c2', 'c3'].sort());
  });

  it.each(measures.map((each) => [each.id, each] as const))('%s is valid R4', (_, each) => {
    expectConformant(each);
    expect(each['extension']).toEqual([
      {
        url: 'http://hl7.org/fhir/us/cqfmeasures/StructureDefinition/cqfm-populationBasis',
        valueCode: 'Goal',
      },
    ]);
  });

  it.each(measures.map((each) => [each.id, each] as const))(
    '%s names only logic that there is',
    (_, each) => {
      expect(each.library).toEqual([shipped('Library-AttestMeasures')['url']]);
      for (const { criteria } of [...populations(each), ...stratifiers(each)])
        expect(criteria.language).toBe('text/cql');
      for (const { criteria } of populations(each))
        expect([criteria.expression, statements.get(criteria.expression)?.type]).toEqual([
          criteria.expression,
          undefined,
        ]);
      for (const { criteria } of stratifiers(each)) {
        const operands = statements.get(criteria.expression)?.operand ?? [];
        expect([
          criteria.expression,
          ...operands.map(({ operandTypeSpecifier }) => operandTypeSpecifier.name),
        ]).toEqual([criteria.expression, '{http://hl7.org/fhir}Goal']);
      }
    },
  );

  it('have every one of the strata that commissioners ask for', () => {
    const asked = [
      'exclusion',
      'setting',
      'programme',
      'goal-domain',
      'care-act-outcome',
      'site',
    ].concat(['age-band', 'ethnicity', 'primary-support-reason', 'standing']);
    for (const each of measures) {
      const ids = stratifiers(each).map(({ id }) => id);
      expect([each.id, asked.filter((id) => !ids.includes(id))]).toEqual([each.id, []]);
    }
  });

  it('never tell of the person’s own word without those who declined to give it (M7, M8)', () => {
    const told = measures.filter((each) => stratifiers(each).some(({ id }) => id === 'feedback'));
    expect(told.map(({ id }) => id).sort()).toEqual(['m7-four-sources', 'm8-own-feedback']);
    for (const { guidance } of told)
      expect(guidance).toContain('never be published without the stratum feedback');
  });

  it('take everybody for their denominator, but where they are about the achieved', () => {
    const proportions = measures.filter(({ scoring }) => scoring.coding[0]?.code === 'proportion');
    expect(proportions).toHaveLength(10);
    for (const each of proportions) {
      const name = (each.id.split('-')[0] as string).toUpperCase();
      const own = name === 'M9' || name === 'M10' ? `${name} ` : '';
      expect(roles(each)).toEqual([
        ['initial-population', 'Initial Population'],
        ['denominator', `${own}Denominator`],
        ['denominator-exclusion', `${own}Denominator Exclusion`],
        ['numerator', `${name} Numerator`],
      ]);
    }
    for (const id of ['c1-goals-by-level', 'c2-goals-by-strength', 'c3-goals-by-finding'])
      expect(roles(called(id))).toEqual([['initial-population', 'Initial Population']]);
  });

  it('say what they must never be used for, and never give M1 alone', () => {
    for (const { id, guidance, rationale } of measures) {
      expect([id, guidance]).toEqual([id, expect.stringContaining('must never')]);
      expect(rationale).not.toBe('');
    }
    expect(
      called('m1-validated-attainment').relatedArtifact?.map(({ resource }) => resource),
    ).toEqual(
      ['m3-claims-supported', 'm7-four-sources', 'm10-evidence-behind-achievement'].map(
        (id) => `${MEASURE}/${id}`,
      ),
    );
  });

  it('are told in the same words in docs/measures.md', () => {
    const told = readFileSync(join(ROOT, 'docs/measures.md'), 'utf8').replace(/\s+/g, ' ');
    for (const { title, description, guidance } of measures)
      expect([
        title,
        [title, description, guidance].filter((text) => !told.includes(text)),
      ]).toEqual([title, []]);
  });
});

describe('the logic', () => {
  it.each(['AttestMeasures', 'FHIRHelpers'])('%s is in its Library in both forms', (name) => {
    const { version } = shipped(`Library-${name}`);
    expect(contentOf(name, 'text/cql')).toContain(`library ${name} version '${String(version)}'`);
    expect(elmOf(name).identifier).toEqual({ id: name, version });
    expectConformant(shipped(`Library-${name}`));
  });

  it('knows of the shipped programmes what their PlanDefinitions say', async () => {
    const { value } = await measure(personWith('anyone', {}), {
      start: '2026-01-01T00:00:00.000+00:00',
      end: '2026-03-31T23:59:59.999+01:00',
    });
    expect(value('Shipped Programmes')).toMatchObject(
      ['independent-travel', 'personal-care-confidence', 'meaningful-engagement'].map(inPlan),
    );
  });
});

interface Part {
  readonly extension?: readonly Readonly<Record<string, unknown>>[];
}
interface Plan extends Resource {
  readonly url: string;
  readonly useContext: readonly {
    readonly valueCodeableConcept: { readonly coding: readonly { readonly code: string }[] };
  }[];
  readonly action: readonly {
    readonly id: string;
    readonly timingTiming?: { readonly repeat: Readonly<Record<string, unknown>> };
  }[];
  readonly goal: readonly { readonly id: string; readonly extension: readonly Part[] }[];
  readonly extension: readonly Part[];
}

const rankIn = (extensions: Plan['extension']): number =>
  extensions
    .flatMap(({ extension }) => extension ?? [])
    .flatMap((part) => (part['url'] === 'rank' ? [Number(part['valueInteger'])] : []))[0] ?? NaN;

const UNIT: Readonly<Record<string, string>> = { mo: 'month', wk: 'week' };

function inPlan(id: string) {
  const plan = shipped(`PlanDefinition-${id}`) as Plan;
  const review = plan.action.find((each) => each.id === 'manager-review')?.timingTiming?.repeat;
  const days = plan.extension
    .map(({ extension }) => extension ?? [])
    .find((parts) => parts.some((part) => part['valueCode'] === 'sustained-days'))
    ?.find((part) => part['valueDecimal'] !== undefined)?.['valueDecimal'];
  expect(review?.['frequency']).toBe(1);
  const ranked = plan.goal.map(({ id, extension }) => [rankIn(extension), id] as const);
  ranked.sort(([a], [b]) => a - b);
  return {
    url: plan.url,
    setting: plan.useContext[0]?.valueCodeableConcept.coding[0]?.code,
    reviewEvery: {
      value: review?.['period'],
      unit: expect.stringMatching(`^${UNIT[String(review?.['periodUnit'])] ?? '?'}s?$`) as unknown,
    },
    followUpAfter: { value: days, unit: 'days' },
    stages: ranked.map(([, id]) => id),
  };
}

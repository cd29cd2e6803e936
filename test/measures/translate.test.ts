import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { BuildFailure } from '../../profiles/build/failure.ts';
import { fhirHelpers } from '../../profiles/build/fhirHelpers.ts';
import { librariesFrom } from '../../profiles/build/libraries.ts';
import { translate } from '../../profiles/build/translate.ts';
import { shipped } from './logic.ts';

const modelInfo = readFileSync(
  join(
    import.meta.dirname,
    '../../node_modules/cql-exec-fhir/lib/modelInfos/fhir-modelinfo-4.0.1.xml',
  ),
  'utf8',
);

const failureOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof BuildFailure) return error.message;
    throw error;
  }
  return 'no failure';
};

const translated = (statement: string): (() => string) => {
  const cql = [
    "library Try version '1'",
    "using FHIR version '4.0.1'",
    "include FHIRHelpers version '4.0.1'",
    'context Patient',
    statement,
  ].join('\n');
  const sources = new Map([
    ['Try', cql],
    ['FHIRHelpers', fhirHelpers(modelInfo)],
  ]);
  return () => translate('Try', sources, modelInfo);
};

describe('translating the logic', () => {
  it('gives the same bytes each time', () => {
    const act = translated("define Open: [Goal] G where G.lifecycleStatus = 'active'");
    expect(act()).toBe(act());
  });

  it('tells an error with its place', () => {
    expect(failureOf(translated('define Sum: 1 + Missing'))).toMatch(
      /^The CQL of Try does not translate:\n +Error: .*Missing.* \(line 5, column 17\)/,
    );
  });

  it('takes no warning: a name that hides another is refused', () => {
    const hiding = 'define Open: [Goal] G return ([Goal] G where true)';
    expect(failureOf(translated(hiding))).toMatch(/Warning: .* G is hiding another/);
  });

  it('refuses a unit that only UCUM knows', () => {
    expect(failureOf(translated("define Long: 1 'wk'"))).toMatch(/wk is no calendar unit of CQL/);
  });
});

describe('the Libraries', () => {
  const file = (name: string, changes: object = {}) =>
    [
      `Library-${name}.json`,
      JSON.stringify({ ...shipped(`Library-${name}`), ...changes }),
    ] as const;

  it('must each have logic of their name and version, and all logic a Library', () => {
    const helpers = file('FHIRHelpers');
    expect(failureOf(() => librariesFrom(new Map([helpers])))).toBe(
      'No Library describes the logic AttestMeasures.',
    );
    const other = ['Library-Other.json', '{}'] as const;
    expect(failureOf(() => librariesFrom(new Map([other, file('AttestMeasures'), helpers])))).toBe(
      'Library-Other.json has no logic of its name.',
    );
    const later = file('AttestMeasures', { version: '2.0.0' });
    expect(failureOf(() => librariesFrom(new Map([later, helpers])))).toBe(
      "The CQL should say: library AttestMeasures version '2.0.0'.",
    );
  });
});

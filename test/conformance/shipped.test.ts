import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import { loadConformanceDefinitions } from '../../src/conformanceDefinitions.ts';
import { errorsOf, shippedChecker } from '../support/conformance.ts';

const PACKAGE = new URL('../../profiles/dist/package/', import.meta.url);

const shipped = readdirSync(PACKAGE, { recursive: true, encoding: 'utf8' })
  .filter((name) => /^(example\/)?[A-Z][A-Za-z]+-.*\.json$/.test(name))
  .sort();

describe('what the package holds', () => {
  it.each(shipped)('%s is valid', (name) => {
    const resource: unknown = JSON.parse(readFileSync(new URL(name, PACKAGE), 'utf8'));
    expect(errorsOf(resource)).toEqual([]);
    const unevaluated = shippedChecker()
      .check(resource)
      .filter(({ severity, rule }) => severity === 'information' && rule.startsWith('invariant:'));
    expect(unevaluated).toEqual([]);
  });
});

interface Element {
  readonly constraint?: readonly { readonly key: string; readonly expression?: string }[];
}

it('every invariant of R4 and of ours can be evaluated', () => {
  const elements = (
    loadConformanceDefinitions() as readonly {
      readonly snapshot?: { readonly element: readonly Element[] };
    }[]
  ).flatMap(({ snapshot }) => snapshot?.element ?? []);
  const expressions = new Set(
    elements.flatMap(({ constraint }) => constraint ?? []).map(({ expression }) => expression),
  );
  expect(expressions.size).toBeGreaterThan(150);
  for (const expression of expressions) {
    if (expression !== undefined) expect(() => fhirpath.compile(expression, r4)).not.toThrow();
  }
});

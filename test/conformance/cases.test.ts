import { readFileSync, readdirSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { checkerOf, type ConformanceIssue } from '../../src/conformance/checker.ts';
import { loadConformanceDefinitions } from '../../src/conformanceDefinitions.ts';

const CASES = new URL('./cases/', import.meta.url);
const DEFINITIONS = new URL('./definitions/', import.meta.url);

type Told = Pick<ConformanceIssue, 'severity' | 'rule' | 'path'>;

interface Case {
  readonly shows: string;
  readonly resource: unknown;
  readonly profiles?: readonly string[];
  readonly issues: readonly Told[];
}

const jsonIn = (folder: URL): readonly (readonly [string, unknown])[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => [name, JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as unknown]);

const cases = jsonIn(CASES) as readonly (readonly [string, Case])[];
const checker = checkerOf([
  ...loadConformanceDefinitions(),
  ...jsonIn(DEFINITIONS).map(([, definition]) => definition),
]);

const told = ({ severity, rule, path }: Told): string => `${severity} ${rule} at ${path}`;

it.each(cases)('%s', (_name, { resource, profiles = [], issues }) => {
  const found = checker.check(resource, profiles);
  const errors = (all: readonly Told[]) =>
    all
      .filter(({ severity }) => severity === 'error')
      .map(told)
      .sort();
  expect(errors(found)).toEqual(errors(issues));
  expect(found.map(told)).toEqual(expect.arrayContaining(issues.map(told)));
});

it('has a name for what every case shows, and no two the same', () => {
  const shown = cases.map(([, { shows }]) => shows);
  expect(shown.every((each) => each.endsWith('.'))).toBe(true);
  expect(new Set(shown).size).toBe(shown.length);
});

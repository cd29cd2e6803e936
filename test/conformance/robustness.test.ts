import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkerOf } from '../../src/conformance/checker.ts';
import { loadConformanceDefinitions } from '../../src/conformanceDefinitions.ts';
import { Problem } from '../../src/problem.ts';
import { shippedChecker } from '../support/conformance.ts';

const CASES = new URL('./cases/', import.meta.url);

const resources: readonly unknown[] = readdirSync(CASES, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.json'))
  .sort()
  .map(
    (name) =>
      (JSON.parse(readFileSync(new URL(name, CASES), 'utf8')) as { readonly resource: unknown })
        .resource,
  );

/** The same value, with one of its parts at any depth replaced, removed, wrapped or renamed. */
function spoilt(value: unknown, at: number, change: (part: unknown) => unknown): unknown {
  let left = at;
  const walk = (part: unknown): unknown => {
    if (left === 0) {
      left -= 1;
      return change(part);
    }
    left -= 1;
    if (Array.isArray(part)) return part.map(walk);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, each]) => [key, walk(each)]));
  };
  return walk(value);
}

const change = fc.oneof(
  fc
    .anything({ withNullPrototype: true, withBigInt: true, withSparseArray: true })
    .map((value) => () => value),
  fc.constant((part: unknown) => [part]),
  fc.constant((part: unknown) => [part, null, part]),
  fc.constant((part: unknown) => ({ extension: [part], url: 'x', value: part })),
  fc
    .constantFrom('__proto__', 'constructor', 'toString', 'extension', 'resourceType')
    .map((key) => (part: unknown) => ({ [key]: part, ['_' + key]: [part] })),
  fc
    .constantFrom('#', 'urn:uuid:', 'Patient/', '2026-99-99', 'http://[', '\u0000')
    .map((text) => () => text),
);

/** The sentence, not the words of the resource, is what the checker may tell. */
const isIssue = (issue: object): boolean =>
  ['severity', 'rule', 'element', 'path', 'profile', 'message'].every(
    (key) => typeof (issue as Record<string, unknown>)[key] === 'string',
  );

describe('whatever it is given, the checker', () => {
  const checker = shippedChecker();

  it('lists issues of a spoilt resource, and the same each time', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...resources),
        fc.array(fc.tuple(fc.nat(60), change), { minLength: 1, maxLength: 4 }),
        (resource, changes) => {
          const odd = changes.reduce((value, [at, by]) => spoilt(value, at, by), resource);
          const issues = checker.check(odd);
          expect(issues.every(isIssue)).toBe(true);
          expect(checker.check(odd)).toEqual(issues);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('lists issues of any value at all', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const issues = checker.check(value);
        expect(issues.some(({ severity }) => severity === 'error')).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('does not follow circular data', () => {
    const round: Record<string, unknown> = { resourceType: 'Patient' };
    round['contained'] = [round, round];
    expect(checker.check(round)).toMatchObject([{ severity: 'error', rule: 'json' }]);
  });

  it('does not follow nesting without end', () => {
    const deep = (levels: number): unknown => {
      let part: unknown = { url: 'https://local.example/a', valueInteger: 1 };
      for (let level = 0; level < levels; level += 1) {
        part = { url: 'https://local.example/a', extension: [part] };
      }
      return { resourceType: 'Patient', extension: [part] };
    };
    expect(checker.check(deep(5_000))).toMatchObject([{ severity: 'error', rule: 'json' }]);
    const errors = checker.check(deep(20)).filter(({ severity }) => severity === 'error');
    expect(errors).toEqual([]);
  });

  it('ends where references lead round in a circle', () => {
    const goal = (id: string, other: string) => ({
      fullUrl: `https://host.example/fhir/Goal/${id}`,
      resource: {
        resourceType: 'Goal',
        id,
        lifecycleStatus: 'active',
        description: { text: 'To travel.' },
        subject: { reference: 'Patient/p' },
        addresses: [{ reference: `Goal/${other}` }],
      },
    });
    const issues = checker.check({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [goal('a', 'b'), goal('b', 'a')],
    });
    expect(issues.filter(({ rule }) => rule === 'reference')).toHaveLength(2);
  });

  it('looks at each entry of a Bundle a few times, however many there are', () => {
    const looks = (entries: number): number => {
      let count = 0;
      const entry = Array.from({ length: entries }, (_, at) => ({
        get fullUrl() {
          count += 1;
          return `https://host.example/fhir/Observation/o${at}`;
        },
        resource: {
          resourceType: 'Observation',
          id: `o${at}`,
          status: 'final',
          code: { text: 'Walk' },
          subject: { reference: 'Patient/elsewhere' },
        },
      }));
      expect(checker.check({ resourceType: 'Bundle', type: 'collection', entry })).not.toEqual([]);
      return count;
    };
    expect(looks(120)).toBeLessThan(looks(60) * 2.5);
  });

  it('looks at each resource contained a few times, however many there are', () => {
    const looks = (resources: number): number => {
      let count = 0;
      const ids = Array.from({ length: resources }, (_, at) => `o${at}`);
      const contained = ids.map((id) => ({
        resourceType: 'Organization',
        get id() {
          count += 1;
          return id;
        },
        name: 'Service',
      }));
      const generalPractitioner = ids.map((id) => ({ reference: `#${id}` }));
      const patient = { resourceType: 'Patient', id: 'p', contained, generalPractitioner };
      const errors = checker.check(patient).filter(({ severity }) => severity === 'error');
      expect(errors).toEqual([]);
      return count;
    };
    expect(looks(80)).toBeLessThan(looks(40) * 2.5);
  });

  it('does not take exponential time over a long text', () => {
    const started = performance.now();
    checker.check({
      resourceType: 'Patient',
      photo: [{ contentType: 'image/png', data: `${'abcd'.repeat(50_000)}!` }],
      name: [{ text: `${'a '.repeat(50_000)}\u0001` }],
      gender: 'f '.repeat(5_000),
      text: { div: `<div xmlns="http://www.w3.org/1999/xhtml">${'<!-- <p '.repeat(20_000)}` },
    });
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

it('tells no words of a resource, only codes, addresses and element names', () => {
  const secret = 'Zebedee Quill';
  const worded = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value, (key, each: unknown) =>
        typeof each === 'string' && key !== 'resourceType' ? secret : each,
      ),
    );
  const told = resources.flatMap((resource) => shippedChecker().check(worded(resource)));
  expect(told.length).toBeGreaterThan(500);
  expect(JSON.stringify(told)).not.toContain('Zebedee');
});

describe('with definitions that are odd', () => {
  const core = loadConformanceDefinitions() as readonly (object & { readonly url: string })[];
  const named = (url: string) => {
    const found = core.find((each) => each.url === `http://hl7.org/fhir/${url}`);
    return structuredClone(found) as unknown as {
      readonly snapshot: { readonly element: Record<string, unknown>[] };
    };
  };
  /** A copy of the definition as a profile, one element of which is of another profile. */
  const profileOf = (id: string, type: string, path: string, onto: string) => {
    const made = named(`StructureDefinition/${type}`);
    const element = made.snapshot.element.map((each) =>
      each['path'] === path ? { ...each, type: [{ code: 'HumanName', profile: [onto] }] } : each,
    );
    return { ...made, url: id, derivation: 'constraint', snapshot: { element } };
  };

  it('ends where profiles of one element lead to each other in a ring', () => {
    const at = 'https://local.example/';
    const checker = checkerOf([
      ...core,
      profileOf(`${at}a`, 'HumanName', 'HumanName', `${at}b`),
      profileOf(`${at}b`, 'HumanName', 'HumanName', `${at}a`),
      profileOf(`${at}patient`, 'Patient', 'Patient.name', `${at}a`),
    ]);
    const issues = checker.check({ resourceType: 'Patient', name: [{ text: 'A' }] }, [
      `${at}patient`,
    ]);
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it.each([null, {}])('refuses a snapshot with an element that is %j', (element) => {
    const odd = { ...named('StructureDefinition/Patient'), snapshot: { element: [element] } };
    expect(() => checkerOf([...core, odd])).toThrow(Problem);
  });

  it('does with what code systems and value sets have', () => {
    const checker = checkerOf([
      ...core.filter(({ url }) => url !== 'http://hl7.org/fhir/ValueSet/administrative-gender'),
      {
        resourceType: 'ValueSet',
        url: 'http://hl7.org/fhir/ValueSet/administrative-gender',
        compose: {},
      },
      {
        resourceType: 'CodeSystem',
        url: 'https://local.example/codes',
        content: 'complete',
        concept: [null, { code: 5 }, { code: 'a' }],
      },
    ]);
    const coded = (code: string) => ({
      resourceType: 'Patient',
      maritalStatus: { coding: [{ system: 'https://local.example/codes', code }] },
    });
    const unknown = (code: string) =>
      checker.check(coded(code)).filter(({ message }) => message.includes('has no code'));
    expect([unknown('a').length, unknown('b').length]).toEqual([0, 1]);
    expect(checker.check({ resourceType: 'Patient', gender: 'male' })).toContainEqual(
      expect.objectContaining({ severity: 'error', path: 'Patient.gender' }),
    );
  });
});

it('refuses a definition that has no snapshot', () => {
  const [plain] = (
    loadConformanceDefinitions() as readonly { readonly snapshot?: unknown }[]
  ).filter(({ snapshot }) => snapshot !== undefined);
  const bare = { ...plain, url: 'https://local.example/bare', snapshot: undefined };
  expect(() => checkerOf([bare])).toThrow(Problem);
  expect(() => checkerOf([bare])).toThrow(/https:\/\/local\.example\/bare has no snapshot/);
});

import { loadDefinitions } from '../../src/definitions.ts';
import { readProgramme } from '../../src/fhir/read/programme.ts';
import { examples } from '../support/builtPackage.ts';
import { shippedChecker } from '../support/conformance.ts';

/** Warnings that stand, and why. */
const EXPECTED: readonly { readonly warning: RegExp; readonly because: string }[] = [
  {
    warning: /^invariant:dom-6 /,
    because:
      'Hosts show records in their own way: Attest writes no narrative, nor do the examples.',
  },
  {
    warning: /^extension .*workflow-adheresTo/,
    because: 'It is of HL7’s extensions pack, which is no part of R4 and is not vendored.',
  },
];

const listed = [...examples];

/** Every reference to an example in a value: `Goal/example-goal-travel`. */
const referencesIn = (value: unknown): readonly string[] =>
  [...JSON.stringify(value).matchAll(/"reference":"([A-Za-z]+\/example-[^"/]+)/g)].map(
    ([, reference]) => reference as string,
  );

describe('the examples', () => {
  it.each(listed)('%s is valid', (_name, example) => {
    const issues = shippedChecker().check(example);
    const faults = issues
      .filter(({ severity }) => severity !== 'information')
      .map(({ rule, path, message }) => `${rule} ${path}: ${message}`)
      .filter((fault) => !EXPECTED.some(({ warning }) => warning.test(fault)));
    expect(faults).toEqual([]);
  });

  it('refer to one another and to nothing that is not there', () => {
    const there = new Set(listed.map(([name]) => name.replace('-', '/')));
    const missing = listed.flatMap(([name, example]) =>
      referencesIn(example)
        .filter((reference) => !there.has(reference))
        .map((reference) => `${name} refers to ${reference}`),
    );
    expect(missing).toEqual([]);
  });

  it('hold a programme that can be used as it is', () => {
    const programme = examples.get('PlanDefinition-example-programme');
    expect(readProgramme(programme, loadDefinitions().terminology)).toHaveProperty('programme');
  });
});

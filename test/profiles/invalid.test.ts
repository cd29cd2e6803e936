import { shippedChecker } from '../support/conformance.ts';
import { invalidInstances } from '../support/invalidInstances.ts';
import type { BrokenRule, InvalidInstance } from '../support/invalidInstances.ts';

const instances = invalidInstances().map((each) => [each.name, each] as const);

const named = ({ rule, element }: BrokenRule): string => `${rule} of ${element}`;

/** The errors that may be reported: what is shown, and what cannot be kept apart from it. */
const allowedFor = ({ expected, also }: InvalidInstance): ReadonlySet<string> =>
  new Set([...(expected.severity === 'error' ? [expected] : []), ...also].map(named));

describe('an instance with one thing wrong', () => {
  it.each(instances)('%s is told from a valid one', (_name, instance) => {
    const issues = shippedChecker().check(instance.resource);
    expect(issues).toContainEqual(expect.objectContaining(instance.expected));
    const errors = issues.filter(({ severity }) => severity === 'error').map(named);
    const allowed = allowedFor(instance);
    expect(errors.filter((error) => !allowed.has(error))).toEqual([]);
  });

  it('says in a sentence what it shows', () => {
    const mute = instances.filter(([, { shows }]) => !/^\S.*[.!?]$/.test(shows));
    expect(mute.map(([name]) => name)).toEqual([]);
  });
});

import type { Terminology } from '../../terminology.ts';
import type { Coding, Concept } from './elements.ts';
import type { Report } from './fault.ts';

/** The coding of a concept that a loaded CodeSystem has; none is a fault. */
export function knownCoding(
  { coding }: Concept,
  terms: Terminology,
  path: string,
  report: Report,
): Coding {
  const known = coding.find(({ system, code }) => terms.concept(system, code) !== undefined);
  if (known !== undefined) return known;
  const [first] = coding as [Coding];
  report(path, `no known CodeSystem has the code '${first.code}' (system ${first.system})`);
  return first;
}

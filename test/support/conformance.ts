import { checkerOf, type Checker } from '../../src/conformance/checker.ts';
import { loadConformanceDefinitions } from '../../src/conformanceDefinitions.ts';

let checker: Checker | undefined;

/** R4 and our own definitions, read once a test file. */
export const shippedChecker = (): Checker => (checker ??= checkerOf(loadConformanceDefinitions()));

/** What makes a resource no valid R4, or breaks a profile that it claims in `meta.profile`. */
export const errorsOf = (resource: unknown): readonly string[] =>
  shippedChecker()
    .check(resource)
    .filter(({ severity }) => severity === 'error')
    .map(({ path, rule, message }) => `${path} [${rule}] ${message}`);

/** Fails where a resource is no valid R4, or breaks a profile that it claims in `meta.profile`. */
export function expectConformant(resource: { readonly resourceType: string }): void {
  expect(errorsOf(resource)).toEqual([]);
}

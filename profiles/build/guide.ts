import { BuildFailure } from './failure.ts';
import type { Files } from './files.ts';

/** The ImplementationGuide as SUSHI writes it from sushi-config.yaml, as far as the package needs it. */
export interface Guide {
  readonly resourceType: 'ImplementationGuide';
  readonly url: string;
  readonly version: string;
  readonly title: string;
  readonly description: string;
  readonly publisher: string;
  readonly packageId: string;
  readonly license: string;
  readonly fhirVersion: readonly string[];
  readonly definition: {
    readonly resource: readonly {
      readonly reference: { readonly reference: string };
      readonly exampleBoolean?: boolean;
      /** The profile that it is an example of. */
      readonly exampleCanonical?: string;
    }[];
  };
}

/** @throws BuildFailure where there is not one guide */
export function guideAmong(resources: Files): Guide {
  const [guide, ...others] = [...resources]
    .filter(([name]) => name.startsWith('ImplementationGuide-'))
    .map(([, text]) => JSON.parse(text) as Guide);
  if (guide === undefined || others.length > 0) {
    throw new BuildFailure('The FSH should make one ImplementationGuide.');
  }
  return guide;
}

/** File names of the resources that only show how others are used (`Usage: #example`). */
export const examplesOf = ({ definition }: Guide): ReadonlySet<string> =>
  new Set(
    definition.resource
      .filter((each) => each.exampleBoolean === true || each.exampleCanonical !== undefined)
      .map(({ reference }) => `${reference.reference.replace('/', '-')}.json`),
  );

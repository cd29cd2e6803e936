import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PROFILES = join(import.meta.dirname, '../../profiles');
const PACKAGE = join(PROFILES, 'dist/package');
const VENDORED = join(PROFILES, 'vendor/.fhir/packages/hl7.fhir.r4.core#4.0.1/package');

export interface BuiltResource {
  readonly resourceType: string;
  readonly id: string;
  readonly url?: string;
  readonly [element: string]: unknown;
}

/** The resources of a folder by their file's name, without `.json`; what is no resource is left out. */
function resourcesIn(folder: string): ReadonlyMap<string, BuiltResource> {
  const names = readdirSync(folder).filter((name) => /^[A-Z].*\.json$/.test(name));
  return new Map(
    names
      .sort()
      .map((name) => [
        name.slice(0, -'.json'.length),
        JSON.parse(readFileSync(join(folder, name), 'utf8')) as BuiltResource,
      ]),
  );
}

/** What the package defines. */
export const definitions: readonly BuiltResource[] = [...resourcesIn(PACKAGE).values()];

/** The package's examples by name: `Observation-example-session-travel`. */
export const examples: ReadonlyMap<string, BuiltResource> = resourcesIn(join(PACKAGE, 'example'));

/** The part of R4 that the definitions rest on. */
export const vendored: readonly BuiltResource[] = [...resourcesIn(VENDORED).values()];

import { pretty, type Files } from './files.ts';
import { examplesOf, guideAmong, type Guide } from './guide.ts';
import { librariesFrom } from './libraries.ts';
import { compileFsh } from './sushi.ts';

/** All that the sources make, each file as it is committed. */
export interface Compiled {
  readonly guide: Guide;
  readonly definitions: Files;
  readonly examples: Files;
}

/**
 * Every step from sources to resources, in order; all of it offline.
 * @throws BuildFailure where a source is at fault
 */
export async function compile(): Promise<Compiled> {
  const fsh = await compileFsh();
  const resources = new Map([...fsh, ...librariesFrom(fsh)]);
  const guide = guideAmong(resources);
  const examples = examplesOf(guide);
  const parsed = [...resources].map(([name, text]) => [name, JSON.parse(text) as Json] as const);
  const definitions = parsed.filter(([name]) => !examples.has(name));
  return {
    guide,
    definitions: written(definitions.map(([name, one]) => [name, versioned(one, guide.version)])),
    examples: written(parsed.filter(([name]) => examples.has(name))),
  };
}

type Json = Readonly<Record<string, unknown>>;

const written = (resources: readonly (readonly [string, Json])[]): Files =>
  new Map(resources.map(([name, resource]) => [name, pretty(resource)]));

/** A definition without a version of its own has the package's, so that a canonical can be pinned to it. */
function versioned(resource: Json, version: string): Json {
  if (resource['url'] === undefined || resource['version'] !== undefined) return resource;
  const entries = Object.entries(resource);
  const after = entries.findIndex(([key]) => key === 'url') + 1;
  return Object.fromEntries(entries.toSpliced(after, 0, ['version', version]));
}

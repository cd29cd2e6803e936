import type { Definitions } from '../definitions.ts';
import { measuresOf } from '../fhir/read/measures.ts';
import type { LoadedAdapter } from '../fhir/read/adapter/readAdapter.ts';
import type { Fault } from '../fhir/read/programme/fault.ts';
import { readJson } from '../jsonFile.ts';
import { Problem } from '../problem.ts';

/**
 * The adapters in these files, in their order. FHIRPath is loaded only where there are any.
 * @throws Problem `no-input`, `bad-input` or `bad-adapter`, before anything is read
 */
export async function adaptersAt(
  paths: readonly string[],
  definitions: Definitions,
): Promise<readonly LoadedAdapter[]> {
  const loaded = await Promise.all(paths.map((path) => loadAdapterFile(path, definitions)));
  return loaded.map((each, at) => {
    if ('adapter' in each) return each.adapter;
    const path = paths[at] ?? '';
    throw new Problem(
      'bad-adapter',
      `${path} is no usable adapter; “attest adapter check ${path}” lists what is wrong with it.`,
    );
  });
}

/** @throws Problem `no-input` or `bad-input` when the file cannot be read or is not JSON */
export async function loadAdapterFile(
  path: string,
  { programmes, terminology }: Pick<Definitions, 'programmes' | 'terminology'>,
): Promise<{ readonly adapter: LoadedAdapter } | { readonly faults: readonly Fault[] }> {
  const json = readJson(path, `The adapter ${path}`);
  const { readAdapter } = await import('../fhir/read/adapter/readAdapter.ts');
  return readAdapter(json, { measures: measuresOf(programmes), terminology });
}

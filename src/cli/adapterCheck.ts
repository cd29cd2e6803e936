import { basename } from 'node:path';
import type { Definitions } from '../definitions.ts';
import { conceptMapsOf } from '../fhir/conceptMaps.ts';
import type { FixtureResult } from '../fhir/read/adapter/fixtures.ts';
import type { LoadedAdapter } from '../fhir/read/adapter/readAdapter.ts';
import { measuresOf } from '../fhir/read/measures.ts';
import type { Fault } from '../fhir/read/programme/fault.ts';
import type { DoctorLine } from '../host/doctor.ts';
import { sentenceOf } from '../problem.ts';
import { loadAdapterFile } from '../tenant/adapters.ts';
import { conceptMapsAt } from '../tenant/conceptMaps.ts';
import { definitionsWith } from '../tenant/prepareReading.ts';
import { plural } from './output.ts';

interface Beside {
  readonly programmes: readonly string[];
  readonly conceptMaps: readonly string[];
}

type CheckedAdapter =
  | { readonly faults: readonly Fault[] }
  | { readonly adapter: LoadedAdapter; readonly result: FixtureResult };

/** An adapter's file, and what its own fixtures say of it. @throws Problem where a file cannot be read */
export async function checkAdapter(path: string, beside: Beside): Promise<CheckedAdapter> {
  const { definitions } = definitionsWith(beside.programmes);
  const loaded = await loadAdapterFile(path, definitions);
  if ('faults' in loaded) return loaded;
  const { checkFixtures } = await import('../fhir/read/adapter/fixtures.ts');
  return {
    adapter: loaded.adapter,
    result: checkFixtures(loaded.adapter, readingOf(definitions, beside.conceptMaps)),
  };
}

function readingOf(definitions: Definitions, paths: readonly string[]) {
  const { terminology, programmes } = definitions;
  const conceptMaps = conceptMapsOf([...paths.flatMap(conceptMapsAt), ...definitions.conceptMaps]);
  return {
    codes: { terminology, conceptMaps },
    measures: measuresOf(programmes),
  };
}

/** What `doctor` says of a tenant's adapters, one line each. */
export const adapterLines = (
  paths: readonly string[],
  beside: Beside,
): Promise<readonly DoctorLine[]> =>
  Promise.all(
    paths.map(async (path) => {
      const area = `adapter ${basename(path)}`;
      try {
        return { area, ...stateOf(await checkAdapter(path, beside), path) };
      } catch (error) {
        return { area, state: 'missing', costs: `Nothing is read: ${sentenceOf(error)}` };
      }
    }),
  );

function stateOf(checked: CheckedAdapter, path: string): Pick<DoctorLine, 'state' | 'costs'> {
  const more = `“attest adapter check ${path}” lists them.`;
  if ('faults' in checked) {
    const faults = plural(checked.faults.length, 'fault');
    return { state: 'missing', costs: `Nothing is read: it has ${faults}. ${more}` };
  }
  const { differences } = checked.result;
  if (differences.length === 0) return { state: 'works', costs: '' };
  const found = plural(differences.length, 'difference');
  return { state: 'degraded', costs: `It is not what its fixtures say: ${found}. ${more}` };
}

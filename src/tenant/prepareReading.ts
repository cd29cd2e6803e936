import { loadDefinitions, loadProgrammeFile, type Definitions } from '../definitions.ts';
import { conceptMapsOf } from '../fhir/conceptMaps.ts';
import type { ReadingContext } from '../fhir/read/intake.ts';
import { Problem } from '../problem.ts';
import { adaptersAt } from './adapters.ts';
import { conceptMapsAt, newestOf } from './conceptMaps.ts';

/**
 * The definitions with a vendor's programmes, concept maps and adapters added: how evidence is read, once
 * it is known which ConceptMaps came with it. Those named by path go first.
 * @throws Problem `bad-programme`, `bad-adapter`, `no-input` or `bad-input`, before anything is read
 */
export async function prepareReading(options: {
  readonly programmes: readonly string[];
  readonly conceptMaps: readonly string[];
  readonly adapters: readonly string[];
  /** The programme, among those, for goals that name none. */
  readonly defaultProgramme: boolean;
  readonly serviceNotes: boolean;
}): Promise<(alongside: readonly unknown[]) => ReadingContext> {
  const { definitions, chosen } = definitionsWith(options.programmes);
  const { programmes, terminology } = definitions;
  const maps = options.conceptMaps.flatMap(conceptMapsAt);
  const adapters = await adaptersAt(options.adapters, definitions);
  return (alongside) => ({
    programmes,
    terminology,
    conceptMaps: conceptMapsOf([...maps, ...newestOf(alongside), ...definitions.conceptMaps]),
    adapters,
    defaultProgramme: options.defaultProgramme ? chosen : null,
    serviceNotes: options.serviceNotes,
  });
}

/**
 * What ships, with the programmes of these files, and the URL of the last of them.
 * @throws Problem `bad-programme`, `no-input` or `bad-input`
 */
export function definitionsWith(paths: readonly string[]): {
  readonly definitions: Definitions;
  readonly chosen: string | null;
} {
  let definitions: Definitions = loadDefinitions();
  let chosen: string | null = null;
  for (const path of paths) {
    const loaded = loadProgrammeFile(path, definitions);
    if ('faults' in loaded) {
      throw new Problem(
        'bad-programme',
        `${path} is no usable programme; “attest programme check ${path}” lists what is wrong with it.`,
      );
    }
    definitions = loaded.definitions;
    chosen = loaded.programme.url;
  }
  return { definitions, chosen };
}

import { loadDefinitions, loadProgrammeFile, type Definitions } from '../definitions.ts';
import { conceptMapsOf } from '../fhir/conceptMaps.ts';
import type { ReadingContext } from '../fhir/read/intake.ts';
import { Problem } from '../problem.ts';
import { conceptMapsAt, newestOf } from './conceptMaps.ts';

/**
 * The definitions with a vendor's programme and concept maps added: how evidence is read, once it is
 * known which ConceptMaps came with it. Those named by path go first.
 * @throws Problem `bad-programme`, `no-input` or `bad-input`, before anything is read
 */
export function prepareReading(options: {
  readonly programmes: readonly string[];
  readonly conceptMaps: readonly string[];
  /** The programme, among those, for goals that name none. */
  readonly defaultProgramme: boolean;
  readonly serviceNotes: boolean;
}): (alongside: readonly unknown[]) => ReadingContext {
  let definitions: Definitions = loadDefinitions();
  let chosen: string | null = null;
  for (const path of options.programmes) {
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
  const { programmes, terminology } = definitions;
  const maps = options.conceptMaps.flatMap(conceptMapsAt);
  return (alongside) => ({
    programmes,
    terminology,
    conceptMaps: conceptMapsOf([...maps, ...newestOf(alongside), ...definitions.conceptMaps]),
    defaultProgramme: options.defaultProgramme ? chosen : null,
    serviceNotes: options.serviceNotes,
  });
}

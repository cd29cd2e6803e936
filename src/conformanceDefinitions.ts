import { fileURLToPath } from 'node:url';
import { namesIn, readJson } from './jsonFile.ts';

const at = (path: string): string => fileURLToPath(new URL(`../profiles/${path}`, import.meta.url));

/** R4's own definitions, as vendored, and the committed build of ours. */
const FOLDERS = [
  at('vendor/.fhir/packages/hl7.fhir.r4.core%234.0.1/package'),
  at('dist/package'),
] as const;

const KINDS = /^(StructureDefinition|ValueSet|CodeSystem)-.*\.json$/;

/**
 * What resources are checked against: some 500 files, read in a tenth of a second.
 * @throws Problem `no-input` or `bad-input` when the installation is damaged
 */
export const loadConformanceDefinitions = (): readonly unknown[] =>
  FOLDERS.flatMap((folder) =>
    namesIn(folder)
      .filter((name) => KINDS.test(name))
      .map((name) => readJson(`${folder}/${name}`)),
  );

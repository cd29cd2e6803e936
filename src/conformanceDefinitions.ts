import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Problem } from './problem.ts';

const at = (path: string): string => fileURLToPath(new URL(`../profiles/${path}`, import.meta.url));

/** R4's own definitions, as vendored, and the committed build of ours. */
const FOLDERS = [
  at('vendor/.fhir/packages/hl7.fhir.r4.core%234.0.1/package'),
  at('dist/package'),
] as const;

const KINDS = /^(StructureDefinition|ValueSet|CodeSystem)-.*\.json$/;

/**
 * What resources are checked against: some 500 files, read in a tenth of a second.
 * @throws Problem `no-input` when the installation is damaged
 */
export function loadConformanceDefinitions(): readonly unknown[] {
  return FOLDERS.flatMap((folder) =>
    namesIn(folder).map((name) => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as unknown),
  );
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => KINDS.test(name))
      .sort();
  } catch (cause) {
    throw new Problem('no-input', `${folder} cannot be read.`, { cause });
  }
}

import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { BuildFailure } from './failure.ts';
import { fhirHelpers } from './fhirHelpers.ts';
import { pretty, readFolder, type Files } from './files.ts';
import { translate } from './translate.ts';

const CQL = join(import.meta.dirname, '../input/cql');
const MODEL_INFO = join(
  import.meta.dirname,
  '../../node_modules/cql-exec-fhir/lib/modelInfos/fhir-modelinfo-4.0.1.xml',
);

/** A Library as its FSH describes it: all but the logic itself. */
interface Library {
  readonly name?: string;
  readonly version?: string;
}

/**
 * The Library resources among these, each with the logic of its name: as CQL, which people read, and
 * translated to ELM, which engines run. Offline, and the same bytes each time.
 *
 * @param resources every compiled resource, file name to JSON
 * @returns the Library files alone, completed
 * @throws BuildFailure where a Library has no logic or another version of it, or logic has no Library,
 * or the translator finds anything to say
 */
export function librariesFrom(resources: Files): Files {
  const modelInfo = readFileSync(MODEL_INFO, 'utf8');
  const sources = sourcesOf(modelInfo);
  const files = [...resources].filter(([file]) => file.startsWith('Library-'));
  const described = new Set(files.map(([file]) => nameOf(file)));
  const orphan = [...sources.keys()].find((name) => !described.has(name));
  if (orphan !== undefined) throw new BuildFailure(`No Library describes the logic ${orphan}.`);
  return new Map(
    files.map(([file, text]) => {
      const cql = sources.get(nameOf(file));
      if (cql === undefined) throw new BuildFailure(`${file} has no logic of its name.`);
      const elm = translate(nameOf(file), sources, modelInfo);
      return [file, pretty(completed(JSON.parse(text) as Library, cql, elm))];
    }),
  );
}

const nameOf = (file: string): string => file.replace(/^Library-|\.json$/g, '');

/** Library name to CQL: our own, and the conversions that HL7 gives with the specification. */
const sourcesOf = (modelInfo: string): Files =>
  new Map([
    ...[...readFolder(CQL)].map(([file, cql]) => [file.replace(/\.cql$/, ''), cql] as const),
    ['FHIRHelpers', fhirHelpers(modelInfo)],
  ]);

function completed(library: Library, cql: string, elm: string): Library {
  const header = `library ${library.name ?? ''} version '${library.version ?? ''}'\n`;
  if (!cql.includes(header)) throw new BuildFailure(`The CQL should say: ${header.trim()}.`);
  return {
    ...library,
    content: [
      { contentType: 'text/cql', data: base64(cql) },
      { contentType: 'application/elm+json', data: base64(elm) },
    ],
  } as Library;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

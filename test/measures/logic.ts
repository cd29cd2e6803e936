import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DateTime, Executor, Interval, Library, Repository } from 'cql-execution';
import { PatientSource } from 'cql-exec-fhir';

const PACKAGE = join(import.meta.dirname, '../../profiles/dist/package');

export interface Resource {
  readonly resourceType: string;
  readonly id: string;
  readonly [element: string]: unknown;
}

export const shipped = (file: string): Resource =>
  JSON.parse(readFileSync(join(PACKAGE, `${file}.json`), 'utf8')) as Resource;

interface Content {
  readonly contentType: string;
  readonly data: string;
}

/** One form of the logic in a shipped Library: `text/cql` or `application/elm+json`. */
export function contentOf(library: string, contentType: string): string {
  const contents = shipped(`Library-${library}`)['content'] as readonly Content[];
  const found = contents.find((each) => each.contentType === contentType);
  return Buffer.from(found?.data ?? '', 'base64').toString();
}

const elmOf = (library: string): unknown => JSON.parse(contentOf(library, 'application/elm+json'));

/** A row of the definition `Goals As Counted`. */
interface Counted {
  readonly goal: string;
  readonly findings: readonly string[];
  readonly [stratum: string]: unknown;
}

export interface Measured {
  /** Goal ids by the name of a definition that gives goals, sorted. */
  readonly goals: (definition: string) => readonly string[];
  readonly counted: readonly Counted[];
  /** What a definition gives for the first person. */
  readonly value: (definition: string) => unknown;
}

interface Results {
  readonly patientResults: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface Period {
  readonly start: string;
  readonly end: string;
}

/** The shipped ELM, run by HL7's own engine over the resources of some people. */
export async function measure(
  resources: readonly Resource[],
  period: Period,
  parameters: Readonly<Record<string, unknown>> = {},
): Promise<Measured> {
  const source = PatientSource.FHIRv401();
  source.loadBundles(peopleIn(resources));
  const repository = new Repository([elmOf('FHIRHelpers')]);
  const library = new Library(elmOf('AttestMeasures'), repository);
  const interval = new Interval(DateTime.parse(period.start), DateTime.parse(period.end));
  const executor = new Executor(library, undefined, {
    'Measurement Period': interval,
    ...parameters,
  });
  const results = (await executor.exec(source)) as Results;
  const people = Object.values(results.patientResults);
  return {
    goals: (definition) =>
      people
        .flatMap((results) => results[definition] as readonly { id: { value: string } }[])
        .map(({ id }) => id.value)
        .sort(),
    counted: people.flatMap((results) => results['Goals As Counted'] as readonly Counted[]),
    value: (definition) => people[0]?.[definition],
  };
}

/** One Bundle a person: the Patient and all that is about them. */
function peopleIn(resources: readonly Resource[]): unknown[] {
  return resources
    .filter(({ resourceType }) => resourceType === 'Patient')
    .map((patient) => ({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [patient, ...resources.filter((each) => isAbout(each, patient.id))].map(
        (resource) => ({ resource }),
      ),
    }));
}

function isAbout({ subject }: Resource, patient: string): boolean {
  const { reference } = (subject ?? {}) as { readonly reference?: string };
  return reference === `Patient/${patient}`;
}

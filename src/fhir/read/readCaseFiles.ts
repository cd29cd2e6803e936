import { conceptMapsOf } from '../conceptMaps.ts';
import type { Definitions } from './definitions.ts';
import { createIntake } from './intake.ts';
import type { CaseFileReading, GoalCase } from './reading.ts';

/** What a caller may decide about the reading; the defaults are the cautious ones. */
export interface ReadingOptions {
  /** URL or id of the programme of goals for which nothing in the record names one; none by default. */
  readonly defaultProgramme?: string;
  /**
   * Whether the notes of other people in the same service, where they are among the resources, may be
   * compared with this person's; by default they may not, and whether a note was copied from another
   * record is then not assessable.
   */
  readonly compareNotes?: boolean;
}

/**
 * The case file of every Goal among FHIR R4 resources: single resources, Bundles, or both, with several
 * versions of a resource where they are at hand. Their order decides nothing. Never throws: what cannot
 * be used is named, and costs no more than itself. A problem names the resource (`Observation/s1`), or its
 * place (`resources[3]`) where it has no id.
 */
export function readCaseFiles(
  resources: Iterable<unknown>,
  definitions: Pick<Definitions, 'programmes' | 'terminology' | 'conceptMaps'>,
  { defaultProgramme, compareNotes = false }: ReadingOptions = {},
): CaseFileReading {
  const intake = createIntake({
    programmes: definitions.programmes,
    terminology: definitions.terminology,
    conceptMaps: conceptMapsOf(definitions.conceptMaps),
    defaultProgramme: defaultProgramme ?? null,
    serviceNotes: compareNotes,
  });
  let place = 0;
  for (const resource of resources) {
    intake.add(resource, `resources[${place}]`);
    place += 1;
  }
  return intake.finish();
}

/**
 * The case of one goal among the resources, or null where the goal is not there, cannot be read or
 * follows no one programme: `readCaseFiles` tells which.
 * @param goal its reference: `Goal/g1`
 */
export function readCaseFile(
  resources: Iterable<unknown>,
  definitions: Parameters<typeof readCaseFiles>[1],
  goal: string,
  options: ReadingOptions = {},
): GoalCase | null {
  const { cases } = readCaseFiles(resources, definitions, options);
  return cases.find(({ caseFile }) => caseFile.goal.reference === goal) ?? null;
}

import { basename } from 'node:path';
import type { Tenant } from '../config.ts';
import type { Capabilities } from '../host/capabilities.ts';
import type { Connection } from '../host/connection.ts';
import type { DoctorLine } from '../host/doctor.ts';
import { openRecord } from '../host/record.ts';
import { sentenceOf } from '../problem.ts';
import { peopleSourceOf } from '../tenant/peopleSource.ts';

/** The line of `doctor` that no longer matters where the tenant says whose goals are assessed. */
export const SEARCH_OF_ALL = 'search of all goals';

/** What `doctor` says of how people are found; nothing where that is the search of all goals. */
export async function peopleLines(
  { people }: Tenant,
  connection: Connection,
  capabilities: Capabilities,
): Promise<readonly DoctorLine[]> {
  if (people === null) return [];
  const area = `people of ${'group' in people ? people.group : basename(people.file)}`;
  try {
    const record = openRecord(connection, capabilities, { people: peopleSourceOf(people) });
    const { patients } = await record.people();
    if (patients.length > 0) return [{ area, state: 'works', costs: '' }];
    return [{ area, state: 'missing', costs: 'Nothing is assessed: it names nobody.' }];
  } catch (error) {
    return [{ area, state: 'missing', costs: `Nothing is assessed: ${sentenceOf(error)}` }];
  }
}

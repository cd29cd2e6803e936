import { z } from 'zod';
import { compareText } from '../domain/order.ts';
import type { Instant } from '../domain/time.ts';
import { fhirDateTime } from '../fhir/dateTime.ts';
import { Problem } from '../problem.ts';
import type { Connection } from './connection.ts';
import { targetOf } from './resource.ts';
import type { Resource } from './resource.ts';
import type { Skips } from './skips.ts';
import { PAGE } from './wanted.ts';

/**
 * Where it is said whose goals are assessed: in a Group of the host (`Group/id`), in a list of `Patient/id`
 * that is asked for each time, or, for null, in the Goals of the host themselves.
 */
export type PeopleSource =
  { readonly group: string } | { readonly list: () => readonly string[] } | null;

export interface PeopleFound {
  /** `Patient/id`, sorted. */
  readonly patients: readonly string[];
  /** Goals (`Goal/id`) that do not say whose they are. */
  readonly unnamed: readonly string[];
}

/**
 * Everybody whose goals are assessed.
 * @throws Problem `host-refused` where the host does not let all Goals be searched for, `bad-configuration`
 *   where the Group is none of people, and what the list throws
 */
export async function findPeople(
  source: PeopleSource,
  connection: Connection,
  { skips, now }: { readonly skips: Skips; readonly now: () => Instant },
): Promise<PeopleFound> {
  if (source === null) return peopleWithGoals(connection);
  const patients =
    'group' in source
      ? membersOf(await connection.read(source.group), source.group, now(), skips)
      : source.list();
  return { patients: inOrder(patients), unnamed: [] };
}

const inOrder = (patients: readonly string[]): readonly string[] =>
  [...new Set(patients)].filter((patient) => ADDRESS.test(patient)).sort(compareText);

/** FHIR R4 §2.24.0.1: ids of other characters are passed over, so that one of them costs nobody else. */
const ADDRESS = /^[A-Z][A-Za-z]{1,63}\/[A-Za-z0-9.-]{1,64}$/;

async function peopleWithGoals(connection: Connection): Promise<PeopleFound> {
  const patients: string[] = [];
  const unnamed: string[] = [];
  for await (const goal of allGoals(connection)) {
    const patient = targetOf(goal['subject']);
    if (patient === null || !ADDRESS.test(patient)) unnamed.push(`Goal/${goal.id ?? ''}`);
    else patients.push(patient);
  }
  return { patients: inOrder(patients), unnamed };
}

async function* allGoals(connection: Connection): AsyncGenerator<Resource> {
  try {
    yield* connection.search('Goal', PAGE);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'host-refused') throw error;
    throw new Problem('host-refused', `${error.message} ${REMEDY}`, { cause: error });
  }
}

const REMEDY =
  'Where all goals cannot be searched for, “people” in the tenants’ file says whose goals to assess: a Group of the host, or a file with one Patient/id a line.';

const memberSchema = z.looseObject({
  entity: z.unknown(),
  inactive: z.boolean().optional(),
  period: z
    .looseObject({ start: z.string().optional(), end: z.string().optional() })
    .optional()
    .catch(undefined),
});
type Member = z.infer<typeof memberSchema>;

const groupSchema = z.looseObject({
  resourceType: z.literal('Group'),
  active: z.boolean().optional(),
  member: z.array(z.unknown()).default([]),
});

/** The Patients that are in a Group now. */
function membersOf(
  resource: Resource,
  group: string,
  now: Instant,
  skips: Skips,
): readonly string[] {
  const { data } = groupSchema.safeParse(resource);
  if (data === undefined) throw unusable(group, 'is no Group as FHIR R4 defines it');
  if (data.active === false) throw unusable(group, 'is no longer in use');
  const members = data.member.map((entry) => memberSchema.safeParse(entry).data ?? null);
  const current = members.filter((member) => member === null || isIn(member, now));
  const named = current.map((member) => targetOf(member?.entity));
  if (named.some((name) => name?.startsWith('Group/')))
    throw unusable(group, 'has other Groups among its members, which are not followed');
  if (named.includes(null)) {
    const because = `some members of ${group} are not named by a reference`;
    skips.add({ kind: 'left-out', type: 'Group', patient: null, because });
  }
  return named.filter((name): name is string => name?.startsWith('Patient/') === true);
}

/** A time that cannot be read takes nobody out. */
const isIn = ({ inactive, period }: Member, now: Instant): boolean =>
  inactive !== true &&
  (fhirDateTime(period?.start ?? '')?.start ?? -Infinity) <= now &&
  now <= (fhirDateTime(period?.end ?? '')?.end ?? Infinity);

const unusable = (group: string, words: string): Problem =>
  new Problem('bad-configuration', `${group}, which “people” names, ${words}.`);

import type { Tenant } from '../config.ts';
import type { PeopleSource } from '../host/people.ts';
import { readText } from '../jsonFile.ts';
import { Problem } from '../problem.ts';

/** Where a tenant says whose goals are assessed; its file is read each time that people are asked for. */
export function peopleSourceOf(people: Tenant['people']): PeopleSource {
  if (people === null || 'group' in people) return people;
  return { list: () => peopleAt(people.file) };
}

/** One `Patient/id` a line; blank lines and what follows # are passed over. @throws Problem `no-input` or `bad-configuration` */
function peopleAt(path: string): readonly string[] {
  const called = `The list of people ${path}`;
  const lines = readText(path, called)
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/);
  const people = lines.map((line) => line.replace(/#.*$/, '').trim());
  const faults = people.flatMap((person, at) =>
    person === '' || /^Patient\/[A-Za-z0-9.-]{1,64}$/.test(person) ? [] : [`line ${at + 1}`],
  );
  if (faults.length > 0) {
    // What stands there may be anything, a name too.
    const where = faults.join(', ');
    throw new Problem('bad-configuration', `${called}: ${where}: write one Patient/id a line.`);
  }
  return people.filter((person) => person !== '');
}

import { readFileSync } from 'node:fs';
import { headlineOf } from '../../src/domain/findingWords.ts';
import { TASKS } from '../../src/domain/taskWords.ts';
import { tasksFor } from '../../src/domain/tasks.ts';
import { aProgramme } from '../support/assessments.ts';

const codesOf = (name: string): readonly string[] => {
  const path = new URL(`../../profiles/dist/package/CodeSystem-${name}.json`, import.meta.url);
  const { concept } = JSON.parse(readFileSync(path, 'utf8')) as { concept: { code: string }[] };
  return concept.map((each) => each.code);
};

describe('findings and tasks', () => {
  it('have a headline for every finding that can be made of a goal on a programme', () => {
    const without = codesOf('finding').filter((code) => headlineOf(code) === undefined);
    expect(without).toEqual(['no-programme']);
  });

  it('use task codes of the code system, and roles of theirs', () => {
    expect(Object.keys(TASKS).filter((kind) => !codesOf('task').includes(kind))).toEqual([]);
    const roles = Object.values(TASKS).map((row) => row.role);
    expect(roles.filter((role) => !codesOf('role').includes(role))).toEqual([]);
  });

  it('leave without a task only what asks nobody for anything', () => {
    const idle = codesOf('finding').filter(
      (code) => tasksFor(code, aProgramme({ setting: 'home-care' }), true).length === 0,
    );
    expect(idle.sort()).toEqual([
      'gate-by-proxy',
      'late-baseline',
      'near-criterion',
      'no-programme',
    ]);
  });
});

describe('what a programme answers doubt with', () => {
  const answer = (setting: string, code: string): readonly string[] =>
    tasksFor(code, aProgramme({ setting }), false);

  it('is three linked tasks of its own (T37, P36, E35)', () => {
    expect(answer('supported-living', 'claim-not-yet-evidenced').toSorted()).toEqual([
      'manager-review',
      'restage',
      'spot-observation',
    ]);
    expect(answer('home-care', 'regressing').toSorted()).toEqual([
      'closer-review',
      'restage',
      'spot-observation',
    ]);
    expect(answer('residential', 'claim-not-yet-evidenced').toSorted()).toEqual([
      'coaching',
      'restage',
      'spot-observation',
    ]);
  });
});

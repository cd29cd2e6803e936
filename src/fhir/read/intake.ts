import { Holdings } from './holdings.ts';
import { judge } from './judge.ts';
import { createProjector } from './projection.ts';
import type { CaseFileReading, ReadingContext } from './reading.ts';

export type { CaseFileReading, GoalCase, ReadingContext, UnassignedGoal } from './reading.ts';

/** Takes resources in any order, keeps of each what evidence is made of, and makes case files of it. */
interface Intake {
  /**
   * Never throws: what cannot be read is reported by the reading.
   *
   * @param where file and line, or address: names what has no id of its own
   */
  add(resource: unknown, where: string): void;
  finish(): CaseFileReading;
}

export function createIntake(context: ReadingContext): Intake {
  const project = createProjector(context);
  const holdings = new Holdings();
  return {
    add: (resource, where) => {
      for (const entry of project(resource, where)) holdings.add(entry);
    },
    finish: () => judge(holdings, context),
  };
}

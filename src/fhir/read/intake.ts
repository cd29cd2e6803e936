import { fhirDateTime } from '../dateTime.ts';
import { emptyHoldings, keptFor, type Holdings } from './holdings.ts';
import { judge } from './judge.ts';
import { measuresOf } from './measures.ts';
import { createPool } from './pool.ts';
import { project } from './project.ts';
import type { CaseFileReading, ReadingContext } from './reading.ts';
import { nameOf, typeOf } from './references.ts';
import { unwrap, type Deletion } from './unwrap.ts';

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
  const { programmes, terminology, conceptMaps, adapters = [] } = context;
  const reading = {
    codes: { terminology, conceptMaps },
    measures: measuresOf(programmes),
    pool: createPool(),
    adapters,
  };
  const holdings = emptyHoldings();
  let count = 0;
  return {
    add: (resource, where) => {
      try {
        const { resources, deletions } = unwrap(resource, where);
        for (const deletion of deletions) forget(deletion, holdings);
        for (const one of resources) project(one, holdings, reading);
        count += resources.length;
      } catch {
        // Only a structure beyond all bounds (nested without end) comes here.
        const because = 'it could not be taken apart';
        holdings.problems.push({ reference: where, kind: 'unreadable', because });
      }
    },
    finish: () => judge(holdings, context, count),
  };
}

/** A deletion is a version that says: no longer. Where the host does not number it, it is the last. */
function forget({ url, version, at }: Deletion, holdings: Holdings): void {
  const reference = nameOf(url) ?? '';
  const deleted = { id: version ?? LAST, updated: fhirDateTime(at ?? '')?.end ?? null };
  keptFor(holdings, typeOf(reference))?.add(reference, deleted, null);
  // An adapter may have made a session of a form.
  if (typeOf(reference) === 'QuestionnaireResponse') {
    holdings.observations.add(reference, deleted, null);
  }
}

const LAST = '999999999999999';

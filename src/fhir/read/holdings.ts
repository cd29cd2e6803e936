import type { ReadingProblem } from '../../domain/caseFile.ts';
import type { DocumentRecord } from './document.ts';
import type { Entry, RecordKind } from './entry.ts';
import type { FormRecord } from './forms.ts';
import type { GoalRecord } from './goal.ts';
import type { ObservationRecord } from './observation.ts';
import type { PartyRecord } from './people.ts';
import type { PlanRecord, RequestRecord } from './plans.ts';
import { createPool } from './pool.ts';
import { pooled } from './pooled.ts';
import type { ProvenanceRecord } from './provenance.ts';
import { History, Newest } from './version.ts';

/** All that was read, reduced and folded; nothing of it is judged yet. */
export class Holdings {
  readonly goals = new History<GoalRecord>();
  readonly requests = new History<RequestRecord>();
  readonly observations = new Newest<ObservationRecord>();
  readonly forms = new Newest<FormRecord>();
  readonly plans = new Newest<PlanRecord>();
  readonly documents = new Newest<DocumentRecord>();
  readonly provenances = new Newest<ProvenanceRecord>();
  readonly parties = new Newest<PartyRecord>();
  readonly #problems: ReadingProblem[] = [];
  readonly #pool = createPool();
  #resources = 0;

  get problems(): readonly ReadingProblem[] {
    return this.#problems;
  }

  /** How many resources the entries were made of. */
  get resources(): number {
    return this.#resources;
  }

  /** The order of adding does not matter. */
  add({ to, reference, version, record, uncounted }: Entry): void {
    if (uncounted !== true) this.#resources += 1;
    if (to === 'unread') return;
    if (to === 'problems') {
      this.#problems.push(record as ReadingProblem);
      return;
    }
    const kept = pooled(to, record as object | null, this.#pool);
    this[to].add(this.#pool.text(reference), version, kept as never);
  }
}

const KEPT: Readonly<Record<string, RecordKind>> = {
  Goal: 'goals',
  ServiceRequest: 'requests',
  Observation: 'observations',
  QuestionnaireResponse: 'forms',
  CarePlan: 'plans',
  DocumentReference: 'documents',
};

/** Where the records of one type of resource are kept, if its deletion is of consequence. */
export const keptFor = (type: string): RecordKind | undefined => KEPT[type];

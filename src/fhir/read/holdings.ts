import type { ReadingProblem } from '../../domain/caseFile.ts';
import type { DocumentRecord } from './document.ts';
import type { FormRecord } from './forms.ts';
import type { GoalRecord } from './goal.ts';
import type { ObservationRecord } from './observation.ts';
import type { PartyRecord } from './people.ts';
import type { PlanRecord, RequestRecord } from './plans.ts';
import type { ProvenanceRecord } from './provenance.ts';
import { History, Newest } from './version.ts';

/** All that was read, reduced and folded; nothing of it is judged yet. */
export interface Holdings {
  readonly goals: History<GoalRecord>;
  readonly requests: History<RequestRecord>;
  readonly observations: Newest<ObservationRecord>;
  readonly forms: Newest<FormRecord>;
  readonly plans: Newest<PlanRecord>;
  readonly documents: Newest<DocumentRecord>;
  readonly provenances: Newest<ProvenanceRecord>;
  readonly parties: Newest<PartyRecord>;
  readonly problems: ReadingProblem[];
}

export const emptyHoldings = (): Holdings => ({
  goals: new History(),
  requests: new History(),
  observations: new Newest(),
  forms: new Newest(),
  plans: new Newest(),
  documents: new Newest(),
  provenances: new Newest(),
  parties: new Newest(),
  problems: [],
});

/** Where the records of one type of resource are kept; undefined for a type that is not read. */
export function keptFor(holdings: Holdings, type: string) {
  switch (type) {
    case 'Goal':
      return holdings.goals;
    case 'ServiceRequest':
      return holdings.requests;
    case 'Observation':
      return holdings.observations;
    case 'QuestionnaireResponse':
      return holdings.forms;
    case 'CarePlan':
      return holdings.plans;
    case 'DocumentReference':
      return holdings.documents;
    default:
      return undefined;
  }
}

import type { ReadingProblem } from '../../domain/caseFile.ts';
import type { DocumentRecord } from './document.ts';
import type { FeedbackRecord } from './feedbackForm.ts';
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
  readonly forms: Newest<FeedbackRecord>;
  readonly plans: Newest<PlanRecord>;
  readonly documents: Newest<DocumentRecord>;
  readonly provenances: Newest<ProvenanceRecord>;
  readonly parties: Newest<PartyRecord>;
  /** What a Bundle's entries call each other (`urn:uuid:...`), and what they are. */
  readonly aliases: Map<string, string>;
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
  aliases: new Map(),
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

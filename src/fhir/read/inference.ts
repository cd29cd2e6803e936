import type { MeasureValue } from '../../domain/caseFile.ts';
import type { Programme } from '../../domain/programme.ts';
import type { Day } from '../../domain/time.ts';
import { grouped } from './grouped.ts';
import { criteriaOf } from './measures.ts';

/** A goal that has a programme, as evidence looks for it. */
export interface GoalAtHand {
  readonly reference: string;
  readonly patient: string;
  readonly open: boolean;
  /** Whether it was pursued on a day, whatever became of it since. */
  readonly isOpenOn: (day: Day) => boolean;
  readonly firstDay: Day | null;
  readonly programme: Programme;
}

/** The goals that a record without any link could be about. */
export type Inference = (
  patient: string | null,
  day: Day | null,
  values: readonly MeasureValue[],
) => readonly string[];

/** A person's goals, open on that day, whose programme knows all that was recorded, of what any programme knows. */
export function createInference(goals: Iterable<GoalAtHand>): Inference {
  const byPatient = grouped(goals, (goal) => goal.patient);
  const programmes = new Set([...byPatient.values()].flat().map((goal) => goal.programme));
  const vocabularies = new Map([...programmes].map((one) => [one, vocabularyOf(one)]));
  const known = new Set([...vocabularies.values()].flatMap((vocabulary) => [...vocabulary]));
  return (patient, day, values) => {
    const measures = values.map((value) => value.measure).filter((one) => known.has(one));
    return (patient === null ? [] : (byPatient.get(patient) ?? []))
      .filter((goal) => (day === null ? goal.open : isUnderWay(goal, day)))
      .filter((goal) => measures.every((one) => vocabularies.get(goal.programme)?.has(one)))
      .map((goal) => goal.reference);
  };
}

const isUnderWay = ({ firstDay, isOpenOn }: GoalAtHand, day: Day): boolean =>
  (firstDay ?? day) <= day && isOpenOn(day);

const vocabularyOf = (programme: Programme): ReadonlySet<string> =>
  new Set([
    ...criteriaOf(programme).flatMap(({ measure, requires }) => [measure, requires ?? measure]),
    ...Object.values(programme.measures),
  ]);

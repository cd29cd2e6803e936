import type { Observation, Patient } from 'fhir/r4.js';

import { SYSTEM } from '../../fhir/names.ts';
import type { GoalView } from './goalView.ts';
import { goalsOf, nameOf, serviceOf } from './peopleView.ts';
import { codeIn, dayInWords, newestFirst, type Records } from './records.ts';

interface NoteView {
  readonly date: string;
  readonly who: string;
  readonly text: string;
  readonly isObserved: boolean;
}

export interface PersonView {
  readonly id: string;
  readonly name: string;
  readonly born: string;
  readonly service: string;
  readonly goals: readonly GoalView[];
  readonly isLookedAt: boolean;
  readonly notes: readonly NoteView[];
}

const NOTES_SHOWN = 8;

const whenOf = ({ effectivePeriod, effectiveDateTime, issued }: Observation): string | undefined =>
  effectivePeriod?.start ?? effectiveDateTime ?? issued;

const isSession = ({ code }: Observation): boolean =>
  codeIn(code, SYSTEM.observation) === 'session';

/** The newest things that staff wrote down about sessions. */
function notesOf(patient: Patient, records: Records): readonly NoteView[] {
  const sessions = records
    .about<Observation>('Observation', `Patient/${patient.id ?? ''}`)
    .filter((one) => isSession(one) && one.note?.[0]?.text);
  return newestFirst(sessions, whenOf)
    .slice(0, NOTES_SHOWN)
    .map((one) => ({
      date: dayInWords(whenOf(one)),
      who: one.performer?.[0]?.display ?? 'Staff',
      text: one.note?.[0]?.text ?? '',
      isObserved:
        one.category?.some(
          (category) => codeIn(category, SYSTEM.evidenceSource) === 'spot-observation',
        ) ?? false,
    }));
}

/** One person's record, as far as goals go. */
export function personView(patient: Patient, records: Records): PersonView {
  const goals = goalsOf(patient, records);
  return {
    id: patient.id ?? '',
    name: nameOf(patient) || (patient.id ?? ''),
    born: dayInWords(patient.birthDate),
    service: serviceOf(patient, records),
    goals,
    isLookedAt: goals.some(({ verdict }) => verdict !== null),
    notes: notesOf(patient, records),
  };
}

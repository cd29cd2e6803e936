import type { Goal, Organization, Patient } from 'fhir/r4.js';

import { type GoalView, goalView } from './goalView.ts';
import type { Records } from './records.ts';

interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly goals: readonly GoalView[];
}

interface ServiceView {
  readonly name: string;
  readonly people: readonly PersonRow[];
}

export interface PeopleView {
  readonly services: readonly ServiceView[];
  readonly people: number;
  readonly goals: number;
  /** Goals that Attest has written a verdict on. */
  readonly looked: number;
  readonly openFlags: number;
}

const ELSEWHERE = 'No service recorded';

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export function nameOf(patient: Patient): string {
  const [name] = patient.name ?? [];
  return name?.text ?? [...(name?.given ?? []), name?.family ?? ''].join(' ').trim();
}

export function serviceOf(patient: Patient, records: Records): string {
  const { reference, display } = patient.managingOrganization ?? {};
  const id = reference?.split('/')[1] ?? '';
  return records.find<Organization>('Organization', id)?.name ?? display ?? ELSEWHERE;
}

export const goalsOf = (patient: Patient, records: Records): readonly GoalView[] =>
  records
    .about<Goal>('Goal', `Patient/${patient.id ?? ''}`)
    .filter(({ subject }) => subject.reference === `Patient/${patient.id ?? ''}`)
    .toSorted((a, b) => compareText(a.startDate ?? '', b.startDate ?? ''))
    .map((goal) => goalView(goal, records));

const rowOf = (patient: Patient, records: Records): PersonRow => ({
  id: patient.id ?? '',
  name: nameOf(patient) || (patient.id ?? ''),
  goals: goalsOf(patient, records),
});

/** Everybody by service and then by family name, with what is claimed and what Attest found. */
export function peopleView(records: Records): PeopleView {
  const patients = records
    .all<Patient>('Patient')
    .toSorted((a, b) => compareText(a.name?.[0]?.family ?? '', b.name?.[0]?.family ?? ''));
  const names = new Set(patients.map((patient) => serviceOf(patient, records)));
  const services = [...names].toSorted(compareText).map((name) => ({
    name,
    people: patients
      .filter((patient) => serviceOf(patient, records) === name)
      .map((patient) => rowOf(patient, records)),
  }));
  const goals = services.flatMap(({ people }) => people.flatMap((person) => person.goals));
  return {
    services,
    people: patients.length,
    goals: goals.length,
    looked: goals.filter(({ verdict }) => verdict !== null).length,
    openFlags: goals.reduce((sum, { flags }) => sum + flags.length, 0),
  };
}

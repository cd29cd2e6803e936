/** The types that are read of people, each of which can bring something new. */
export const READ_TYPES = [
  'CarePlan',
  'DocumentReference',
  'Encounter',
  'Flag',
  'Goal',
  'Observation',
  'Provenance',
  'QuestionnaireResponse',
  'ServiceRequest',
  'Task',
] as const;

export type ReadType = (typeof READ_TYPES)[number];

import { holds, pruned, type Json } from './pruned.ts';

/** One record as it stands, and with something taken out of it: what holds only in the one is no evidence. */
export interface Views {
  readonly whole: Json;
  /** Without values that are not what they seem; the very same object where there are none. */
  readonly certain: Json;
  /** With every box of it left empty. */
  readonly blank: Json;
}

export const viewsOf = (whole: Json): Views => ({
  whole,
  certain: pruned(whole, isUncertain),
  blank: blankOf(whole),
});

/** Where FHIR R4 puts what was found: all else says of what, of whom, when and by whom. */
const FOUND = /^_?(?:value[A-Z]\w*|dataAbsentReason|interpretation|method|note)$/;

/** The record as it would be had nobody recorded anything: its codes, items and status are there. */
export const blankOf = (resource: Json): Json =>
  pruned(
    resource,
    (key, holder) => FOUND.test(key) || (key === 'answer' && !hasItems(holder[key])),
  );

/** An answer under which there are items is itself a place for answers. */
const hasItems = (answers: unknown): boolean =>
  Array.isArray(answers) &&
  answers.some((answer) => typeof answer === 'object' && answer !== null && 'item' in answer);

/** More than 3 is not 3, and what is missing for a reason has no value. */
const isUncertain = (key: string, holder: Json): boolean =>
  isBound(holder[key]) || (/^value[A-Z]/.test(key) && holder['dataAbsentReason'] !== undefined);

const isBound = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'comparator' in value &&
  value.comparator !== undefined;

/** Records in which nothing is recorded: without any box, and with one about which nothing is known. */
export const EMPTY: readonly Json[] = [
  { resourceType: 'Observation', status: 'final' },
  { resourceType: 'QuestionnaireResponse', status: 'completed' },
  {
    resourceType: 'Observation',
    status: 'final',
    component: [{ code: { coding: [{ code: 'none' }] } }],
  },
  { resourceType: 'QuestionnaireResponse', status: 'completed', item: [{ linkId: 'none' }] },
];

/** The same, saying what they are: a code may name a goal or a worker, but is nothing that was found. */
export const EMPTY_OF_KIND: readonly Json[] = [
  ...EMPTY,
  {
    resourceType: 'Observation',
    id: 'none',
    status: 'final',
    code: { coding: [{ code: 'none' }] },
  },
  {
    resourceType: 'QuestionnaireResponse',
    id: 'none',
    status: 'completed',
    questionnaire: 'none',
  },
];

export const UNKNOWN_MODIFIER = 'it carries a modifier that Attest does not know';

/** True where any part of a record may mean something else, or the opposite, of what it seems to say. */
export const isModifiedWithin = (resource: Json): boolean =>
  holds(resource, (key, value) => {
    if (key === 'implicitRules') return value !== undefined;
    if (key !== 'modifierExtension') return false;
    return Array.isArray(value) ? value.length > 0 : value !== undefined;
  });

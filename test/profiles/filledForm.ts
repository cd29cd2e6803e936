import type { Json } from '../fhir/read/records.ts';
import { extensionOf, type Coding, type Form, type FormItem } from './form.ts';
import { shipped, type Shipped } from './shipped.ts';

type Answer = Readonly<Record<string, unknown>>;

export interface FilledItem {
  readonly linkId: string;
  readonly answer?: readonly Answer[];
  readonly item?: readonly FilledItem[];
}

/** The codes of a ValueSet by its URL, as `system|code`. */
type Expand = (valueSet: string) => ReadonlySet<string>;

/**
 * What is wrong with the answers to a form (FHIR R4, Questionnaire and QuestionnaireResponse); empty where
 * nothing is.
 */
export function faultsIn(
  filled: readonly FilledItem[],
  form: Form,
  expand: Expand,
): readonly string[] {
  const all = answersIn(filled);
  const check = (items: readonly FormItem[], given: readonly FilledItem[]): readonly string[] => {
    const asked = items.map(({ linkId }) => linkId);
    const places = given.map(({ linkId }) => asked.indexOf(linkId));
    const inOrder = places.every((place, at) => at === 0 || place > (places[at - 1] as number));
    return [
      ...given.flatMap(({ linkId }) => (asked.includes(linkId) ? [] : [`${linkId}: not asked`])),
      ...(inOrder ? [] : ['not in the order of the form']),
      ...items.flatMap((item) => {
        const one = given.find(({ linkId }) => linkId === item.linkId);
        return [
          ...faultsOfItem(item, one?.answer ?? [], all, expand),
          ...check(item.item ?? [], one?.item ?? []),
        ];
      }),
    ];
  };
  return check(form.item, filled);
}

type Answers = ReadonlyMap<string, readonly Answer[]>;

/** Every answer of a filled-in form, by the question. */
export function answersIn(filled: readonly FilledItem[]): Answers {
  const entries = (items: readonly FilledItem[]): [string, readonly Answer[]][] =>
    items.flatMap(({ linkId, answer = [], item = [] }) => [[linkId, answer], ...entries(item)]);
  return new Map(entries(filled));
}

function faultsOfItem(
  item: FormItem,
  answers: readonly Answer[],
  all: Answers,
  expand: Expand,
): readonly string[] {
  const { linkId, required = false, repeats = false } = item;
  if (!isEnabled(item, all)) return answers.length > 0 ? [`${linkId}: answered though hidden`] : [];
  if (required && answers.length === 0) return [`${linkId}: required`];
  const tooMany = answers.length > 1 && !repeats ? [`${linkId}: answered more than once`] : [];
  return [...tooMany, ...answers.flatMap((answer) => faultsOfAnswer(item, answer, expand))];
}

/** Whether a question is asked, after these answers. More conditions than one must all hold. */
export const isEnabled = ({ enableWhen = [] }: FormItem, all: Answers): boolean =>
  enableWhen.every(({ question, operator, answerBoolean, answerCoding }) => {
    const wanted = answerCoding === undefined ? answerBoolean : keyOf(answerCoding);
    const equal = (all.get(question) ?? []).some(
      (answer) => (answer['valueBoolean'] ?? keyOf(answer['valueCoding'])) === wanted,
    );
    return operator === '=' ? equal : !equal;
  });

const keyOf = (coding: unknown): string => {
  const { system, code } = (coding ?? {}) as Coding;
  return `${system ?? ''}|${code ?? ''}`;
};

const ELEMENT: Readonly<Record<string, string>> = {
  boolean: 'valueBoolean',
  integer: 'valueInteger',
  date: 'valueDate',
  dateTime: 'valueDateTime',
  string: 'valueString',
  text: 'valueString',
  quantity: 'valueQuantity',
  choice: 'valueCoding',
};

function faultsOfAnswer(item: FormItem, answer: Answer, expand: Expand): readonly string[] {
  const { linkId, type, answerOption = [] } = item;
  const isWords = answerOption.some(({ valueString }) => valueString !== undefined);
  const element = isWords ? 'valueString' : ELEMENT[type];
  const value = element === undefined ? undefined : answer[element];
  if (value === undefined) return [`${linkId}: not a ${type}`];
  return isAllowed(item, value, expand) ? [] : [`${linkId}: not an answer that is offered`];
}

function isAllowed(item: FormItem, value: unknown, expand: Expand): boolean {
  const { answerOption, answerValueSet } = item;
  if (answerOption !== undefined) {
    return answerOption.some(({ valueString, valueCoding }) =>
      valueCoding === undefined ? valueString === value : keyOf(valueCoding) === keyOf(value),
    );
  }
  if (answerValueSet !== undefined) return expand(answerValueSet).has(keyOf(value));
  if (typeof value === 'number') {
    const least = extensionOf(item, 'minValue')?.['valueInteger'] ?? -Infinity;
    const most = extensionOf(item, 'maxValue')?.['valueInteger'] ?? Infinity;
    return value >= (least as number) && value <= (most as number);
  }
  const unit = extensionOf(item, 'questionnaire-unitOption')?.['valueCoding'];
  return unit === undefined || keyOf(unit) === keyOf(value);
}

/** A form as somebody filled it in. */
export interface Filled extends Shipped {
  readonly questionnaire: string;
  readonly item: readonly FilledItem[];
}

/** The examples of filled-in forms, by id. */
export const filledForms = (shipped('QuestionnaireResponse') as readonly Filled[]).filter(
  ({ id }) => id.startsWith('example-form-'),
);

export function exampleOf(id: string): Filled & Json {
  const example = filledForms.find((one) => one.id === `example-form-${id}`);
  if (example === undefined) throw new Error(`No example of ${id}.`);
  return example;
}

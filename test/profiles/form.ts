import { shipped, type Shipped } from './shipped.ts';

export interface Coding {
  readonly system?: string;
  readonly code?: string;
  readonly display?: string;
}

interface Condition {
  readonly question: string;
  readonly operator: string;
  readonly answerBoolean?: boolean;
  readonly answerCoding?: Coding;
}

export interface FormItem {
  readonly linkId: string;
  readonly type: string;
  readonly text?: string;
  readonly definition?: string;
  readonly code?: readonly Coding[];
  readonly required?: boolean;
  readonly repeats?: boolean;
  readonly answerValueSet?: string;
  readonly answerOption?: readonly {
    readonly valueString?: string;
    readonly valueCoding?: Coding;
  }[];
  readonly enableWhen?: readonly Condition[];
  readonly enableBehavior?: 'all' | 'any';
  readonly extension?: readonly Readonly<Record<string, unknown>>[];
  readonly item?: readonly FormItem[];
}

/** A Questionnaire, as far as the tests look. */
export interface Form extends Shipped {
  readonly url: string;
  readonly version: string;
  readonly derivedFrom?: readonly string[];
  readonly useContext: readonly {
    readonly valueCodeableConcept: { readonly coding: readonly Coding[] };
  }[];
  readonly item: readonly FormItem[];
}

/** Every form that ships, by id. */
export const forms = shipped('Questionnaire') as readonly Form[];

export function formOf(id: string): Form {
  const form = forms.find((one) => one.id === id);
  if (form === undefined) throw new Error(`No form ${id}.`);
  return form;
}

/** Every item of a form, however deep, in order. */
export const itemsIn = (items: readonly FormItem[]): readonly FormItem[] =>
  items.flatMap((item) => [item, ...itemsIn(item.item ?? [])]);

export const isQuestion = ({ type }: FormItem): boolean => type !== 'group' && type !== 'display';

export const questionsOf = (form: Form): readonly FormItem[] =>
  itemsIn(form.item).filter(isQuestion);

/** An extension of FHIR itself, by its id. */
export const extensionOf = ({ extension = [] }: FormItem, id: string) =>
  extension.find(({ url }) => url === `http://hl7.org/fhir/StructureDefinition/${id}`);

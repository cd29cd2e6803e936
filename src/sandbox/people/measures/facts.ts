import type { CodeableConcept, ObservationComponent } from 'fhir/r4.js';
import { SYSTEM } from '../../../fhir/names.ts';

/** One recorded component. */
export type Fact = ObservationComponent;

/** What a record holds, and the same in words that a note may use. */
export interface Recorded {
  readonly facts: readonly Fact[];
  readonly said: Readonly<Record<string, string>>;
}

const measure = (code: string): CodeableConcept => ({
  coding: [{ system: SYSTEM.observation, code }],
});

export const coded = (code: string, system: string, value: string): Fact => ({
  code: measure(code),
  valueCodeableConcept: { coding: [{ system, code: value }] },
});
export const count = (code: string, value: number): Fact => ({
  code: measure(code),
  valueInteger: value,
});
export const share = (code: string, done: number, required: number): Fact => ({
  code: measure(code),
  valueRatio: { numerator: { value: done }, denominator: { value: required } },
});
export const yesNo = (code: string, value: boolean): Fact => ({
  code: measure(code),
  valueBoolean: value,
});
export const words = (code: string, value: string): Fact => ({
  code: measure(code),
  valueString: value,
});
export const minutes = (code: string, value: number): Fact => ({
  code: measure(code),
  valueQuantity: { value, unit: 'min', system: SYSTEM.ucum, code: 'min' },
});

/** Which component a fact is of. */
export const measureOf = (fact: Fact): string => fact.code.coding?.[0]?.code ?? '';

/** Facts without those of one component. */
export const without = (facts: readonly Fact[], code: string): readonly Fact[] =>
  facts.filter((fact) => measureOf(fact) !== code);

import { z } from 'zod';
import type { MeasureValue } from '../../domain/caseFile.ts';
import { SYSTEM } from '../names.ts';
import { meaningOf, type Codes } from './coded.ts';
import { codingSchema, conceptSchema, type CodeableConcept } from './elements.ts';
import type { MeasureForm } from './measures.ts';

type Unmeasured<T> = T extends unknown ? Omit<T, 'measure'> : never;
/** A value before it is known of which measure. */
export type Value = Unmeasured<MeasureValue>;
type Why = Extract<MeasureValue, { kind: 'unusable' }>['why'];

const unusable = (why: Why): Value => ({ kind: 'unusable', why });
const MALFORMED = unusable('malformed');

const quantitySchema = z.object({
  value: z.number(),
  comparator: z.undefined().optional(),
  system: z.string().optional(),
  code: z.string().optional(),
});
const plainNumber = z.object({ value: z.number(), comparator: z.undefined().optional() });
const ratioSchema = z.object({ numerator: plainNumber, denominator: plainNumber });

/** Every element that may hold the value of an Observation, a component or an answer. */
export const VALUES = {
  valueCodeableConcept: z.unknown().optional(),
  valueCoding: z.unknown().optional(),
  valueString: z.unknown().optional(),
  valueInteger: z.unknown().optional(),
  valueDecimal: z.unknown().optional(),
  valueBoolean: z.unknown().optional(),
  valueQuantity: z.unknown().optional(),
  valueRatio: z.unknown().optional(),
} as const;
type ValueElement = keyof typeof VALUES;
export type ValueElements = { readonly [element in ValueElement]?: unknown };

/** Reads a value in the one form that counts; any other form is unusable, never guessed at. */
export function readValue(elements: ValueElements, form: MeasureForm, codes: Codes): Value {
  if (!hasValue(elements)) return unusable('absent');
  switch (form.kind) {
    case 'coded':
      return codedValue(elements, form.system, codes);
    case 'detail':
      return detailValue(elements, form.system, codes);
    case 'text':
      return textValue(elements.valueString);
    case 'boolean':
      return booleanValue(elements.valueBoolean);
    case 'integer':
      return countValue(elements.valueInteger ?? elements.valueDecimal);
    case 'ratio':
      return ratioValue(elements.valueRatio);
    case 'minutes':
      return quantityValue(elements.valueQuantity, MINUTES_IN);
    case 'per-week':
      return quantityValue(elements.valueQuantity, PER_WEEK_IN);
    case 'magnitude':
      return magnitudeValue(elements);
  }
}

const ELEMENTS = Object.keys(VALUES) as readonly ValueElement[];

const hasValue = (elements: ValueElements): boolean =>
  ELEMENTS.some((element) => elements[element] !== undefined);

/** The concept in a CodeableConcept or a Coding; undefined where there is neither. */
export function conceptIn(elements: ValueElements): CodeableConcept | undefined {
  const concept = conceptSchema.safeParse(elements.valueCodeableConcept);
  if (concept.success) return concept.data;
  const coding = codingSchema.safeParse(elements.valueCoding);
  return coding.success ? { coding: [coding.data] } : undefined;
}

function codedValue(elements: ValueElements, system: string, codes: Codes): Value {
  const concept = conceptIn(elements);
  if (concept === undefined) {
    return typeof elements.valueString === 'string' ? unusable('unmapped') : MALFORMED;
  }
  const meaning = meaningOf(concept, system, codes);
  if (meaning.kind === 'contradictory') return MALFORMED;
  if (meaning.kind !== 'exact') return unusable(meaning.kind);
  return { kind: 'coded', system, code: meaning.concept.code, rank: meaning.concept.rank };
}

/** What only describes: a code on its scale where it has one, else the code or the words as sent. */
function detailValue(elements: ValueElements, system: string | null, codes: Codes): Value {
  if (elements.valueString !== undefined) return textValue(elements.valueString);
  const concept = conceptIn(elements);
  if (concept === undefined) return MALFORMED;
  const scaled = system === null ? null : codedValue(elements, system, codes);
  if (scaled?.kind === 'coded') return scaled;
  const coding = concept.coding?.find((one) => one.code !== undefined);
  if (coding?.code !== undefined) {
    return { kind: 'coded', system: coding.system ?? '', code: coding.code, rank: null };
  }
  return textValue(concept.text);
}

const textValue = (text: unknown): Value =>
  typeof text === 'string' ? { kind: 'text', value: text.trim() } : MALFORMED;

const booleanValue = (value: unknown): Value =>
  typeof value === 'boolean' ? { kind: 'boolean', value } : MALFORMED;

/** JSON can write numbers that are beyond all bounds, and a nought with a sign. */
const amountValue = (value: number): Value =>
  Number.isFinite(value) && value >= 0 ? { kind: 'number', value: value + 0 } : MALFORMED;

const countValue = (value: unknown): Value =>
  Number.isSafeInteger(value) ? amountValue(value as number) : MALFORMED;

/** Done of required: none required, or more done than required, is no share of anything. */
function ratioValue(value: unknown): Value {
  const parsed = ratioSchema.safeParse(value);
  if (!parsed.success) return MALFORMED;
  const done = parsed.data.numerator.value;
  const required = parsed.data.denominator.value;
  return done >= 0 && required > 0 && done <= required
    ? { kind: 'ratio', done: done + 0, required }
    : MALFORMED;
}

/** UCUM units, and how much of ours each one is. */
const MINUTES_IN: Readonly<Record<string, number>> = { min: 1, h: 60, s: 1 / 60 };
const PER_WEEK_IN: Readonly<Record<string, number>> = { '/wk': 1, '/d': 7, '1/wk': 1, '1/d': 7 };

function quantityValue(value: unknown, units: Readonly<Record<string, number>>): Value {
  const parsed = quantitySchema.safeParse(value);
  if (!parsed.success || parsed.data.value < 0) return MALFORMED;
  const { code, system = SYSTEM.ucum } = parsed.data;
  const factor = code === undefined || system !== SYSTEM.ucum ? undefined : units[code];
  return factor === undefined
    ? MALFORMED
    : amountValue(Math.round(parsed.data.value * factor * 1e9) / 1e9);
}

function magnitudeValue(elements: ValueElements): Value {
  if (elements.valueRatio !== undefined) return ratioValue(elements.valueRatio);
  if (elements.valueQuantity !== undefined)
    return quantityValue(elements.valueQuantity, { '1': 1 });
  if (elements.valueDecimal !== undefined) return decimalValue(elements.valueDecimal);
  return countValue(elements.valueInteger);
}

const decimalValue = (value: unknown): Value =>
  typeof value === 'number' ? amountValue(value) : MALFORMED;

import { z } from 'zod';
import type { MeasureValue } from '../../domain/caseFile.ts';
import type { Codes } from './coded.ts';
import { conceptSchema, type CodeableConcept } from './elements.ts';
import { grouped } from './grouped.ts';
import type { Measures } from './measures.ts';
import { conceptIn, readValue, VALUES, type Value, type ValueElements } from './measureValue.ts';
import { printableCodes } from './printable.ts';

/** Something in a record that could not be used, though the record itself can. */
export interface Doubt {
  readonly kind: 'unmapped' | 'unreadable';
  readonly because: string;
}

/** What the components, or the answers, of one record say. */
interface Components {
  /** One value a measure, save for those that may be given several times; by measure. */
  readonly values: readonly MeasureValue[];
  readonly doubts: readonly Doubt[];
  /** `declined`: the person refused or did not attend; `none`: nothing was attempted. */
  readonly attempt: 'made' | 'declined' | 'none';
}

const componentSchema = z.object({
  code: conceptSchema,
  modifierExtension: z.undefined().optional(),
  ...VALUES,
});

interface Vocabulary {
  readonly codes: Codes;
  readonly measures: Measures;
}

/** A measure, and its value as sent. */
export interface Given {
  readonly measure: string;
  readonly elements: ValueElements;
}

export function readComponents(list: readonly unknown[], vocabulary: Vocabulary): Components {
  const given: Given[] = [];
  const doubts: Doubt[] = [];
  for (const entry of list) {
    const parsed = componentSchema.safeParse(entry);
    if (!parsed.success) {
      doubts.push({ kind: 'unreadable', because: 'one of its components cannot be read' });
      continue;
    }
    const measure = measureNamed(parsed.data.code, vocabulary);
    if (measure === null) {
      doubts.push({
        kind: 'unmapped',
        because: `no map for component ${printableCodes(parsed.data.code)}`,
      });
      continue;
    }
    given.push({ measure, elements: parsed.data });
  }
  const read = readGiven(given, vocabulary);
  return { ...read, doubts: [...doubts, ...read.doubts] };
}

export function readGiven(given: readonly Given[], vocabulary: Vocabulary): Components {
  const doubts: Doubt[] = [];
  const values = given.map((one) => valueOf(one, vocabulary, doubts));
  return {
    values: oneEach(values, vocabulary.measures, doubts),
    doubts,
    attempt: attemptIn(values, vocabulary),
  };
}

function valueOf(
  { measure, elements }: Given,
  { codes, measures }: Vocabulary,
  doubts: Doubt[],
): MeasureValue {
  const form = measures.forms.get(measure);
  const value: Value =
    form === undefined ? { kind: 'unusable', why: 'unmapped' } : readValue(elements, form, codes);
  const doubt = value.kind === 'unusable' ? doubtOf(measure, value.why, elements) : null;
  if (doubt !== null) doubts.push(doubt);
  return { measure, ...value };
}

function doubtOf(
  measure: string,
  why: Extract<MeasureValue, { kind: 'unusable' }>['why'],
  elements: ValueElements,
): Doubt | null {
  const concept = conceptIn(elements);
  const sent = concept === undefined ? 'free text' : printableCodes(concept);
  switch (why) {
    case 'absent':
      return null;
    case 'unmapped':
      return { kind: 'unmapped', because: `${measure}: no map for ${sent}` };
    case 'inexact':
      return { kind: 'unmapped', because: `${measure}: the map for ${sent} is not exact` };
    case 'malformed':
      return { kind: 'unreadable', because: `${measure}: not a value of the kind that counts` };
  }
}

/** The measure that a component's code names, by itself or through an exact map. */
export function measureNamed(
  code: CodeableConcept,
  { codes, measures }: Vocabulary,
): string | null {
  for (const coding of code.coding ?? []) {
    const measure = measures.measureOf(coding, codes.terminology);
    if (measure !== null) return measure;
  }
  const targets = (code.coding ?? [])
    .flatMap((coding) => codes.conceptMaps.translate(coding.system ?? '', coding.code ?? ''))
    .filter((target) => target.exact)
    .flatMap((target) => measures.measureOf(target, codes.terminology) ?? []);
  return new Set(targets).size === 1 ? (targets[0] as string) : null;
}

/** What went dangerously wrong is believed, whatever else the same record says of it. */
export const isAlarm = (value: MeasureValue): boolean =>
  value.measure === 'safety-event' && value.kind === 'boolean' && value.value;

/** A measure given twice counts once where both agree, and not at all where they do not. */
function oneEach(
  values: readonly MeasureValue[],
  measures: Measures,
  doubts: Doubt[],
): readonly MeasureValue[] {
  const distinct = new Map(values.map((value) => [JSON.stringify(value), value]));
  const byMeasure = grouped(distinct.values(), (value) => value.measure);
  return [...byMeasure.keys()].sort().flatMap((measure): readonly MeasureValue[] => {
    const given = byMeasure.get(measure) as MeasureValue[];
    const form = measures.forms.get(measure);
    if (given.length === 1 || (form?.kind === 'detail' && form.repeats)) return given;
    doubts.push({ kind: 'unreadable', because: `${measure}: given twice with different values` });
    const alarm = given.find(isAlarm);
    if (alarm !== undefined) return [alarm];
    return [{ measure, kind: 'unusable', why: 'malformed' }];
  });
}

/** What the codes themselves say of the attempt, and whether the person took part at all. */
function attemptIn(
  values: readonly MeasureValue[],
  { codes, measures }: Vocabulary,
): Components['attempt'] {
  const attempts = values.map((value) => {
    if (value.kind === 'coded') return codes.terminology.concept(value.system, value.code)?.attempt;
    const absent =
      value.kind === 'boolean' && !value.value && measures.attendance.has(value.measure);
    return absent ? 'declined' : null;
  });
  if (attempts.includes('none')) return 'none';
  return attempts.includes('declined') ? 'declined' : 'made';
}

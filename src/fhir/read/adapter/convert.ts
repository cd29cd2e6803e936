import { z } from 'zod';
import type { Terminology } from '../../terminology.ts';
import { SYSTEM } from '../../names.ts';
import type { MeasureForm } from '../measures.ts';
import type { Report } from '../programme/fault.ts';
import type { ComponentEntry } from './mappingFile.ts';
import { minutesIn } from './minutes.ts';

/** The element of a component that holds a value: `{ valueInteger: 3 }`. */
type Held = Readonly<Record<string, unknown>>;

/** `unmapped`: neither table nor bands say what it means; `malformed`: no value of the kind that counts. */
export type Converted = Held | 'unmapped' | 'malformed';
export type Converter = (given: unknown) => Converted;

type Target = string | number | boolean;

/** How one value of the host becomes one of Attest's; what the entry gets wrong is reported. */
export function converterOf(
  entry: ComponentEntry,
  form: MeasureForm,
  terminology: Terminology,
  { path, report }: { readonly path: string; readonly report: Report },
): Converter {
  const { bands, table } = entry;
  checkUnit(entry, form, (message) => {
    report(`${path}.unit`, message);
  });
  if (bands === undefined && table === undefined) return direct(form, entry.unit);
  if (bands !== undefined && table !== undefined) {
    report(path, 'has both bands and a table');
    return direct(form, entry.unit);
  }
  const encode = (target: Target): Held | null => encoded(target, form, terminology);
  return bands === undefined
    ? throughTable(table ?? {}, encode, `${path}.table`, report)
    : throughBands({ bands, unit: entry.unit }, encode, `${path}.bands`, report);
}

const UNITS: Readonly<Partial<Record<MeasureForm['kind'], readonly string[]>>> = {
  minutes: ['min', 'h', 's'],
  'per-week': ['/wk', '/d'],
};

function checkUnit(
  { unit, bands }: ComponentEntry,
  { kind }: MeasureForm,
  report: (message: string) => void,
): void {
  // Bands are in whatever unit the host measures in.
  if (unit === undefined || bands !== undefined) return;
  const units = UNITS[kind] ?? [];
  if (units.length === 0) report('does not belong here: the component has no unit');
  else if (!units.includes(unit)) report(`should be ${units.join(' or ')}`);
}

/** Null where the form has no such value. */
function encoded(target: Target, form: MeasureForm, terminology: Terminology): Held | null {
  switch (form.kind) {
    case 'coded':
    case 'detail':
      return codeOf(target, form.system, terminology);
    case 'boolean':
      return typeof target === 'boolean' ? { valueBoolean: target } : null;
    case 'integer':
      return isCount(target) ? { valueInteger: target } : null;
    case 'magnitude':
      return isAmount(target) ? { valueDecimal: target } : null;
    case 'minutes':
      return isAmount(target) ? quantity(target, 'min') : null;
    case 'ratio':
    case 'per-week':
    case 'text':
      return null;
  }
}

function codeOf(target: Target, system: string | null, terminology: Terminology): Held | null {
  if (typeof target !== 'string' || system === null) return null;
  return terminology.concept(system, target) === undefined
    ? null
    : { valueCodeableConcept: { coding: [{ system, code: target }] } };
}

const NO_TARGET = 'is no value that this component can have';

function throughTable(
  table: Readonly<Record<string, Target>>,
  encode: (target: Target) => Held | null,
  path: string,
  report: Report,
): Converter {
  const held = new Map<string, Held>();
  for (const [text, target] of Object.entries(table)) {
    const value = encode(target);
    if (value === null) report(`${path}[${JSON.stringify(text)}]`, NO_TARGET);
    else held.set(text, value);
  }
  return (given) => {
    const isPlain =
      typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean';
    return isPlain ? (held.get(String(given)) ?? 'unmapped') : 'malformed';
  };
}

type Band = NonNullable<ComponentEntry['bands']>[number];
interface Scale {
  readonly bands: readonly Band[];
  readonly unit: string | undefined;
}

function throughBands(
  { bands, unit }: Scale,
  encode: (target: Target) => Held | null,
  path: string,
  report: Report,
): Converter {
  const held = bands.map((band, at) => {
    const value = encode(band.code);
    if (value === null) report(`${path}[${at}].code`, NO_TARGET);
    if (band.from > band.to) report(`${path}[${at}]`, 'ends before it begins');
    const other = bands.slice(0, at).findIndex((one) => one.from <= band.to && band.from <= one.to);
    if (other !== -1) report(`${path}[${at}]`, `overlaps with bands[${other}]`);
    return { ...band, value };
  });
  return (given) => {
    const number = numberIn(given, unit);
    if (number === null) return 'malformed';
    return held.find(({ from, to }) => from <= number && number <= to)?.value ?? 'unmapped';
  };
}

/** What a Quantity says besides its number is of weight too: `> 3` is not 3, and 3 h are not 3 min. */
const quantitySchema = z.object({
  value: z.number(),
  comparator: z.undefined().optional(),
  code: z.string().optional(),
  unit: z.string().optional(),
});

/** A number by itself has no unit; null for what is not of the unit asked for. */
function numberIn(given: unknown, unit: string | undefined): number | null {
  if (typeof given === 'number') return unit === undefined ? given : null;
  const quantity = quantitySchema.safeParse(given);
  if (!quantity.success) return null;
  const { value, code, unit: words } = quantity.data;
  const said = code ?? words;
  return said === unit || (unit === undefined && isDimensionless(said)) ? value : null;
}

/** UCUM writes a bare number as 1, and puts what was counted in braces: `{score}`. */
const isDimensionless = (code: string | undefined): boolean =>
  code === undefined || code === '1' || /^\{[^{}]*\}$/.test(code);

/** A value that already is of the right kind. */
function direct(form: MeasureForm, unit: string | undefined): Converter {
  switch (form.kind) {
    case 'coded':
      return (given) => conceptOf(given) ?? (typeof given === 'string' ? 'unmapped' : 'malformed');
    case 'detail':
      return (given) => conceptOf(given) ?? textOf(given);
    case 'text':
      return textOf;
    case 'boolean':
      return (given) => (typeof given === 'boolean' ? { valueBoolean: given } : 'malformed');
    case 'integer':
      return (given) => (isCount(given) ? { valueInteger: given } : 'malformed');
    case 'magnitude':
      return (given) => (isAmount(given) ? { valueDecimal: given } : 'malformed');
    case 'minutes':
      return (given) => inWords(given) ?? measured(given, unit);
    case 'per-week':
      return (given) => measured(given, unit);
    case 'ratio':
      return () => 'malformed';
  }
}

/** A Coding or CodeableConcept goes on as it is: ConceptMaps say what it means. */
function conceptOf(given: unknown): Held | null {
  if (typeof given !== 'object' || given === null) return null;
  if ('coding' in given) return { valueCodeableConcept: given };
  return 'code' in given && 'system' in given
    ? { valueCodeableConcept: { coding: [given] } }
    : null;
}

const textOf = (given: unknown): Converted =>
  typeof given === 'string' ? { valueString: given } : 'malformed';

function inWords(given: unknown): Held | null {
  const minutes = typeof given === 'string' ? minutesIn(given) : null;
  return minutes === null ? null : quantity(minutes, 'min');
}

/** A Quantity states its own unit, which the reader judges; a number needs one from the mapping. */
function measured(given: unknown, unit: string | undefined): Converted {
  if (typeof given === 'object' && given !== null) return { valueQuantity: given };
  return isAmount(given) && unit !== undefined ? quantity(given, unit) : 'malformed';
}

const quantity = (value: number, code: string): Held => ({
  valueQuantity: { value, system: SYSTEM.ucum, code },
});

/** So many of so many; whether that is a share of anything, the reader judges. */
export const shareOf = (done: unknown, required: unknown): Converted =>
  isAmount(done) && isAmount(required)
    ? { valueRatio: { numerator: { value: done }, denominator: { value: required } } }
    : 'malformed';

const isAmount = (given: unknown): given is number => typeof given === 'number' && given >= 0;
const isCount = (given: unknown): given is number => isAmount(given) && Number.isSafeInteger(given);

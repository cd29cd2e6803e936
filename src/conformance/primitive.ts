import type { Library } from './library.ts';

type Fault = string | null;

const KIND: Readonly<Record<string, 'boolean' | 'number'>> = {
  boolean: 'boolean',
  decimal: 'number',
  integer: 'number',
  positiveInt: 'number',
  unsignedInt: 'number',
};

const LEAST: Readonly<Record<string, number>> = {
  integer: -(2 ** 31),
  positiveInt: 1,
  unsignedInt: 0,
};

const MOST = 2 ** 31 - 1;
const LONGEST_TEXT = 1024 * 1024;

/** Their published patterns are checked in another way: some take exponential time. */
const BY_HAND: Readonly<Record<string, (text: string) => boolean>> = {
  base64Binary: isBase64,
  markdown: isText,
  string: isText,
  xhtml: isText,
  uri: isSpaceless,
  url: isSpaceless,
  canonical: isSpaceless,
};

/** What is wrong with the JSON value of a primitive, as an ending of “… ”; null if nothing is. */
export function primitiveFault(type: string, value: unknown, library: Library): Fault {
  const kind = KIND[type] ?? 'string';
  if (typeof value !== kind) {
    const article =
      kind === 'number' ? 'a number' : kind === 'boolean' ? 'true or false' : 'a text';
    return `should be ${article} in JSON`;
  }
  if (typeof value === 'number') return numberFault(type, value);
  return typeof value === 'string' ? textFault(type, value, library) : null;
}

function numberFault(type: string, value: number): Fault {
  if (!Number.isFinite(value)) return 'is no number';
  const least = LEAST[type];
  if (least === undefined) return null;
  if (!Number.isInteger(value)) return 'should be a whole number';
  return value < least || value > MOST ? `should be between ${least} and ${MOST}` : null;
}

function textFault(type: string, text: string, library: Library): Fault {
  if (text === '') return 'is empty';
  if (text.length > LONGEST_TEXT && !['base64Binary', 'xhtml'].includes(type)) {
    return 'is longer than a million characters';
  }
  const isValid = BY_HAND[type] ?? ((given: string) => matches(type, given, library));
  if (!isValid(text)) return `is not written as ${type} is`;
  return isDated(type) && !existingDay(text) ? 'is a day that does not exist' : null;
}

const isDated = (type: string): boolean => ['date', 'dateTime', 'instant'].includes(type);

const FORMAT = new WeakMap<Library, Map<string, RegExp | null>>();

/** By the pattern that FHIR publishes with the type. */
function matches(type: string, text: string, library: Library): boolean {
  const formats = FORMAT.get(library) ?? new Map<string, RegExp | null>();
  FORMAT.set(library, formats);
  let format = formats.get(type);
  if (format === undefined) formats.set(type, (format = publishedFormat(type, library)));
  return format?.test(text) ?? true;
}

const REGEX = 'http://hl7.org/fhir/StructureDefinition/regex';

function publishedFormat(type: string, library: Library): RegExp | null {
  const [value] = library.type(type)?.at(`${type}.value`)?.types ?? [];
  const regex = value?.extension?.find(({ url }) => url === REGEX)?.valueString;
  return regex === undefined ? null : new RegExp(`^(?:${regex})$`);
}

/** `2026-02-30` fits the pattern and is no day. */
function existingDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return true;
  const given = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return given.getUTCDate() === Number(day);
}

/** FHIR bars the characters below 32, save tab, line feed and carriage return. */
function isText(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 32 && code !== 9 && code !== 10 && code !== 13) return false;
  }
  return text !== '';
}

function isSpaceless(text: string): boolean {
  return !/\s/.test(text);
}

function isBase64(text: string): boolean {
  const packed = text.replaceAll(/\s+/g, '');
  return packed.length % 4 === 0 && packed !== '' && /^[0-9A-Za-z+/]+={0,2}$/.test(packed);
}

export const isPrimitive = (type: string, library: Library): boolean =>
  library.type(type)?.kind === 'primitive-type';

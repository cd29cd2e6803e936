export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An own member: `constructor` and its kin are no elements. */
export const member = (object: JsonObject, key: string): unknown =>
  Object.hasOwn(object, key) ? object[key] : undefined;

export const asList = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly unknown[]) : [value];

export const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** No real resource is nested deeper, or holds more values. */
const DEEPEST = 100;
const MOST_VALUES = 4_000_000;

/** What makes a value unfit to be walked at all: too deep (as circular data is), or too large. */
export function unwalkable(value: unknown): 'deep' | 'large' | null {
  const open: (readonly [unknown, number])[] = [[value, 0]];
  let values = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [each, depth] = next;
    if (typeof each !== 'object' || each === null) continue;
    if (depth > DEEPEST) return 'deep';
    const held = Object.values(each) as readonly unknown[];
    values += held.length;
    if (values > MOST_VALUES) return 'large';
    for (const one of held) open.push([one, depth + 1]);
  }
  return null;
}

const WORD = /^[_A-Za-z][\w-]{0,63}$/;
const CODE = /^[\w.:/|#%+~-]{1,128}$/;

/** Anything that is no name could be a person's words. */
export const isName = (text: string): boolean => WORD.test(text);

/** A name as it may be told. */
export const quotedName = (name: string): string => (isName(name) ? `“${name}”` : 'a name');

/** Whether the text could be a resource type at all. */
export const isTypeName = (text: string): boolean => /^[A-Za-z]{1,64}$/.test(text);

/** A resource type as it may be told. */
export const shownType = (type: string): string =>
  isTypeName(type) ? type : 'something that is no resource type';

/** A code or an address as it may be told. */
export const quotedCode = (code: string): string => (CODE.test(code) ? `“${code}”` : 'a text');

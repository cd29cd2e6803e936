import type { MeasureValue } from '../../domain/caseFile.ts';

/** Equal texts and values held once: a hundred thousand records say the same few things. */
export interface Pool {
  readonly text: (text: string) => string;
  readonly texts: (list: readonly string[]) => readonly string[];
  readonly values: (list: readonly MeasureValue[]) => readonly MeasureValue[];
}

const NONE: readonly string[] = [];

export function createPool(): Pool {
  const texts = new Map<string, string>();
  const lists = new Map<string, readonly string[]>();
  const values = new Map<string, MeasureValue>();
  const valueLists = new Map<string, readonly MeasureValue[]>();
  const text = (one: string): string => {
    const held = texts.get(one);
    if (held === undefined) texts.set(one, one);
    return held ?? one;
  };
  return {
    text,
    texts: (list) =>
      list.length === 0 ? NONE : heldOnce(lists, list.join('\n'), () => list.map(text)),
    values: (list) =>
      heldOnce(valueLists, JSON.stringify(list), () =>
        list.map((one) => heldOnce(values, JSON.stringify(one), () => one)),
      ),
  };
}

function heldOnce<Item>(pool: Map<string, Item>, key: string, make: () => Item): Item {
  const held = pool.get(key);
  if (held !== undefined) return held;
  const made = make();
  pool.set(key, made);
  return made;
}

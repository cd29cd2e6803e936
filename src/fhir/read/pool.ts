import type { MeasureValue } from '../../domain/caseFile.ts';

/** Equal texts and values held once: a hundred thousand records say the same few things. */
export interface Pool {
  readonly text: (text: string) => string;
  readonly texts: (list: readonly string[]) => readonly string[];
  readonly value: (value: MeasureValue) => MeasureValue;
}

const NONE: readonly string[] = [];

export function createPool(): Pool {
  const texts = new Map<string, string>();
  const values = new Map<string, MeasureValue>();
  const text = (one: string): string => {
    const held = texts.get(one);
    if (held === undefined) texts.set(one, one);
    return held ?? one;
  };
  return {
    text,
    texts: (list) => (list.length === 0 ? NONE : list.map(text)),
    value: (one) => {
      const key = JSON.stringify(one);
      const held = values.get(key);
      if (held === undefined) values.set(key, one);
      return held ?? one;
    },
  };
}

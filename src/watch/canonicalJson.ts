import { compareText } from '../domain/order.ts';

/**
 * JSON with the keys of every object in one order: equal contents, equal text. As in JSON.stringify, what
 * JSON cannot hold is left out.
 */
export const canonicalJson = (value: unknown): string => JSON.stringify(value, inOrder);

const inOrder = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => compareText(a, b)))
    : value;

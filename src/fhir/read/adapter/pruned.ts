/** A resource, or elements of one, as JSON. */
export type Json = Readonly<Record<string, unknown>>;

/**
 * The same JSON without some of its elements, at any depth; the very same object where there are none
 * of them, so that it costs nothing to ask whether there were any.
 *
 * @param isDropped an element's name, and the object that has it
 */
export function pruned<T>(node: T, isDropped: (key: string, holder: Json) => boolean): T {
  if (typeof node !== 'object' || node === null) return node;
  if (Array.isArray(node)) {
    const list = node as readonly unknown[];
    const items = list.map((one) => pruned(one, isDropped));
    return items.some((one, at) => one !== list[at]) ? (items as T) : node;
  }
  const holder = node as unknown as Json;
  const all = Object.keys(holder);
  const kept = all.filter((key) => !isDropped(key, holder));
  const entries = kept.map((key) => [key, pruned(holder[key], isDropped)] as const);
  const isWhole = kept.length === all.length && entries.every(([key, one]) => one === holder[key]);
  return isWhole ? node : (Object.fromEntries(entries) as T);
}

/** True where an object at any depth has such an element. */
export function holds(node: unknown, isMeant: (key: string, value: unknown) => boolean): boolean {
  if (typeof node !== 'object' || node === null) return false;
  if (Array.isArray(node)) return node.some((one) => holds(one, isMeant));
  return Object.entries(node).some(([key, value]) => isMeant(key, value) || holds(value, isMeant));
}

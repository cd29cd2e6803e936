import { z } from 'zod';

/** What the entries of one Bundle call each other (`urn:uuid:...`), and the `Type/id` that is meant. */
export type Aliases = ReadonlyMap<string, string>;

export const NO_ALIASES: Aliases = new Map();

const entrySchema = z.object({
  fullUrl: z.string().startsWith('urn:'),
  resource: z.looseObject({ resourceType: z.string(), id: z.string().optional() }),
});

/** The names of a Bundle's entries; those of the Bundle around it hold where it has none of its own. */
export function aliasesOf(entries: readonly unknown[], around: Aliases): Aliases {
  const own = entries.flatMap((entry): [string, string][] => {
    const parsed = entrySchema.safeParse(entry);
    if (!parsed.success) return [];
    const { fullUrl, resource } = parsed.data;
    const id = resource.id ?? idIn(fullUrl);
    return id === null ? [] : [[fullUrl, `${resource.resourceType}/${id}`]];
  });
  return own.length === 0 ? around : new Map([...around, ...own]);
}

/** The id that a Bundle gives an entry: the end of its address. */
export const idIn = (fullUrl: string | null): string | null =>
  /(?:[:/])([A-Za-z0-9\-.]{1,64})$/.exec(fullUrl ?? '')?.[1] ?? null;

/** No FHIR resource nests so deep; what does is left as it is. */
const DEEPEST = 64;

/** The resource with its references by their `Type/id`: a name holds in its own Bundle, and no further. */
export function withoutAliases(value: unknown, aliases: Aliases, depth = 0): unknown {
  if (aliases.size === 0 || depth > DEEPEST || typeof value !== 'object' || value === null)
    return value;
  if (Array.isArray(value)) return value.map((one) => withoutAliases(one, aliases, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, held]: [string, unknown]) => [
      key,
      key === 'reference' && typeof held === 'string'
        ? (aliases.get(held) ?? held)
        : withoutAliases(held, aliases, depth + 1),
    ]),
  );
}

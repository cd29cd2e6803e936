import { z } from 'zod';
import { compareText } from '../domain/order.ts';

/** What a host's code means in another system, as somebody who knows both has stated. */
interface ConceptTarget {
  readonly system: string;
  readonly code: string;
  /** Equal or equivalent, and under no condition: only such a map counts as full evidence. */
  readonly exact: boolean;
}

export interface ConceptMaps {
  /** Every stated meaning of a code, in any system; an empty list where none is stated. */
  translate(system: string, code: string): readonly ConceptTarget[];
  /** Each thing stated once, sorted: equal where the maps say the same. */
  stated(): readonly string[];
}

const targetSchema = z.looseObject({
  code: z.string().optional(),
  equivalence: z.string().optional(),
  dependsOn: z.array(z.unknown()).optional(),
});
const elementSchema = z.looseObject({
  code: z.string(),
  target: z.array(targetSchema).optional(),
});
const groupSchema = z.looseObject({
  source: z.string().optional(),
  target: z.string().optional(),
  element: z.array(elementSchema),
});
const conceptMapSchema = z.looseObject({
  resourceType: z.literal('ConceptMap'),
  status: z.string().optional(),
  group: z.array(groupSchema).optional(),
});
type Group = z.infer<typeof groupSchema>;

const EXACT: ReadonlySet<string> = new Set(['equal', 'equivalent']);
/** Equivalences that state that there is no such meaning. */
const NONE: ReadonlySet<string> = new Set(['unmatched', 'disjoint']);

const keyOf = (system: string, code: string): string => `${system}|${code}`;

/** All ConceptMaps as one table; what is no ConceptMap, is retired or is unreadable has no say. */
export function conceptMapsOf(resources: readonly unknown[]): ConceptMaps {
  const table = new Map<string, ConceptTarget[]>();
  for (const resource of resources) {
    const parsed = conceptMapSchema.safeParse(resource);
    if (!parsed.success || parsed.data.status === 'retired') continue;
    for (const group of parsed.data.group ?? []) addGroup(table, group);
  }
  return {
    translate: (system, code) => table.get(keyOf(system, code)) ?? [],
    stated: () => statedIn(table),
  };
}

function statedIn(table: ReadonlyMap<string, readonly ConceptTarget[]>): readonly string[] {
  const lines = [...table].flatMap(([key, targets]) =>
    targets.map(({ system, code, exact }) => JSON.stringify([key, system, code, exact])),
  );
  return [...new Set(lines)].sort(compareText);
}

function addGroup(table: Map<string, ConceptTarget[]>, group: Group): void {
  for (const element of group.element) {
    const key = keyOf(group.source ?? '', element.code);
    const targets = table.get(key) ?? [];
    for (const target of element.target ?? []) {
      const { code, equivalence = 'inexact', dependsOn = [] } = target;
      if (code === undefined || group.target === undefined || NONE.has(equivalence)) continue;
      const exact = EXACT.has(equivalence) && dependsOn.length === 0;
      targets.push({ system: group.target, code, exact });
    }
    table.set(key, targets);
  }
}

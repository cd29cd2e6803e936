import { asList, isObject } from '../json.ts';
import type { CodeSystem, CodeSystemConcept } from 'fhir/r4.js';

/** Whether a code belongs; `unknown` where that cannot be told from what is at hand. */
export type Membership = 'in' | 'out' | 'unknown';

interface Concept {
  readonly parents: readonly string[];
  readonly properties: ReadonlyMap<string, readonly string[]>;
}

/** A code system by its codes. */
export interface Codes {
  /** `unknown` for a code that a system held only in part does not name. */
  readonly has: (code: string) => Membership;
  /** Whether a known code is below another, at any depth. */
  readonly isBelow: (code: string, ancestor: string) => boolean;
  readonly propertyOf: (code: string, property: string) => readonly string[];
}

/** Its `parent` and `subsumedBy` properties add to the nesting. */
const UPWARD: ReadonlySet<string> = new Set(['parent', 'subsumedBy']);

export function codesOf(system: CodeSystem): Codes {
  const fold = (code: string): string =>
    system.caseSensitive === false ? code.toLowerCase() : code;
  const concepts = new Map<string, Concept>();
  const add = (concept: CodeSystemConcept, parent: string | null): void => {
    const properties = propertiesOf(concept);
    const named = [...properties]
      .filter(([name]) => UPWARD.has(name))
      .flatMap(([, codes]) => codes);
    const known = concepts.get(fold(concept.code))?.parents ?? [];
    const parents = [...known, ...named, ...(parent === null ? [] : [parent])].map(fold);
    concepts.set(fold(concept.code), { parents, properties });
    for (const child of conceptsIn(concept)) add(child, concept.code);
  };
  for (const concept of conceptsIn(system)) add(concept, null);
  const isWhole = system.content === 'complete';
  return {
    has: (code) => (concepts.has(fold(code)) ? 'in' : isWhole ? 'out' : 'unknown'),
    isBelow: (code, ancestor) => isBelow(fold(code), fold(ancestor), concepts),
    propertyOf: (code, property) => concepts.get(fold(code))?.properties.get(property) ?? [],
  };
}

/** Those that have a code, which a damaged definition may lack. */
const conceptsIn = ({ concept }: Pick<CodeSystem, 'concept'>): readonly CodeSystemConcept[] =>
  asList(concept)
    .filter(isObject)
    .filter((each) => typeof each['code'] === 'string') as never;

function propertiesOf(concept: CodeSystemConcept): ReadonlyMap<string, readonly string[]> {
  const properties = new Map<string, string[]>();
  for (const property of concept.property ?? []) {
    const value =
      property.valueCode ??
      property.valueString ??
      property.valueCoding?.code ??
      String(property.valueBoolean ?? property.valueInteger ?? property.valueDecimal ?? '');
    properties.set(property.code, [...(properties.get(property.code) ?? []), value]);
  }
  return properties;
}

function isBelow(code: string, ancestor: string, concepts: ReadonlyMap<string, Concept>): boolean {
  const open = [code];
  const seen = new Set(open);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const parent of concepts.get(next)?.parents ?? []) {
      if (parent === ancestor) return true;
      if (!seen.has(parent)) open.push(parent);
      seen.add(parent);
    }
  }
  return false;
}

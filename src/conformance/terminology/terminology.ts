import type { CodeSystem, ValueSet, ValueSetComposeInclude } from 'fhir/r4.js';
import { asList, isObject } from '../json.ts';
import { withoutVersion } from '../library.ts';
import { codesOf, type Codes, type Membership } from './codeSystem.ts';
import { passes } from './filter.ts';

/** A code, with its system where the element's type has one. */
export interface Coded {
  readonly system: string | null;
  readonly code: string;
}

/** The code systems and value sets at hand; all others are `unknown`, never right or wrong. */
export interface Terminology {
  readonly inValueSet: (canonical: string, coded: Coded) => Membership;
  readonly inCodeSystem: (system: string, code: string) => Membership;
}

export function terminologyOf(
  codeSystems: readonly CodeSystem[],
  valueSets: readonly ValueSet[],
): Terminology {
  const systems = new Map(
    codeSystems
      .filter(({ content }) => content !== 'supplement')
      .map((each) => [each.url ?? '', each]),
  );
  const sets = new Map(valueSets.map((each) => [each.url ?? '', each]));
  const ready = new Map<string, Codes>();
  const codes = (system: string): Codes | null => {
    const found = ready.get(system);
    if (found !== undefined) return found;
    const definition = systems.get(system);
    if (definition === undefined) return null;
    const made = codesOf(definition);
    ready.set(system, made);
    return made;
  };
  const inCodeSystem: Terminology['inCodeSystem'] = (system, code) =>
    codes(system)?.has(code) ?? 'unknown';
  return {
    inCodeSystem,
    inValueSet: (canonical, coded) => inSet(canonical, coded, { codes, sets }, []),
  };
}

interface AtHand {
  readonly codes: (system: string) => Codes | null;
  readonly sets: ReadonlyMap<string, ValueSet>;
}

/** @param within the value sets that led here: one that includes itself adds nothing */
function inSet(
  canonical: string,
  coded: Coded,
  hand: AtHand,
  within: readonly string[],
): Membership {
  const url = withoutVersion(canonical);
  if (within.includes(url)) return 'out';
  const set = hand.sets.get(url);
  if (set === undefined) return 'unknown';
  if (set.compose === undefined) return inExpansion(set, coded);
  const part = (include: ValueSetComposeInclude): Membership =>
    inPart(include, coded, hand, [...within, url]);
  const included = anyOf(partsOf(set.compose.include).map(part));
  return without(included, anyOf(partsOf(set.compose.exclude).map(part)));
}

/** A damaged definition may lack them. */
const partsOf = (parts: unknown): readonly ValueSetComposeInclude[] =>
  asList(parts).filter(isObject);

function inPart(
  { system, concept, filter, valueSet }: ValueSetComposeInclude,
  coded: Coded,
  hand: AtHand,
  within: readonly string[],
): Membership {
  const sets = (valueSet ?? []).map((each) => inSet(each, coded, hand, within));
  if (system === undefined) return allOf(sets);
  if (coded.system !== null && coded.system !== system) return 'out';
  if (concept !== undefined) {
    const isListed = concept.some(({ code }) => code === coded.code);
    return allOf([isListed ? 'in' : 'out', ...sets]);
  }
  const codes = hand.codes(system);
  if (codes === null) return allOf(['unknown', ...sets]);
  const passed = (filter ?? []).map((each) => passes(each, codes, coded.code));
  return allOf([codes.has(coded.code), ...passed, ...sets]);
}

type Contains = NonNullable<NonNullable<ValueSet['expansion']>['contains']>;

function inExpansion({ expansion }: ValueSet, coded: Coded): Membership {
  const listed = (contains: Contains): boolean =>
    contains.some(
      (each) =>
        (each.code === coded.code && (coded.system === null || coded.system === each.system)) ||
        listed(each.contains ?? []),
    );
  if (expansion === undefined) return 'unknown';
  return listed(expansion.contains ?? []) ? 'in' : 'out';
}

function anyOf(members: readonly Membership[]): Membership {
  if (members.includes('in')) return 'in';
  return members.includes('unknown') ? 'unknown' : 'out';
}

function allOf(members: readonly Membership[]): Membership {
  if (members.includes('out')) return 'out';
  return members.includes('unknown') ? 'unknown' : 'in';
}

function without(included: Membership, excluded: Membership): Membership {
  if (included === 'out' || excluded === 'in') return 'out';
  return excluded === 'unknown' ? 'unknown' : included;
}

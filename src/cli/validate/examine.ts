import { faultKey, type Checker, type ConformanceIssue } from '../../conformance/checker.ts';
import {
  asList,
  isObject,
  isTypeName,
  member,
  textOf,
  type JsonObject,
} from '../../conformance/json.ts';
import { takenFor, type Fit } from './fit.ts';

/** What is told of one resource. */
export interface Examined {
  /** `Observation/s1`, or the type alone where there is no id. */
  readonly reference: string;
  /** `sessions.ndjson:12`, `export.json entry[3]`. */
  readonly where: string;
  readonly type: string;
  readonly issues: readonly Told[];
  /** Attest reads nothing like it; of an Observation, its code. */
  readonly notRead: { readonly code: string | null } | null;
}

export type Told = Pick<ConformanceIssue, 'severity' | 'rule' | 'path' | 'message'>;

/** A profile that the user asks for, and the type that it is for. */
export interface Asked {
  readonly url: string;
  readonly type: string;
}

/** The resource, or each resource of a Bundle; a Bundle itself only where it has faults of its own. */
export function examine(
  resource: unknown,
  where: string,
  checker: Checker,
  asked: readonly Asked[],
): readonly Examined[] {
  const issues = checker.check(resource, urlsFor(resource, asked)).filter(isTold);
  if (typeOf(resource) !== 'Bundle') return [examinedAs({ resource, where, issues }, checker)];
  const held = heldIn(resource);
  const inside = Map.groupBy(issues, ({ path }) => {
    const at = Number(ENTRY.exec(path)?.[1]);
    return held.has(at) ? at : null;
  });
  const inner = [...held].map(([at, one]) => {
    const found = (inside.get(at) ?? []).map((issue) => ({
      ...issue,
      path: issue.path.replace(ENTRY, typeOf(one)),
    }));
    const extra = checker.checkAgainst(one, urlsFor(one, asked)).filter(isTold);
    const issuesOf = [...found, ...unsaid(extra, found)];
    return examinedAs({ resource: one, where: `${where} entry[${at}]`, issues: issuesOf }, checker);
  });
  const own = inside.get(null) ?? [];
  const isSound = own.every(({ severity }) => severity === 'information');
  return isSound ? inner : [examinedAs({ resource, where, issues: own }, checker), ...inner];
}

/** Issues of what is in an entry are told with it, from its own path on. */
const ENTRY = /^Bundle\.entry\[(\d+)\]\.resource/;

/** The resources of a Bundle, by the number of their entry; what is no object is the Bundle's own fault. */
function heldIn(bundle: unknown): ReadonlyMap<number, JsonObject> {
  const entries = asList(isObject(bundle) ? member(bundle, 'entry') : undefined);
  return new Map(
    entries.flatMap((entry, at): (readonly [number, JsonObject])[] => {
      const held = isObject(entry) ? member(entry, 'resource') : undefined;
      return isObject(held) ? [[at, held]] : [];
    }),
  );
}

/** Narrative is recommended by FHIR, and Attest never reads it. */
const isTold = ({ rule }: ConformanceIssue): boolean => rule !== 'invariant:dom-6';

const typeOf = (resource: unknown): string => {
  const type = isObject(resource) ? textOf(member(resource, 'resourceType')) : null;
  return type !== null && isTypeName(type) ? type : 'a resource of no type';
};

const urlsFor = (resource: unknown, asked: readonly Asked[]): readonly string[] =>
  asked.filter(({ type }) => type === typeOf(resource)).map(({ url }) => url);

interface Found {
  readonly resource: unknown;
  readonly where: string;
  readonly issues: readonly ConformanceIssue[];
}

function examinedAs({ resource, where, issues }: Found, checker: Checker): Examined {
  const taken = takenFor(resource);
  const about = { reference: referenceOf(resource), where, type: typeOf(resource) };
  if (taken === 'not-read') return { ...about, issues, notRead: { code: null } };
  if ('unknownCode' in taken) return { ...about, issues, notRead: { code: taken.unknownCode } };
  return {
    ...about,
    issues: [...issues, ...costsOf(resource, taken, checker, issues)],
    notRead: null,
  };
}

/**
 * What the profile of such a record adds: it is no fault of FHIR, and has its price, which an
 * invariant of ours tells itself.
 */
function costsOf(
  resource: unknown,
  { profile, costs }: Fit,
  checker: Checker,
  said: readonly ConformanceIssue[],
): readonly ConformanceIssue[] {
  if (profile === null) return [];
  const found = checker
    .checkAgainst(resource, [profile])
    .filter((issue) => issue.severity !== 'information' && isTold(issue));
  return unsaid(found, said).map((issue) => ({
    ...issue,
    severity: 'warning',
    message: issue.rule.startsWith('invariant:') ? issue.message : priced(issue.message, costs),
  }));
}

const priced = (message: string, costs: string): string =>
  `${message.replace(/\.$/, '')}: ${costs}.`;

const unsaid = (
  issues: readonly ConformanceIssue[],
  said: readonly ConformanceIssue[],
): readonly ConformanceIssue[] => {
  const keys = new Set(said.map(faultKey));
  return issues.filter((issue) => !keys.has(faultKey(issue)));
};

function referenceOf(resource: unknown): string {
  const id = isObject(resource) ? textOf(member(resource, 'id')) : null;
  const isId = id !== null && /^[A-Za-z0-9.-]{1,64}$/.test(id);
  return isId ? `${typeOf(resource)}/${id}` : typeOf(resource);
}

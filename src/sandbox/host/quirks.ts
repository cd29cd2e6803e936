/** What a client may do with a type, in FHIR's words (http://hl7.org/fhir/R4/valueset-type-restful-interaction.html). */
export type Interaction =
  'read' | 'vread' | 'update' | 'patch' | 'delete' | 'history-instance' | 'create' | 'search-type';

export type QuirkName = 'open' | 'epic-like';

interface PerType<T> {
  readonly otherwise: T;
  readonly only: Readonly<Record<string, T>>;
}

/**
 * How one kind of record behaves. Both the enforcement and /metadata read this and nothing else,
 * so that what is said is what is done.
 */
export interface Quirk {
  readonly name: QuirkName;
  readonly bundles: readonly ('batch' | 'transaction')[];
  /** If-None-Exist, and PUT, PATCH or DELETE by search. */
  readonly conditionalWrites: boolean;
  /** Whether PUT to an unknown id creates the resource. */
  readonly clientIds: boolean;
  /** _include and _revinclude. */
  readonly includes: boolean;
  readonly interactions: PerType<readonly Interaction[]>;
  readonly hiddenParameters: PerType<readonly string[]>;
}

const READ: readonly Interaction[] = ['read', 'vread', 'search-type'];
const EVERYTHING: readonly Interaction[] = [
  ...READ,
  'create',
  'update',
  'patch',
  'delete',
  'history-instance',
];

const OPEN: Quirk = {
  name: 'open',
  bundles: ['batch', 'transaction'],
  conditionalWrites: true,
  clientIds: true,
  includes: true,
  interactions: { otherwise: EVERYTHING, only: {} },
  hiddenParameters: { otherwise: [], only: {} },
};

/**
 * After the published CapabilityStatements of large hospital records: the goal is theirs alone,
 * tasks can be worked on but not raised, nothing is written in bundles or by condition.
 */
const EPIC_LIKE: Quirk = {
  name: 'epic-like',
  bundles: [],
  conditionalWrites: false,
  clientIds: false,
  includes: false,
  interactions: {
    otherwise: [...READ, 'history-instance', 'create', 'update'],
    only: { Flag: READ, Goal: READ, Provenance: ['read'], Task: [...READ, 'update'] },
  },
  hiddenParameters: {
    otherwise: ['_lastUpdated'],
    only: { DocumentReference: [], Goal: ['_lastUpdated', 'identifier'], MeasureReport: [] },
  },
};

export const QUIRKS: Readonly<Record<QuirkName, Quirk>> = { open: OPEN, 'epic-like': EPIC_LIKE };

const lookUp = <T>(table: PerType<T>, type: string): T => table.only[type] ?? table.otherwise;

export const interactionsOf = (quirk: Quirk, type: string): readonly Interaction[] =>
  lookUp(quirk.interactions, type);

export const hidesParameter = (quirk: Quirk, type: string, code: string): boolean =>
  lookUp(quirk.hiddenParameters, type).includes(code);

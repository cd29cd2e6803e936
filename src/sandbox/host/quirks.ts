/** What a client may do with a type, in FHIR's words (http://hl7.org/fhir/R4/valueset-type-restful-interaction.html). */
export type Interaction =
  'read' | 'vread' | 'update' | 'patch' | 'delete' | 'history-instance' | 'create' | 'search-type';

export const QUIRK_NAMES = [
  'open',
  'backport',
  'drops-extensions',
  'epic-like',
  'eventual',
  'hapi-like',
  'lenient',
  'medplum-like',
  'medplum-like-loose',
  'oracle-like',
] as const;
export type QuirkName = (typeof QUIRK_NAMES)[number];

/**
 * What a rest-hook carries: nothing; the resource, put below the endpoint at its own address or posted
 * to it; or a Bundle that notifies of it (the Subscriptions R5 Backport).
 */
export type HookShape = 'empty' | 'put' | 'post' | 'bundle';

interface PerType<T> {
  readonly otherwise: T;
  readonly only: Readonly<Record<string, T>>;
}

/** Search parameters by name: all of them but some, or some and no other. */
type Parameters = { readonly but: readonly string[] } | { readonly just: readonly string[] };

/**
 * How one kind of record behaves. Both the enforcement and /metadata read this and nothing else,
 * so that what is said is what is done; only `transactions` may be less than what `bundles` promises,
 * as it is in the field.
 */
export interface Quirk {
  readonly name: QuirkName;
  /** Types that it does not know at all. */
  readonly absent: readonly string[];
  readonly interactions: PerType<readonly Interaction[]>;
  readonly bundles: readonly ('batch' | 'transaction')[];
  /** Loose: a transaction is announced and answered as one, and each of its entries is done for itself. */
  readonly transactions: 'whole' | 'loose';
  /** If-None-Exist, and PUT, PATCH or DELETE by search. */
  readonly conditionalWrites: boolean;
  /** What becomes of a PUT to an unknown id: it creates, or it does so unless the id is a number, or it is refused. */
  readonly clientIds: 'any' | 'no-numbers' | 'not-allowed' | 'not-found';
  /** The ids that it gives: `w1`, or `1001`, or UUIDs; counted, so that the same requests give the same ids. */
  readonly newIds: 'counted' | 'numbers' | 'uuids';
  /** The answer to an If-Match that names an old version. */
  readonly staleVersion: 409 | 412;
  readonly patchHeedsVersion: boolean;
  /** Checked: what a resource refers to must be here, and stays as long as it is referred to. */
  readonly references: 'any' | 'checked';
  /** Dropped: none is kept of what is written, and nobody is told. */
  readonly extensions: 'kept' | 'dropped';
  readonly parameters: PerType<Parameters>;
  /** Polite: ignored, and refused where the client prefers strict handling. */
  readonly unknownParameters: 'polite' | 'refused' | 'ignored';
  /** A search of a type must have one of these parameters. */
  readonly searchNeeds: Readonly<Record<string, readonly string[]>>;
  /** Instants: `date` takes a day as the moment at which it begins. */
  readonly days: 'whole' | 'instants';
  /** _include and _revinclude. */
  readonly includes: boolean;
  readonly page: {
    readonly size: number;
    /** Whether the number of all matches is told without being asked for. */
    readonly total: boolean;
    /** For how long the next page can be had by the token that its link holds; null: links hold an offset. */
    readonly tokenSeconds: number | null;
  };
  /** For how long the same search gives what it gave before, unless the client wants no cache. */
  readonly cacheSeconds: number;
  /** So many later requests are answered before searches show what was written. */
  readonly searchLag: number;
  readonly subscriptions: {
    readonly shape: HookShape;
    /** Who sets a new Subscription to active. */
    readonly activatedBy: 'server' | 'client';
  } | null;
}

const READ: readonly Interaction[] = ['read', 'vread', 'search-type'];
const WRITE: readonly Interaction[] = ['create', 'update'];
const EVERYTHING: readonly Interaction[] = [
  ...READ,
  ...WRITE,
  'patch',
  'delete',
  'history-instance',
];

const OPEN: Quirk = {
  name: 'open',
  absent: [],
  interactions: { otherwise: EVERYTHING, only: {} },
  bundles: ['batch', 'transaction'],
  transactions: 'whole',
  conditionalWrites: true,
  clientIds: 'any',
  newIds: 'counted',
  staleVersion: 412,
  patchHeedsVersion: true,
  references: 'any',
  extensions: 'kept',
  parameters: { otherwise: { but: [] }, only: {} },
  unknownParameters: 'polite',
  searchNeeds: {},
  days: 'whole',
  includes: true,
  page: { size: 50, total: true, tokenSeconds: null },
  cacheSeconds: 0,
  searchLag: 0,
  subscriptions: { shape: 'empty', activatedBy: 'server' },
};

/**
 * After the published CapabilityStatements of large hospital records: the goal is theirs alone,
 * tasks can be worked on but not raised, nothing is written in bundles or by condition.
 */
const EPIC_LIKE: Quirk = {
  ...OPEN,
  name: 'epic-like',
  interactions: {
    otherwise: [...READ, 'history-instance', ...WRITE],
    only: { Flag: READ, Goal: READ, Provenance: ['read'], Task: [...READ, 'update'] },
  },
  bundles: [],
  conditionalWrites: false,
  clientIds: 'not-allowed',
  parameters: {
    otherwise: { but: ['_lastUpdated'] },
    only: {
      DocumentReference: { but: [] },
      Goal: { but: ['_lastUpdated', 'identifier'] },
      MeasureReport: { but: [] },
    },
  },
  includes: false,
  subscriptions: null,
};

/**
 * After the published CapabilityStatement of another of them: goals can be read of one person at a time,
 * observations written and found again by person and time alone; flags and tasks do not exist.
 */
const ORACLE_LIKE: Quirk = {
  ...OPEN,
  name: 'oracle-like',
  absent: ['Flag', 'Task'],
  interactions: {
    otherwise: ['read', 'search-type'],
    only: {
      Device: ['read', 'search-type', 'create'],
      DocumentReference: ['read', 'search-type', ...WRITE],
      Observation: ['read', 'search-type', ...WRITE],
      Provenance: ['read', 'search-type', 'create'],
    },
  },
  bundles: ['batch'],
  conditionalWrites: false,
  clientIds: 'not-allowed',
  newIds: 'numbers',
  parameters: {
    otherwise: { but: ['_lastUpdated', 'identifier'] },
    only: {
      Goal: { just: ['_id', 'patient', 'target-date'] },
      Observation: { but: ['identifier'] },
      Provenance: { just: ['_id', 'target'] },
    },
  },
  searchNeeds: { Goal: ['_id', 'patient'] },
  includes: false,
  subscriptions: null,
};

/** After HAPI FHIR's JPA server as it is set up when nobody changes a setting. */
const HAPI_LIKE: Quirk = {
  ...OPEN,
  name: 'hapi-like',
  clientIds: 'no-numbers',
  newIds: 'numbers',
  staleVersion: 409,
  references: 'checked',
  unknownParameters: 'refused',
  page: { size: 20, total: true, tokenSeconds: 3600 },
  cacheSeconds: 60,
  subscriptions: { shape: 'put', activatedBy: 'server' },
};

/** After Medplum's server 5.0, as measured; its transactions are whole where the project allows them. */
const MEDPLUM_LIKE: Quirk = {
  ...OPEN,
  name: 'medplum-like',
  clientIds: 'not-found',
  newIds: 'uuids',
  patchHeedsVersion: false,
  unknownParameters: 'refused',
  days: 'instants',
  page: { size: 20, total: false, tokenSeconds: null },
  subscriptions: { shape: 'post', activatedBy: 'client' },
};

/** After cloud services whose index follows the store at a distance. */
const EVENTUAL: Quirk = {
  ...OPEN,
  name: 'eventual',
  conditionalWrites: false,
  extensions: 'dropped',
  searchLag: 5,
  subscriptions: null,
};

export const QUIRKS: Readonly<Record<QuirkName, Quirk>> = {
  open: OPEN,
  backport: {
    ...OPEN,
    name: 'backport',
    subscriptions: { shape: 'bundle', activatedBy: 'server' },
  },
  'drops-extensions': { ...OPEN, name: 'drops-extensions', extensions: 'dropped' },
  'epic-like': EPIC_LIKE,
  eventual: EVENTUAL,
  'hapi-like': HAPI_LIKE,
  lenient: {
    ...OPEN,
    name: 'lenient',
    conditionalWrites: false,
    parameters: { otherwise: { but: ['_lastUpdated', 'identifier'] }, only: {} },
    unknownParameters: 'ignored',
    subscriptions: null,
  },
  'medplum-like': MEDPLUM_LIKE,
  'medplum-like-loose': { ...MEDPLUM_LIKE, name: 'medplum-like-loose', transactions: 'loose' },
  'oracle-like': ORACLE_LIKE,
};

const lookUp = <T>(table: PerType<T>, type: string): T => table.only[type] ?? table.otherwise;

export const interactionsOf = (quirk: Quirk, type: string): readonly Interaction[] =>
  lookUp(quirk.interactions, type);

export function hidesParameter(quirk: Quirk, type: string, code: string): boolean {
  const parameters = lookUp(quirk.parameters, type);
  return 'but' in parameters ? parameters.but.includes(code) : !parameters.just.includes(code);
}

/** Whether a type is there at all. */
export const knowsType = ({ absent, subscriptions }: Quirk, type: string): boolean =>
  !absent.includes(type) && (type !== 'Subscription' || subscriptions !== null);

/** What runs SQL: the database itself, or a transaction in it. */
export interface Queryable {
  /**
   * One statement with `$1`-style parameters; without any, several may be given, and all their rows
   * come back.
   *
   * @throws Problem `store-unreachable` or `store-full`; the database's own error for a fault of ours
   */
  query<Row extends object>(text: string, params?: readonly unknown[]): Promise<readonly Row[]>;
}

export interface Database extends Queryable {
  readonly kind: 'pglite' | 'postgres';
  /**
   * Rolls back when `work` throws. Only `tx` may be used inside: a query of the database itself, or a
   * second transaction, is refused there. It would wait for ever on the embedded database.
   */
  transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
  /** What the queues are opened with: an adapter on the same embedded database, or a pool of their own. */
  readonly queueBackend: QueueBackend;
  /** Waits for what is running. */
  close(): Promise<void>;
}

type QueueBackend =
  | { readonly db: EmbeddedQueries; readonly backend: 'pglite' }
  | { readonly connectionString: string; readonly backend: 'postgres' };

/** The part of the embedded database that pg-boss asks for (`fromPglite`). */
interface EmbeddedQueries {
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as pg-boss declares it
  query<Row = unknown>(text: string, params?: unknown[]): Promise<{ rows: Row[] }>;
  exec(text: string): Promise<{ rows: Record<string, unknown>[] }[]>;
  listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>;
}

import { startPostgres, type PostgresServer } from './postgresServer.ts';

/**
 * A server of this test's own, in `npm run test:postgres`; null elsewhere, and where the machine has no
 * PostgreSQL to start.
 */
export const postgresIfAny = async (): Promise<PostgresServer | null> =>
  (process.env['DATABASE_URL'] ?? '') === '' ? null : startPostgres().catch(() => null);

import { MIGRATION_0001 } from './0001.ts';

/** In order: the first brings the schema to version 1. What was released is never changed, only followed. */
export const MIGRATIONS: readonly string[] = [MIGRATION_0001];

import { z } from 'zod';

/** PostgreSQL's bigint, which comes as text from one driver and as a number from the other. */
export const wholeNumber = z.coerce.number().int();

export const optionalNumber = wholeNumber.nullable();

/** JSON that comes back as it went in; what it means is for the caller to check. */
export const json = z.unknown();

/** Rows as they come from the database, checked once. */
export const rowsOf = <Schema extends z.ZodType>(
  schema: Schema,
  rows: readonly object[],
): readonly z.infer<Schema>[] => rows.map((row) => schema.parse(row));

/** The one row, or null. */
export const rowOf = <Schema extends z.ZodType>(
  schema: Schema,
  [row]: readonly object[],
): z.infer<Schema> | null => (row === undefined ? null : schema.parse(row));

import { z } from 'zod';
import type { Day } from '../domain/time.ts';

/** The one thing that the store looks for in an entry: a note of something that was seen to happen. */
const notedSchema = z.looseObject({
  record: z.looseObject({
    note: z.string().min(1),
    timing: z.looseObject({ day: z.int() }),
  }),
});

/** The day of the note that entries hold; null where they hold none, or it can be put on no day. */
export function noteDayOf(entries: readonly unknown[]): Day | null {
  for (const entry of entries) {
    const noted = notedSchema.safeParse(entry);
    if (noted.success) return noted.data.record.timing.day;
  }
  return null;
}

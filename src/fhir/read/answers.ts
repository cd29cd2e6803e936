import { z } from 'zod';
import type { Doubt } from './components.ts';

/** One answer to one item of a form. */
export interface Answer {
  readonly linkId: string;
  readonly value: Readonly<Record<string, unknown>>;
}

interface Answers {
  readonly answers: readonly Answer[];
  readonly doubts: readonly Doubt[];
}

const unmodified = { modifierExtension: z.undefined().optional() };
const items = { item: z.array(z.unknown()).optional() };

const itemSchema = z.looseObject({
  linkId: z.string(),
  answer: z.array(z.looseObject({ ...items, ...unmodified })).optional(),
  ...items,
  ...unmodified,
});

/** Every answer, however deep in groups or under another answer it stands. */
export function answersIn(form: readonly unknown[]): Answers {
  const answers: Answer[] = [];
  const doubts: Doubt[] = [];
  const collect = (entry: unknown): void => {
    const parsed = itemSchema.safeParse(entry);
    if (!parsed.success) {
      doubts.push({ kind: 'unreadable', because: 'one of its items cannot be read' });
      return;
    }
    const { linkId, item = [], answer = [] } = parsed.data;
    answers.push(...answer.map((value) => ({ linkId, value })));
    for (const nested of [...item, ...answer.flatMap((one) => one.item ?? [])]) collect(nested);
  };
  form.forEach(collect);
  return { answers, doubts };
}

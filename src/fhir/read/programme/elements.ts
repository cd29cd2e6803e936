import { z } from 'zod';

/** Data types of FHIR, as far as a programme uses them. */

export const words = z.string().trim().min(1);
export const count = z.int().min(0);
const coding = z.looseObject({ system: z.string(), code: z.string() });
export type Coding = z.infer<typeof coding>;

export const concept = z.looseObject({ coding: z.array(coding).min(1) });
export type Concept = z.infer<typeof concept>;

export const quantity = z.looseObject({
  value: z.number().min(0),
  system: z.literal('http://unitsofmeasure.org'),
  code: z.string(),
});

import { z } from 'zod';
import { SYSTEM } from '../../names.ts';
import { fhirDateTime } from '../../dateTime.ts';
import type { Instant } from '../../../domain/time.ts';
import { headSchema, identifierSchema } from '../elements.ts';
import type { CodeableConcept, Coding, Head } from '../elements.ts';

/** One resource of ours as the host holds it: whatever a person or the host added stays in it. */
export type RawResource = Readonly<Record<string, unknown>> & { readonly resourceType: string };

const ownedSchema = headSchema.extend({ identifier: z.array(identifierSchema).optional() });

export interface Owned {
  readonly raw: RawResource;
  readonly reference: string;
  readonly head: Head;
  /** Our own identifier's value without `tenant.`; null where it has none of that system. */
  key(system: string): string | null;
  carries(system: string, value: string): boolean;
}

/** A resource that the tenant's record may hold for us; null for what has no id. */
export function ownedOf(resource: unknown, tenant: string): Owned | null {
  const parsed = ownedSchema.safeParse(resource);
  if (!parsed.success || parsed.data.id === undefined) return null;
  const identifiers = parsed.data.identifier ?? [];
  const prefix = `${tenant}.`;
  return {
    raw: resource as RawResource,
    reference: `${parsed.data.resourceType}/${parsed.data.id}`,
    head: parsed.data,
    key: (system) =>
      identifiers
        .find((each) => each.system === system && each.value?.startsWith(prefix))
        ?.value?.slice(prefix.length) ?? null,
    carries: (system, value) =>
      identifiers.some((each) => each.system === system && each.value === value),
  };
}

/** `goal.number`, as verdicts are numbered. */
export function numberedKey(key: string): { goal: string; number: number } | null {
  const parts = /^(.+)\.(\d+)$/.exec(key);
  return parts && { goal: `Goal/${parts[1] ?? ''}`, number: Number(parts[2]) };
}

/** `goal.name.number`, as findings, tasks and cases are: names hold no dot, ids of goals may. */
export function namedKey(key: string): { goal: string; name: string; number: number } | null {
  const parts = /^(.+)\.([a-z0-9-]+)\.(\d+)$/.exec(key);
  return (
    parts && { goal: `Goal/${parts[1] ?? ''}`, name: parts[2] ?? '', number: Number(parts[3]) }
  );
}

export const codeIn = (
  concept: Pick<CodeableConcept, 'coding'> | undefined,
  system: string,
): string | null =>
  concept?.coding?.find((coding: Coding) => coding.system === system)?.code ?? null;

export const ourCode = (concept: Pick<CodeableConcept, 'coding'> | undefined): string | null =>
  codeIn(concept, SYSTEM.observation);

/** The instant that a text begins with; null where there is none that can be read. */
export const instantIn = (text: string | undefined): Instant | null =>
  text === undefined ? null : (fhirDateTime(text)?.start ?? null);

export const lastUpdated = (head: Head): Instant => instantIn(head.meta?.lastUpdated) ?? 0;

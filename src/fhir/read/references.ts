import { z } from 'zod';
import { identifierSchema, referenceSchema, type Reference } from './elements.ts';

/**
 * How a resource is named inside a reading:
 * `Type/id`, whatever host, or version, the text named;
 * `urn:uuid:...`, until the Bundle entry it stands for is known;
 * `Type?identifier=system|value`, where the host names a thing by its identifier only.
 */
export type ResourceName = string;

const TAIL =
  /(?:^|\/)([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/;
const VERSION = /\/_history\/([A-Za-z0-9\-.]{1,64})$/;
const CONDITIONAL = /(?:^|\/)([A-Z][A-Za-z]+)\?identifier=([^&]+)$/;

/** The name in a reference's text; null where it is not one that can be followed. */
export function nameOf(text: string): ResourceName | null {
  if (text.startsWith('urn:uuid:') || text.startsWith('urn:oid:')) return text;
  const tail = TAIL.exec(text);
  if (tail !== null) return `${tail[1] as string}/${tail[2] as string}`;
  const conditional = CONDITIONAL.exec(text);
  if (conditional === null) return null;
  return `${conditional[1] as string}?identifier=${conditional[2] as string}`;
}

/** The version that a reference pins, where it pins one. */
export const versionOf = (text: string): string | null => VERSION.exec(text)?.[1] ?? null;

export const typeOf = (name: ResourceName): string => name.split(/[/?]/, 1)[0] as string;

const identifierName = (type: string, system: string, value: string): ResourceName =>
  `${type}?identifier=${system}|${value}`;

const containedSchema = z.object({
  resourceType: z.string(),
  id: z.string(),
  identifier: z.array(identifierSchema).optional(),
  practitioner: referenceSchema.optional(),
});

/** Names in the references of one resource, its contained resources included. */
export interface Naming {
  /** `type` is what the element refers to where the reference itself does not say. */
  name(reference: Reference | undefined, type: string): ResourceName | null;
  names(references: readonly Reference[] | undefined, type: string): readonly ResourceName[];
}

export function namingOf(contained: readonly unknown[] | undefined): Naming {
  const name = (reference: Reference | undefined, type: string): ResourceName | null => {
    if (reference === undefined) return null;
    const text = reference.reference;
    if (text?.startsWith('#') === true) return containedName(text.slice(1), contained, name);
    const named = text === undefined ? null : nameOf(text);
    return named ?? logicalName(reference.identifier, reference.type ?? type);
  };
  return {
    name,
    names: (references, type) =>
      (references ?? []).flatMap((reference) => name(reference, type) ?? []),
  };
}

function logicalName(identifier: Reference['identifier'], type: string): ResourceName | null {
  if (identifier?.value === undefined) return null;
  return identifierName(type, identifier.system ?? '', identifier.value);
}

/**
 * A contained resource lives in one record only: it names somebody just where it says who, by a
 * role's practitioner or by an identifier. Anything else would make a new person of every record.
 */
function containedName(
  id: string,
  contained: readonly unknown[] | undefined,
  name: (reference: Reference, type: string) => ResourceName | null,
): ResourceName | null {
  for (const entry of contained ?? []) {
    const parsed = containedSchema.safeParse(entry);
    if (!parsed.success || parsed.data.id !== id) continue;
    const { practitioner, identifier = [], resourceType } = parsed.data;
    const who = practitioner === undefined ? null : name(practitioner, 'Practitioner');
    return (
      who ??
      logicalName(
        identifier.find((one) => one.value !== undefined),
        resourceType,
      )
    );
  }
  return null;
}

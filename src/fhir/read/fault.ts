/** Why a record cannot be used: it cannot be read, or it is sound but does not count as it stands. */
export interface Fault {
  readonly kind: 'unreadable' | 'not-counted';
  readonly because: string;
}

export const unreadable = (because: string): Fault => ({ kind: 'unreadable', because });

/**
 * What keeps a record of this status from counting; null where it is final. Only FHIR's own codes are
 * repeated: anything else may hold words about a person.
 *
 * @param final the statuses in which a record counts
 * @param others the other statuses that FHIR R4 has for it
 */
export function faultOfStatus(
  status: string | undefined,
  final: ReadonlySet<string>,
  others: ReadonlySet<string>,
): Fault | null {
  if (status === undefined) return unreadable('it has no status');
  if (final.has(status)) return null;
  return others.has(status)
    ? { kind: 'not-counted', because: `it is not final: its status is ${status}` }
    : unreadable('its status is not one of FHIR’s');
}

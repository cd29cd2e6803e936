import { compareText } from '../../domain/order.ts';
import type { PlacedObservation } from './caseFiles.ts';
import type { PartyRecord } from './people.ts';
import type { Resolver } from './resolver.ts';
import type { Newest } from './version.ts';

/** Which organisation serves a person. */
export interface Providers {
  /** By the person's own record; null where the host does not say. */
  readonly ofPatient: (patient: string) => string | null;
  /**
   * The same, else as the newest evidence shows: its encounter, its worker's organisation. Only what
   * can be referred to: a name by identifier is none.
   */
  readonly ofGoal: (patient: string, observations: readonly PlacedObservation[]) => string | null;
}

export function createProviders(parties: Newest<PartyRecord>, resolver: Resolver): Providers {
  const organisationOf = (reference: string): string | null => {
    const organisation = parties.get(resolver.resolve(reference))?.organisation;
    return organisation === undefined || organisation === null
      ? null
      : resolver.resolve(organisation);
  };
  const shownBy = ({ usable }: PlacedObservation): string | null => {
    const performers = resolver.resolveAll(usable.record.performers);
    const encounter = usable.record.encounter;
    const organisation = performers.find((name) => name.startsWith('Organization/'));
    const ofRole = performers.map(organisationOf).find((one) => one !== null);
    return (
      (encounter === null ? null : organisationOf(encounter)) ?? organisation ?? ofRole ?? null
    );
  };
  return {
    ofPatient: organisationOf,
    ofGoal: (patient, observations) => {
      const provider =
        organisationOf(patient) ??
        [...observations]
          .sort(newestFirst)
          .map(shownBy)
          .find((one) => one !== null);
      return provider?.includes('?') === false ? provider : null;
    },
  };
}

const newestFirst = (a: PlacedObservation, b: PlacedObservation): number =>
  b.usable.timing.end - a.usable.timing.end ||
  compareText(a.usable.record.reference, b.usable.record.reference);

import type { Provenance } from 'fhir/r4.js';
import { PROFILE, SYSTEM } from '../names.ts';
import type { Write } from './chunks.ts';
import { concept, instant, metaOf, optional } from './elements.ts';
import type { Place } from './elements.ts';
import { fullUrlOf } from './fullUrl.ts';

interface Traced {
  /** References of what was written, `urn:uuid` inside one transaction; never of a version. */
  readonly targets: readonly string[];
  /** What it was made from. */
  readonly from: string;
  /** The manager who confirmed it; null for what Attest made by itself. */
  readonly verifier: string | null;
  /** The targets were there before: the host's own Goal. */
  readonly edited?: boolean;
}

/** Who wrote what, from what, and under which version of which programme. */
export function provenanceWrite(place: Place, traced: Traced): Write {
  const { targets, from, verifier, edited = false } = traced;
  const activity = verifier === null && !edited ? 'CREATE' : 'UPDATE';
  const provenance = {
    resourceType: 'Provenance',
    meta: metaOf(PROFILE.provenance),
    target: targets.map((reference) => ({ reference })),
    recorded: instant(place.asOf),
    policy: [place.programme],
    activity: concept(SYSTEM.dataOperation, activity),
    agent: [
      {
        type: concept(SYSTEM.provenanceParticipant, 'assembler'),
        who: { reference: place.device },
        ...optional('onBehalfOf', place.provider === null ? null : { reference: place.provider }),
      },
      ...(verifier === null
        ? []
        : [
            {
              type: concept(SYSTEM.provenanceParticipant, 'verifier'),
              who: { reference: verifier },
            },
          ]),
    ],
    entity: [{ role: 'source' as const, what: { reference: from } }],
  } satisfies Provenance;
  return {
    fullUrl: fullUrlOf(`Provenance of ${targets.join(' ')} ${activity}`),
    resource: provenance,
    kind: 'create',
    identifier: null,
    version: null,
  };
}

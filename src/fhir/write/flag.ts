import type { Flag } from 'fhir/r4.js';
import type { Finding } from '../../domain/assessment.ts';
import { headlineOf } from '../../domain/findingWords.ts';
import type { Severity } from '../../domain/level.ts';
import type { Instant } from '../../domain/time.ts';
import { CORE_EXTENSION, IDENTIFIER, PROFILE, SYSTEM } from '../names.ts';
import type { RawResource } from '../read/written/ours.ts';
import type { Write } from './chunks.ts';
import { concept, creation, instant, keyOf, metaOf, update } from './elements.ts';
import type { Place } from './elements.ts';

export const flagIdentifier = (
  place: Pick<Place, 'tenant' | 'goal'>,
  code: string,
  episode: number,
) => ({ system: IDENTIFIER.flag, value: `${keyOf(place)}.${code}.${episode}` });

export const wordsOf = ({ code, because }: Finding): string => headlineOf(code) ?? because;

const priorityOf = (severity: Severity) => ({
  url: CORE_EXTENSION.flagPriority,
  valueCodeableConcept: concept(SYSTEM.severity, severity),
});

/** A finding at the head of the record, worded about the evidence and never about the person. */
export function flagWrite(place: Place, finding: Finding, episode: number, verdict: string): Write {
  const identifier = flagIdentifier(place, finding.code, episode);
  const detail = (reference: string) => ({
    url: CORE_EXTENSION.flagDetail,
    valueReference: { reference },
  });
  const flag = {
    resourceType: 'Flag',
    meta: metaOf(PROFILE.flag),
    extension: [detail(place.goal), detail(verdict), priorityOf(finding.severity)],
    identifier: [identifier],
    status: 'active',
    category: [
      {
        coding: [
          { system: SYSTEM.flagCategoryHl7, code: 'admin' },
          { system: SYSTEM.flagCategory, code: 'goal-attainment' },
        ],
      },
    ],
    code: concept(SYSTEM.finding, finding.code, wordsOf(finding)),
    subject: { reference: place.patient },
    period: { start: instant(place.asOf) },
    author: { reference: place.device },
  } satisfies Flag;
  return creation(identifier, flag);
}

export const closedFlag = (raw: RawResource, at: Instant): Write =>
  update(raw, {
    status: 'inactive',
    period: { ...(raw['period'] as object | undefined), end: instant(at) },
  });

/** The same flag with another severity; every other extension stays. */
export function reweighedFlag(raw: RawResource, severity: Severity): Write {
  const extensions = (raw['extension'] ?? []) as readonly { readonly url?: string }[];
  const others = extensions.filter((each) => each.url !== CORE_EXTENSION.flagPriority);
  return update(raw, { extension: [...others, priorityOf(severity)] });
}

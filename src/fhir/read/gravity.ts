import type { Audit } from '../../domain/caseFile.ts';
import { isSafetyEvent } from '../../domain/attainment/fromCaseFile.ts';
import { sessionLevel } from '../../domain/attainment/sessionLevel.ts';
import type { Programme } from '../../domain/programme.ts';
import type { ObservationRecord } from './observation.ts';

/** How bad the news of a record is. */
export interface Gravity {
  readonly safetyEvent: boolean;
  /** On the scale of its kind of record: the lower, the worse; Infinity for no bad news at all. */
  readonly height: number;
}

export const NO_BAD_NEWS: Gravity = { safetyEvent: false, height: Infinity };

/** Of what was seen happening: the lowest stage that it fails. */
export function gravityOfAttempt(
  { values, attempt }: Pick<ObservationRecord, 'values' | 'attempt'>,
  programme: Programme,
): Gravity {
  const outcome = attempt === 'declined' ? 'declined' : 'made';
  const { missedFrom } = sessionLevel({ outcome, values }, programme);
  const failsNone = missedFrom > programme.stages.length;
  return {
    safetyEvent: isSafetyEvent(values, programme),
    height: failsNone ? Infinity : missedFrom,
  };
}

export const gravityOfScore = (score: number | null): Gravity => ({
  safetyEvent: false,
  height: score ?? Infinity,
});

const OPINIONS: Readonly<Record<Audit['opinion'], number>> = {
  'not-justified': 0,
  'partly-justified': 1,
  justified: 2,
};

export const gravityOfOpinion = (opinion: Audit['opinion'] | null): Gravity => ({
  safetyEvent: false,
  height: opinion === null ? Infinity : OPINIONS[opinion],
});

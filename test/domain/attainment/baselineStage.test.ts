import { describe, expect, it } from '@jest/globals';
import { baselineStage } from '../../../src/domain/attainment/baselineStage.ts';
import {
  aBaseline,
  engagement,
  factsOfLevel,
  personalCare,
  travel,
  type Facts,
} from '../../support/caseFiles.ts';

/** A typical record of one level, as a baseline, with what differs from it. */
const stageAt = (programme: typeof travel, level: number, changed: Facts = {}): string | null =>
  baselineStage(aBaseline({ ...factsOfLevel(level, programme), ...changed }), programme);

describe('the stage that a baseline meets by itself', () => {
  it.each([
    ['travel', travel],
    ['personal care', personalCare],
    ['engagement', engagement],
  ])('is that of a session with the same components: %s', (_name, programme) => {
    const met = [1, 2, 3, 4].map((level) => stageAt(programme, level));
    expect(met).toEqual(['stage-1', 'stage-2', 'stage-3', 'stage-4']);
  });

  it('is none where the first stage is failed already, whatever else is lacking', () => {
    expect(stageAt(travel, 0)).toBe('none');
    expect(baselineStage(aBaseline({ 'prompt-level': 'physical' }), travel)).toBe('none');
    expect(baselineStage(aBaseline({ attended: false }), engagement)).toBe('none');
  });

  it('is told although what only higher stages ask for is lacking', () => {
    const lacking = { 'settled-after': undefined, hesitation: undefined };
    expect(stageAt(personalCare, 1, lacking)).toBe('stage-1');
    expect(stageAt(personalCare, 2, lacking)).toBe('stage-2');
  });

  it('is not told where what is lacking could make the difference', () => {
    expect(stageAt(personalCare, 4, { 'settled-after': undefined })).toBeNull();
    expect(stageAt(personalCare, 3, { hesitation: undefined })).toBeNull();
    expect(stageAt(engagement, 2, { attended: undefined })).toBeNull();
    expect(baselineStage(aBaseline({}), travel)).toBeNull();
  });
});

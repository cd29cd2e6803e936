/** Resident memory at one moment. */
export interface Sample {
  /** Minutes since the start. */
  readonly minute: number;
  readonly megabytes: number;
}

export interface Growth {
  readonly startMb: number;
  readonly endMb: number;
  readonly percent: number;
  /** By least squares over all samples. */
  readonly mbPerHour: number;
}

/** So many minutes at either end are averaged: one sample depends on when the collector last ran. */
const AVERAGED = 2;

/** How memory grew from the end of the warm-up on. */
export function growthOf(samples: readonly Sample[], warmUp: number): Growth {
  const warm = samples.filter(({ minute }) => minute >= warmUp);
  const last = warm.at(-1)?.minute ?? 0;
  const startMb = mean(warm.filter(({ minute }) => minute <= warmUp + AVERAGED));
  const endMb = mean(warm.filter(({ minute }) => minute >= last - AVERAGED));
  return {
    startMb,
    endMb,
    percent: (endMb / startMb - 1) * 100,
    mbPerHour: slopeOf(warm) * 60,
  };
}

const mean = (samples: readonly Sample[]): number =>
  samples.reduce((sum, { megabytes }) => sum + megabytes, 0) / samples.length;

function slopeOf(samples: readonly Sample[]): number {
  const middle = samples.reduce((sum, { minute }) => sum + minute, 0) / samples.length;
  const level = mean(samples);
  const above = samples.reduce(
    (sum, { minute, megabytes }) => sum + (minute - middle) * (megabytes - level),
    0,
  );
  return above / samples.reduce((sum, { minute }) => sum + (minute - middle) ** 2, 0);
}

import type { Stored } from '../resource.ts';

/** What searches still see of a resource that was written lately; undefined for nothing. */
export type Hidden = ReadonlyMap<string, Stored | undefined>;

/** An index that follows the store at a distance, counted in requests so that it is the same each time. */
export interface Lag {
  tick(): void;
  /** @param before the version that is current until then */
  wrote(type: string, id: string, before: Stored | undefined): void;
  /** By id. */
  hidden(type: string): Hidden;
}

interface Fresh {
  readonly type: string;
  readonly id: string;
  readonly before: Stored | undefined;
  readonly until: number;
}

export function createLag(requests: number): Lag {
  let now = 0;
  let fresh: readonly Fresh[] = [];
  return {
    tick: () => {
      now += 1;
      fresh = fresh.filter(({ until }) => until >= now);
    },
    wrote: (type, id, before) => {
      if (requests > 0) fresh = [...fresh, { type, id, before, until: now + requests }];
    },
    hidden: (type) => {
      // Of several writes the first counts: what was before it is what the index still holds.
      const ofType = fresh.filter((one) => one.type === type).toReversed();
      return new Map(ofType.map(({ id, before }) => [id, before]));
    },
  };
}

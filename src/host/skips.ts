import type { Log } from '../log.ts';
import { Problem, sentenceOf } from '../problem.ts';
import type { Resource } from './resource.ts';

/** Something that the host does not offer, would not give, or gave beyond what was asked. */
export interface Skipped {
  readonly kind: 'not-offered' | 'failed' | 'left-out';
  readonly type: string;
  /** Null where it is so for everybody. */
  readonly patient: string | null;
  readonly because: string;
}

type Concerned = Pick<Skipped, 'type' | 'patient'>;

/** What one run could not read, each thing once. */
export interface Skips {
  readonly add: (skipped: Skipped) => void;
  /** Takes a failure that concerns one type only. @throws the error, where the host as a whole failed */
  readonly tolerate: (what: Concerned, error: unknown) => void;
  readonly all: () => readonly Skipped[];
}

/** Failures of the host as a whole. */
const GONE: ReadonlySet<string> = new Set([
  'host-unauthorised',
  'host-unreachable',
  'host-timeout',
  'host-throttled',
]);

export function createSkips(log: Log): Skips {
  const known = new Map<string, Skipped>();
  const add = (skipped: Skipped): void => {
    const key = [skipped.type, skipped.patient ?? '', skipped.because].join('\n');
    if (known.has(key)) return;
    known.set(key, skipped);
    log.warn('host-skipped', { type: skipped.type, patient: skipped.patient });
  };
  const tolerate: Skips['tolerate'] = (what, error) => {
    if (!(error instanceof Problem) || GONE.has(error.code)) throw error;
    add({ kind: 'failed', ...what, because: sentenceOf(error) });
  };
  return { add, tolerate, all: () => [...known.values()] };
}

/** The same resources, up to a failure that concerns this type only. */
export async function* tolerating(
  skips: Skips,
  what: Concerned,
  found: AsyncIterable<Resource>,
): AsyncGenerator<Resource> {
  try {
    yield* found;
  } catch (error) {
    skips.tolerate(what, error);
  }
}

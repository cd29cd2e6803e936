import { startProxy, type Passing, type Proxy } from './proxy.ts';

/** The moment at which the power fails: at the so-many-th request of a kind, before or after the host did it. */
export interface Moment {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly nth: number;
  readonly when: 'before' | 'after';
}

/** @param strike turns the power off, and says whether it was on; a request it comes before is not passed on */
export function proxyUntil(
  { method, nth, when }: Moment,
  host: string,
  strike: () => boolean,
): Promise<Proxy> {
  let count = 0;
  const struckAt = (passing: Passing): boolean => {
    if (passing.method === method) count += 1;
    return passing.method === method && count === nth && strike();
  };
  return startProxy(
    host,
    when === 'after'
      ? { after: (passing) => void struckAt(passing) }
      : {
          before: (passing) => {
            if (struckAt(passing)) throw new Error('the power failed');
          },
        },
  );
}

/** Wakes the workers of a queue when a job's time has come. */
export interface Alarm {
  readonly after: (queue: string, ms: number) => void;
  clear(): void;
}

/** Times within so many milliseconds share one alarm. */
const GRAIN_MS = 50;
/** The longest that a timer can be set for; what is later is found by looking. */
const LONGEST_MS = 2 ** 31 - 1;

export function createAlarm(ring: (queue: string) => void): Alarm {
  const timers = new Map<string, NodeJS.Timeout>();
  return {
    after: (queue, ms) => {
      if (ms > LONGEST_MS - GRAIN_MS) return;
      const slot = Math.ceil((performance.now() + ms) / GRAIN_MS) + 1;
      const key = `${queue}@${slot}`;
      if (timers.has(key)) return;
      const wait = slot * GRAIN_MS - performance.now();
      const timer = setTimeout(() => {
        timers.delete(key);
        ring(queue);
      }, wait);
      timers.set(key, timer.unref());
    },
    clear: () => {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}

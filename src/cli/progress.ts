import { SingleBar } from 'cli-progress';

/** Tells that long work goes on: a bar on a terminal, a line every five seconds elsewhere. */
export interface Progress {
  readonly step: (by?: number) => void;
  readonly stop: () => void;
}

const EVERY = 5_000;

/** `total` null: the end is not known beforehand, and only the count is shown. */
export function startProgress(what: string, total: number | null): Progress {
  let done = 0;
  if (process.stderr.isTTY) {
    const format =
      total === null ? `${what} {value}` : `${what} {bar} {value}/{total} · {eta_formatted} left`;
    const bar = new SingleBar({ format, clearOnComplete: true, hideCursor: true });
    bar.start(total ?? 0, 0);
    return {
      step: (by = 1) => {
        bar.increment(by);
      },
      stop: () => {
        bar.stop();
      },
    };
  }
  const line = (): void => {
    const of = total === null ? '' : ` of ${total}`;
    process.stderr.write(`${what}: ${done}${of}\n`);
  };
  const timer = setInterval(line, EVERY).unref();
  return {
    step: (by = 1) => {
      done += by;
    },
    stop: () => {
      clearInterval(timer);
    },
  };
}

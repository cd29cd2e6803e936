import { Writable } from 'node:stream';
import { createLog, type Log } from '../../src/log.ts';

/** A log at its most talkative, and all that it wrote. */
export function logLines(): {
  readonly log: Log;
  readonly text: () => string;
  /** Of the lines with this message. */
  readonly lines: (message: string) => readonly Readonly<Record<string, unknown>>[];
} {
  const written: string[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      written.push(chunk.toString());
      done();
    },
  });
  return {
    log: createLog({ level: 'debug', stream }),
    text: () => written.join(''),
    lines: (message) =>
      written
        .map((line) => JSON.parse(line) as Record<string, unknown>)
        .filter((line) => line['message'] === message),
  };
}

import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { Log } from '../log.ts';
import { Problem } from '../problem.ts';
import { failureOf } from './failure.ts';

/** The embedded database engine, used by one at a time, and started again after it died. */
export interface Engine {
  /** What fails outside a transaction, or leaves one open, is rolled back before the next comes. */
  use<T>(work: (pglite: PGlite) => Promise<T>): Promise<T>;
  /** Goes on listening after the engine was started again. */
  listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** Its log grows by 16 MB at a time; the largest of our statements fits in the rest. */
const ROOM_BYTES = 128 * 1024 * 1024;

/**
 * An engine that meets a full disk while it writes its log dies (`PANIC`), and whoever calls it then may
 * spin without end, with the whole process. So nothing is asked of it while little room is left, and
 * nothing after its death, not even a rollback: it is started again. What was acknowledged stays.
 *
 * @throws Problem `store-full` or `store-unreachable`
 */
export async function startEngine(directory: string, log: Log): Promise<Engine> {
  const listeners = new Set<Listener>();
  let pglite: PGlite | null = await start(directory);
  const exclusive = oneAtATime();
  const alive = async (): Promise<PGlite> => {
    if (pglite === null) {
      pglite = await start(directory);
      for (const listener of listeners) await subscribe(pglite, listener);
      log.warn('store-started-again', { code: 'store-full' });
    }
    return pglite;
  };
  const use = <T>(work: (pglite: PGlite) => Promise<T>): Promise<T> =>
    exclusive(async () => {
      await requireRoom(directory);
      const engine = await alive();
      try {
        return await work(engine);
      } catch (error) {
        if (isDeath(error)) pglite = null;
        else await engine.exec('rollback');
        throw failureOf(error);
      }
    });
  return {
    use,
    listen: async (channel, heard) => {
      const listener: Listener = { channel, heard, stop: null };
      await use((engine) => subscribe(engine, listener));
      listeners.add(listener);
      return async () => {
        listeners.delete(listener);
        await use(async () => listener.stop?.());
      };
    },
    close: () => exclusive(async () => pglite?.close()),
  };
}

async function requireRoom(directory: string): Promise<void> {
  const { bavail, bsize } = await statfs(directory);
  if (bavail * bsize >= ROOM_BYTES) return;
  throw new Problem(
    'store-full',
    `The embedded database needs 128 MB of free disk, and ${directory} has less: make room, and work goes on.`,
  );
}

async function start(directory: string): Promise<PGlite> {
  await requireRoom(directory);
  try {
    return await PGlite.create(join(directory, 'database'));
  } catch (cause) {
    throw new Problem(
      'store-unreachable',
      `The embedded database in ${directory} does not start. Move it away: all in it is read from the host again.`,
      { cause },
    );
  }
}

interface Listener {
  readonly channel: string;
  readonly heard: (payload: string) => void;
  stop: (() => Promise<void>) | null;
}

async function subscribe(pglite: PGlite, listener: Listener): Promise<void> {
  const stop = await pglite.listen(listener.channel, listener.heard);
  listener.stop = () => stop();
}

function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}

function isDeath(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // Of WebAssembly itself.
  if (error.name === 'RuntimeError') return true;
  return 'severity' in error && (error.severity === 'PANIC' || error.severity === 'FATAL');
}

import { chmod, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { lock } from 'proper-lockfile';
import { Problem } from '../problem.ts';

/** A lock that nobody has touched for so long is one of a process that was killed. */
const STALE_MS = 10_000;
const TOUCH_MS = 2_000;
const LOOK_AGAIN_MS = 250;

/**
 * Takes a directory for this process alone, and makes it readable for its owner alone: the embedded
 * database itself lets a second process in, and is spoilt by it. Waits for a killed holder's lock to
 * grow stale, and for nothing else.
 *
 * @param onLost called where the lock is lost after all, because this process was held up too long
 * @returns what gives it back
 * @throws Problem `store-in-use` or `bad-configuration`
 */
export async function takeDirectory(
  directory: string,
  onLost: () => void,
): Promise<() => Promise<void>> {
  await prepare(directory);
  const lockfilePath = join(directory, 'lock');
  const taking = () =>
    lock(directory, { lockfilePath, stale: STALE_MS, update: TOUCH_MS, onCompromised: onLost });
  const first = await touchedAt(lockfilePath);
  for (;;) {
    try {
      return await taking();
    } catch (cause) {
      if (codeOf(cause) !== 'ELOCKED') throw unusable(directory, cause);
      const now = await touchedAt(lockfilePath);
      // Touched since, or taken by another who came for it: its holder is alive.
      if (first !== null && now !== null && now !== first) throw inUse(directory, cause);
      if (first === null && now !== null) throw inUse(directory, cause);
      await pause(LOOK_AGAIN_MS);
    }
  }
}

async function prepare(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    // One that was there already, with other permissions.
    await chmod(directory, 0o700);
  } catch (cause) {
    throw unusable(directory, cause);
  }
}

const touchedAt = (path: string): Promise<number | null> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  );

const inUse = (directory: string, cause: unknown): Problem =>
  new Problem(
    'store-in-use',
    `Another process of Attest has the data directory ${directory}: stop it, or give this one another DATA_DIR.`,
    { cause },
  );

function unusable(directory: string, cause: unknown): Problem {
  const code = codeOf(cause);
  return code === 'ENOSPC'
    ? new Problem('store-full', `There is no room for the data directory ${directory}.`, { cause })
    : new Problem(
        'bad-configuration',
        `The data directory ${directory} cannot be used (${code}).`,
        { cause },
      );
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown';

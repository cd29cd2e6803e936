import { watch, type FSWatcher } from 'node:fs';
import { dirname } from 'node:path';

export interface WatchOptions {
  /** Asked anew after each look. */
  readonly files: () => readonly string[];
  /** Looks whether something changed; never two at a time. */
  readonly look: () => Promise<void>;
  /** Where the system does not tell of changes, as on some network drives: how often to look. */
  readonly pollMs: number;
  /** So long after the last sign of a change, so that a file is read when it is whole. */
  readonly settleMs: number;
}

/**
 * Looks soon after something happens in the folders of these files, and now and then in any case. Folders
 * are watched rather than files, as a file may be replaced by another (an editor, or Kubernetes, does so).
 */
export function watchFiles({ files, look, pollMs, settleMs }: WatchOptions): () => Promise<void> {
  const watchers = new Map<string, FSWatcher>();
  let settling: NodeJS.Timeout | undefined;
  let looking = Promise.resolve();
  const lookSoon = (): void => {
    clearTimeout(settling);
    settling = setTimeout(lookNow, settleMs).unref();
  };
  const lookNow = (): void => {
    looking = looking.then(look).then(follow);
  };
  const follow = (): void => {
    const folders = new Set(files().map((file) => dirname(file)));
    for (const [folder, watcher] of watchers) {
      if (folders.has(folder)) continue;
      watcher.close();
      watchers.delete(folder);
    }
    for (const folder of folders) {
      if (!watchers.has(folder)) watchFolder(folder, watchers, lookSoon);
    }
  };
  follow();
  const poll = setInterval(lookNow, pollMs).unref();
  return async () => {
    clearInterval(poll);
    clearTimeout(settling);
    await looking;
    for (const watcher of watchers.values()) watcher.close();
  };
}

/** A folder that cannot be watched is looked at from time to time all the same. */
function watchFolder(folder: string, watchers: Map<string, FSWatcher>, onChange: () => void): void {
  const forget = (): void => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  try {
    const watcher = watch(folder, { persistent: false }, onChange);
    watcher.on('error', forget);
    watchers.set(folder, watcher);
  } catch {
    forget();
  }
}

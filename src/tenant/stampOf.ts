import { statSync } from 'node:fs';

/** Changes when the file does, and when another takes its place; null where there is none. */
export function stampOf(file: string): string | null {
  const stat = statSync(file, { throwIfNoEntry: false, bigint: true });
  return stat === undefined ? null : [stat.mtimeNs, stat.size, stat.ino].join(' ');
}

import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** Path below one folder, with `/`, to content. */
export type Files = ReadonlyMap<string, string>;

export const byCodePoint = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** All files of a folder and of those in it; none where there is no such folder. */
export function readFolder(folder: string): Files {
  if (!existsSync(folder)) return new Map();
  const found = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    found.map((path) => [relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8')]),
  );
}

/** Puts these files, and nothing else, into a folder. */
export function replaceFolder(folder: string, files: Files): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Paths that the two sides do not share, or hold with different content; sorted. */
export function differences(left: Files, right: Files): readonly string[] {
  const paths = new Set([...left.keys(), ...right.keys()]);
  return [...paths].filter((path) => left.get(path) !== right.get(path)).sort(byCodePoint);
}

/** JSON as it is committed: a line for each value, so that a change can be read. */
export const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

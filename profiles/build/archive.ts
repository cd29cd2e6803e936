import { Header, Pack, ReadEntry } from 'tar';
import { byCodePoint, type Files } from './files.ts';

/** The time that npm gives to every file of a package. */
const NO_TIME = new Date('1985-10-26T08:15:00Z');
const READABLE = 0o644;

/**
 * The package as one file, laid out as package managers expect (`package/…`). The bytes depend on the
 * files alone: entries are sorted, and no clock, owner, mode or system is in them.
 */
export async function archiveOf(files: Files): Promise<Buffer> {
  const pack = new Pack({ gzip: { level: 9 }, portable: true });
  const sorted = [...files].sort(([a], [b]) => byCodePoint(a, b));
  for (const [path, text] of sorted) pack.add(entryOf(path, Buffer.from(text)));
  pack.end();
  return pack.concat();
}

function entryOf(path: string, content: Buffer): ReadEntry {
  const header = new Header({
    path: `package/${path}`,
    type: 'File',
    mode: READABLE,
    mtime: NO_TIME,
    size: content.length,
  });
  const entry = new ReadEntry(header);
  entry.end(content);
  return entry;
}

import { readFileSync, readdirSync } from 'node:fs';
import { Problem } from './problem.ts';

/**
 * The text of a file that was named, or that ships.
 * @param called what the sentence calls it: `The adapter maps/acme.json`
 * @throws Problem `no-input`
 */
export const readText = (path: string, called: string = path): string =>
  reading(called, () => readFileSync(path, 'utf8'));

/** What a JSON file holds. @throws Problem `no-input` or `bad-input` */
export function readJson(path: string, called: string = path): unknown {
  const text = readText(path, called);
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own sentence quotes the file, which may be the wrong one, and secret.
    throw new Problem('bad-input', `${called} is not JSON.`);
  }
}

/** The names in a folder that ships, in order. @throws Problem `no-input` */
export const namesIn = (folder: string): readonly string[] =>
  reading(folder, () => readdirSync(folder).sort());

function reading<T>(called: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new Problem('no-input', `${called} cannot be read.`, { cause });
  }
}

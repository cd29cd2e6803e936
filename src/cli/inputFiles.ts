import { createReadStream, readFileSync, statSync, readdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import split2 from 'split2';
import { Problem, sentenceOf } from '../problem.ts';

/** One resource (or Bundle) of the input, or the sentence that says why a part could not be read. */
type InputItem =
  | { readonly where: string; readonly resource: unknown }
  | { readonly where: string; readonly fault: string };

/** One file, or stdin: it can be read as often as was asked for. */
export interface InputFile {
  /**
   * A fault ends the line, or the file, that it is in and no more.
   *
   * @param mentioning only what holds these words is taken apart; the rest is passed over unseen
   */
  readonly items: (mentioning?: string) => AsyncIterable<InputItem>;
}

/** A JSON file is held in memory whole; NDJSON is read line by line and may be of any size. */
const LARGEST_JSON = 64 * 1024 * 1024;

/** No resource is longer than this; a longer line is not NDJSON. */
const LONGEST_LINE = 16 * 1024 * 1024;

const KINDS = /\.(json|ndjson|ndjson\.gz)$/;

/**
 * The files behind the paths, each once, in order: a folder stands for the FHIR files in it, sorted by name.
 *
 * @param readings how often they will be read: what comes by stdin is held only to be read again
 * @throws Problem `no-input` where a path does not exist or leads to no FHIR file
 */
export async function inputFiles(
  paths: readonly string[],
  readings: 'once' | 'again' = 'again',
): Promise<readonly InputFile[]> {
  const files: InputFile[] = [];
  for (const name of new Set(paths.flatMap(filesAt))) files.push(await inputFile(name, readings));
  return files;
}

async function inputFile(name: string, readings: 'once' | 'again'): Promise<InputFile> {
  if (name === '-') {
    return readings === 'once' ? linesFile('stdin', () => process.stdin) : standardInput();
  }
  return name.endsWith('.json') ? jsonFile(name) : linesFile(name, () => fileStream(name));
}

function filesAt(path: string): readonly string[] {
  if (path === '-') return [path];
  const stats = statOf(path);
  if (!stats.isDirectory()) {
    if (KINDS.test(path)) return [path];
    throw new Problem('bad-usage', `${path} is neither .json, .ndjson nor .ndjson.gz.`);
  }
  const files = readdirSync(path)
    .filter((name) => KINDS.test(name))
    .sort();
  if (files.length === 0) throw new Problem('no-input', `The folder ${path} holds no FHIR file.`);
  return files.map((name) => join(path, name));
}

function statOf(path: string): Stats {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new Problem('no-input', `There is no file ${path}.`);
  return stats;
}

const fileStream = (name: string): Readable => {
  const source = createReadStream(name);
  return name.endsWith('.gz') ? through(source, createGunzip()) : source;
};

/** The last stream is the one that is read, and that reports what went wrong. */
const through = (source: Readable, next: NodeJS.ReadWriteStream): Readable =>
  pipeline(source, next, () => undefined) as unknown as Readable;

/** Stdin comes once, and where it is read twice it is held in memory, compressed, and nowhere else. */
async function standardInput(): Promise<InputFile> {
  const held: Buffer[] = [];
  for await (const chunk of through(process.stdin, createGzip({ level: 1 }))) {
    held.push(chunk as Buffer);
  }
  return linesFile('stdin', () => through(Readable.from(held), createGunzip()));
}

const jsonFile = (file: string): InputFile => ({
  items: (mentioning = '') => Readable.from(readJson(file, mentioning)),
});

function readJson(file: string, mentioning: string): readonly InputItem[] {
  const { size } = statOf(file);
  const megabytes = Math.round(size / 1024 / 1024);
  if (size === 0) return [{ where: file, fault: 'the file is empty' }];
  if (size > LARGEST_JSON) {
    const fault = `the file is ${megabytes} MB; a JSON file may be up to 64 MB: give larger data as NDJSON, one resource a line`;
    return [{ where: file, fault }];
  }
  try {
    const text = readFileSync(file, 'utf8');
    return text.includes(mentioning) ? [parsed(text, file)] : [];
  } catch (error) {
    return [{ where: file, fault: faultOf(error) }];
  }
}

const linesFile = (name: string, open: () => Readable): InputFile => ({
  items: (mentioning = '') => readLines(name, open(), mentioning),
});

async function* readLines(
  name: string,
  source: Readable,
  mentioning: string,
): AsyncGenerator<InputItem> {
  const lines = through(source, split2({ maxLength: LONGEST_LINE })) as AsyncIterable<string>;
  let line = 0;
  let items = 0;
  try {
    for await (const text of lines) {
      line += 1;
      if (text.trim() === '') continue;
      items += 1;
      if (text.includes(mentioning)) yield parsed(text, `${name}:${line}`);
    }
  } catch (error) {
    yield { where: `${name}:${line + 1}`, fault: faultOf(error) };
    return;
  }
  if (items === 0) yield { where: name, fault: 'the file is empty' };
}

/** Some software begins a file with a byte order mark, which JSON does not know. */
const withoutMark = (text: string): string => text.replace(/^\uFEFF/, '');

function parsed(text: string, where: string): InputItem {
  try {
    return { where, resource: JSON.parse(withoutMark(text)) as unknown };
  } catch (error) {
    return { where, fault: faultOf(error) };
  }
}

/** What is wrong, without the words of the input: they could be personal. */
function faultOf(error: unknown): string {
  const sentence = sentenceOf(error);
  if (error instanceof SyntaxError) {
    return /end of (JSON )?input|Unterminated/i.test(sentence)
      ? 'the JSON ends too early'
      : 'this is not JSON';
  }
  if (/maximum buffer/i.test(sentence)) return 'a line is longer than 16 MB: this is not NDJSON';
  if (/incorrect header|unexpected end of file|invalid/i.test(sentence)) {
    return 'the compressed data is damaged';
  }
  return sentence;
}

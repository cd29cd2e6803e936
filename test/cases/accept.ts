/**
 * node test/cases/accept.ts FOLDER...
 *
 * Writes what the engine says of a case into its expected.json, but only where the hand-written block of
 * its why.md holds. Read every field of the result against the records before you commit it.
 */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { disagreements } from './expectation.ts';
import { assessEntries, readCase } from './goldenCase.ts';

const print = (text: string): void => void process.stdout.write(`${text}\n`);

function accept(folder: string): boolean {
  const golden = readCase(folder);
  const { lines, problems } = assessEntries(golden);
  const differences = disagreements(golden.expectations, lines, problems);
  if (differences.length > 0) {
    print(`${golden.name}: NOT accepted, as the engine disagrees with why.md:`);
    for (const difference of differences) print(`  ${difference}`);
    print(`The engine says:\n${JSON.stringify(lines, null, 2)}`);
    return false;
  }
  writeFileSync(join(folder, 'expected.json'), `${JSON.stringify(lines, null, 2)}\n`);
  print(`${golden.name}: accepted; now read its expected.json against the records.`);
  return true;
}

const folders = process.argv.slice(2).map((folder) => resolve(folder));
if (folders.length === 0) print('Usage: node test/cases/accept.ts FOLDER...');
process.exitCode = folders.length > 0 && folders.map(accept).every(Boolean) ? 0 : 1;

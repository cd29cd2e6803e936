/** Prints the lines of every case as one JSON object by name: run in another time zone by the test. */
import { assessEntries, caseFolders, readCase } from './goldenCase.ts';

const lines = caseFolders()
  .map(readCase)
  .map((golden) => [golden.name, assessEntries(golden).lines]);
process.stdout.write(JSON.stringify(Object.fromEntries(lines)));

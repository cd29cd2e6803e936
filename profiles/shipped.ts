/**
 * Writes `dist/shipped.json`, part of `npm run build`: the shipped programmes, codes, maps and bank
 * holidays as one file, for software that imports the engine and reads no folder.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shippedResources } from '../src/definitions.ts';

const CALENDAR = join(import.meta.dirname, 'calendars/england-and-wales.json');
const DIST = join(import.meta.dirname, '../dist');

const { days } = JSON.parse(readFileSync(CALENDAR, 'utf8')) as { readonly days: readonly string[] };

mkdirSync(DIST, { recursive: true });
writeFileSync(
  join(DIST, 'shipped.json'),
  JSON.stringify({ resources: shippedResources(), holidays: days }),
);

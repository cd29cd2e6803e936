import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BuildFailure } from './failure.ts';

const VENDOR = join(import.meta.dirname, '../vendor');
const FILE = 'FHIRHelpers-4.0.0.cql';

const VERSION = /version '4\.0\.0'/g;

/**
 * The conversions between FHIR and CQL types that the specification publishes for 4.0.0, for 4.0.1: the
 * same text, save its two version lines and the conversions of types that 4.0.1 does not have.
 *
 * @param modelInfo of FHIR 4.0.1, as XML
 */
export function fhirHelpers(modelInfo: string): string {
  const types = new Set([...modelInfo.matchAll(/namespace="FHIR" name="([^"]+)"/g)].map(at(1)));
  const parts = vendored().split(/\n(?=define function )/);
  const kept = parts.filter((part) => {
    const converted = /\(\w+ FHIR\.(\w+)\)/.exec(part)?.[1];
    return converted === undefined || types.has(converted);
  });
  return `${kept.join('\n').replace(VERSION, "version '4.0.1'").trimEnd()}\n`;
}

const at =
  (group: number) =>
  (match: RegExpExecArray): string =>
    match[group] ?? '';

/** @throws BuildFailure where the file is not the one of the manifest */
function vendored(): string {
  const text = readFileSync(join(VENDOR, 'cql', FILE), 'utf8');
  const manifest = JSON.parse(readFileSync(join(VENDOR, 'manifest.json'), 'utf8')) as {
    readonly cql: Readonly<Record<string, string>>;
  };
  const hash = createHash('sha256').update(text).digest('hex');
  if (manifest.cql[FILE] !== hash) {
    throw new BuildFailure(`The vendored ${FILE} differs from its manifest.`);
  }
  return text;
}

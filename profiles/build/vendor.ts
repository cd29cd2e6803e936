import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BuildFailure, listing } from './failure.ts';
import { differences, readFolder } from './files.ts';

/** A home folder whose FHIR package cache holds the R4 definitions that the build needs. */
export const VENDOR = join(import.meta.dirname, '../vendor');

const CORE = join(VENDOR, '.fhir/packages/hl7.fhir.r4.core#4.0.1/package');

/**
 * The vendored definitions are those of the manifest: none changed, missing or added.
 * @throws BuildFailure that names each one that is not
 */
export function verifyVendor(): void {
  const manifest = JSON.parse(readFileSync(join(VENDOR, 'manifest.json'), 'utf8')) as {
    readonly files: Readonly<Record<string, string>>;
  };
  const found = [...readFolder(CORE)]
    .filter(([name]) => name.endsWith('.json'))
    .map(([name, text]) => [name, createHash('sha256').update(text).digest('hex')] as const);
  const wrong = differences(new Map(Object.entries(manifest.files)), new Map(found));
  if (wrong.length > 0) {
    throw new BuildFailure(`Vendored definitions differ from their manifest:${listing(wrong)}`);
  }
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { FhirResource } from 'fhir/r4.js';

import { compareText } from './resource.ts';

export interface ExportedFile {
  readonly file: string;
  readonly resources: number;
}

const compareResources = (a: FhirResource, b: FhirResource): number =>
  compareText(a.id ?? '', b.id ?? '') ||
  Number(a.meta?.versionId ?? 0) - Number(b.meta?.versionId ?? 0);

/** `Type.ndjson` in `folder` for each type, one resource a line by id then version; the folder is made. */
export function exportNdjson(
  resources: readonly FhirResource[],
  folder: string,
): readonly ExportedFile[] {
  mkdirSync(folder, { recursive: true });
  const types = new Set(resources.map(({ resourceType }) => resourceType));
  return [...types].toSorted(compareText).map((type) => {
    const ofType = resources.filter(({ resourceType }) => resourceType === type);
    const file = join(folder, `${type}.ndjson`);
    const lines = ofType.toSorted(compareResources).map((one) => `${JSON.stringify(one)}\n`);
    writeFileSync(file, lines.join(''));
    return { file, resources: ofType.length };
  });
}

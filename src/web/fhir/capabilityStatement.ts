import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type {
  CapabilityStatement,
  CapabilityStatementRest,
  CapabilityStatementRestResource,
} from 'fhir/r4.js';
import type { Instant } from '../../domain/time.ts';
import type { Resource } from '../../fhir/write/chunks.ts';
import { readJson } from '../../jsonFile.ts';

/** What a deployment will serve one day, as published: the same place from `src/` and from `dist/`. */
const PUBLISHED = fileURLToPath(
  new URL('../../../profiles/dist/package/CapabilityStatement-attest-server.json', import.meta.url),
);
const MANIFEST = new URL('../../../package.json', import.meta.url);

/** What of that is served by this version: operations by type. */
const SERVED: Readonly<Record<string, readonly string[]>> = { Goal: ['evaluate-attainment'] };

/**
 * What is served, drawn from what is published.
 * @param since when this process began to serve it
 * @returns the statement at one base: `https://attest.example.org/fhir/elm`
 */
export function servedFrom(since: Instant): (base: string) => Resource {
  const published = readJson(PUBLISHED) as CapabilityStatement;
  const { version } = JSON.parse(readFileSync(MANIFEST, 'utf8')) as { readonly version: string };
  const { url = '', name, title, publisher, fhirVersion, format, rest = [] } = published;
  return (base) => ({
    resourceType: 'CapabilityStatement',
    url: `${base}/metadata`,
    name,
    title,
    publisher,
    fhirVersion,
    format,
    status: 'active',
    experimental: false,
    date: new Date(since).toISOString(),
    kind: 'instance',
    software: { name: 'Attest', version },
    implementation: { description: 'Attest, for one tenant', url: base },
    instantiates: [url],
    rest: rest.map(servedOf),
  });
}

function servedOf({ mode, documentation, security, resource = [] }: CapabilityStatementRest) {
  const { description } = security ?? {};
  return { mode, documentation, security: { description }, resource: resource.flatMap(servedIn) };
}

function servedIn({ type, operation = [] }: CapabilityStatementRestResource) {
  const names = SERVED[type];
  if (names === undefined) return [];
  return [{ type, operation: operation.filter(({ name }) => names.includes(name)) }];
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyPatch } from 'rfc6902';
import type { Operation } from 'rfc6902';
import { examples } from './builtPackage.ts';
import type { BuiltResource } from './builtPackage.ts';

const FOLDER = join(import.meta.dirname, '../../profiles/test/invalid');

/** A rule that an instance breaks. */
export interface BrokenRule {
  readonly rule: string;
  readonly element: string;
}

interface ExpectedIssue extends BrokenRule {
  readonly severity: string;
  readonly path: string;
}

/** A built example with one thing wrong; profiles/test/README.md has the format. */
export interface InvalidInstance {
  /** `attest-flag/period-start-min`: the folder is the profile's or extension's id. */
  readonly name: string;
  readonly shows: string;
  readonly resource: BuiltResource;
  readonly expected: ExpectedIssue;
  /** Errors that cannot be kept apart from the one that is shown. */
  readonly also: readonly BrokenRule[];
}

interface InstanceFile {
  readonly shows: string;
  readonly example: string;
  readonly change: readonly Operation[];
  readonly issue: ExpectedIssue;
  readonly also?: readonly BrokenRule[];
}

function changed(name: string, { example, change }: InstanceFile): BuiltResource {
  const resource = structuredClone(examples.get(example));
  if (resource === undefined) throw new Error(`${name}: there is no example ${example}.`);
  const faults = applyPatch(resource, [...change]).filter((fault) => fault !== null);
  if (faults.length > 0) throw new Error(`${name}: the change does not fit ${example}.`);
  return resource;
}

function readInstance(folder: string, file: string): InvalidInstance {
  const name = `${folder}/${file.slice(0, -'.json'.length)}`;
  const content = JSON.parse(readFileSync(join(FOLDER, folder, file), 'utf8')) as InstanceFile;
  const { shows, issue, also = [] } = content;
  return { name, shows, resource: changed(name, content), expected: issue, also };
}

/** Every invalid instance, made from its example, sorted by name; also for other validators. */
export function invalidInstances(): readonly InvalidInstance[] {
  return readdirSync(FOLDER)
    .sort()
    .flatMap((folder) =>
      readdirSync(join(FOLDER, folder))
        .sort()
        .map((file) => readInstance(folder, file)),
    );
}

import { compareText } from '../../domain/order.ts';
import type { Instant } from '../../domain/time.ts';
import { fhirDateTime } from '../dateTime.ts';
import type { Head } from './elements.ts';

/** Which version of a resource this is, as far as the host says. */
export interface Version {
  readonly id: string | null;
  readonly updated: Instant | null;
}

export const versionIn = (head: Head): Version => ({
  id: head.meta?.versionId ?? null,
  updated: fhirDateTime(head.meta?.lastUpdated ?? '')?.end ?? null,
});

const numberOf = (version: Version): number =>
  version.id !== null && /^\d{1,15}$/.test(version.id) ? Number(version.id) : -1;

/** Older before newer: by number where the host counts its versions, else by time. */
export const compareVersions = (a: Version, b: Version): number =>
  numberOf(a) - numberOf(b) ||
  (a.updated ?? 0) - (b.updated ?? 0) ||
  compareText(a.id ?? '', b.id ?? '');

interface Held<T> {
  readonly version: Version;
  /** Null for a version that says: this is none, or no longer. */
  readonly record: T | null;
}

/** Two contents under one version: either would do, so the same one is kept in any order. */
const compareHeld = (a: Held<unknown>, b: Held<unknown>): number =>
  compareVersions(a.version, b.version) ||
  compareText(JSON.stringify(a.record), JSON.stringify(b.record));

/** The content of a version, whenever it was written. */
const saysOf = ({ record }: Held<unknown>): string =>
  JSON.stringify(record, (key, value: unknown) => (key === 'updated' ? undefined : value));

interface NewestHeld<T> extends Held<T> {
  /** Its versions do not all say the same: what the newest says was not always said. */
  readonly changed: boolean;
}

/** The newest version of each resource; the order of adding does not matter. */
export class Newest<T> {
  readonly #held = new Map<string, NewestHeld<T>>();

  add(reference: string, version: Version, record: T | null): void {
    const held = { version, record };
    const before = this.#held.get(reference);
    const newest = before === undefined || compareHeld(before, held) < 0 ? held : before;
    const changed = before !== undefined && (before.changed || saysOf(before) !== saysOf(held));
    this.#held.set(reference, { ...newest, changed });
  }

  /** True where the versions read of one resource differ in what they say. */
  isChanged(reference: string): boolean {
    return this.#held.get(reference)?.changed === true;
  }

  get(reference: string): T | undefined {
    return this.#held.get(reference)?.record ?? undefined;
  }

  /** In the order of their references. */
  all(): readonly T[] {
    return [...this.#held]
      .sort(([a], [b]) => compareText(a, b))
      .flatMap(([, held]) => held.record ?? []);
  }
}

/** Every version of each resource, oldest first. */
export class History<T> {
  readonly #held = new Map<string, Held<T>[]>();

  add(reference: string, version: Version, record: T | null): void {
    const versions = this.#held.get(reference) ?? [];
    versions.push({ version, record });
    this.#held.set(reference, versions);
  }

  /** True where any version was read, a void one too. */
  has(reference: string): boolean {
    return this.#held.has(reference);
  }

  /** References and their versions; none of a resource whose newest version is void. */
  all(): readonly (readonly [string, readonly T[]])[] {
    return [...this.#held]
      .sort(([a], [b]) => compareText(a, b))
      .map(([reference, held]) => [reference, this.#versions(held)] as const)
      .filter(([, versions]) => versions.length > 0);
  }

  #versions(held: readonly Held<T>[]): readonly T[] {
    const byVersion = new Map<string, Held<T>>();
    for (const one of [...held].sort(compareHeld)) {
      byVersion.set(one.version.id ?? `at ${one.version.updated ?? 0}`, one);
    }
    const versions = [...byVersion.values()].sort(compareHeld);
    if (versions.at(-1)?.record === null) return [];
    return versions.flatMap((one) => one.record ?? []);
  }
}

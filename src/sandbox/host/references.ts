import { conflict, invalid, refuse } from './outcomes.ts';
import { compareText, type Resource } from './resource.ts';
import type { Store } from './store.ts';

function* referencesIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (name === 'reference' && typeof inner === 'string') yield inner;
    else yield* referencesIn(inner);
  }
}

function faultOf(store: Store, reference: string): string | undefined {
  if (reference.startsWith('#')) return undefined;
  if (/^[a-z]+:/.test(reference)) return 'points outside this record';
  const [type = '', id = '', , version] = reference.split('/');
  const isHere =
    version === undefined
      ? store.current(type, id) !== undefined
      : store.versions(type, id).some(({ versionId }) => versionId === version);
  return isHere ? undefined : 'is not known here';
}

/** Throws 400 where the resource refers to what is not in this record. */
export function refuseDangling(store: Store, resource: Resource): void {
  for (const reference of referencesIn(resource)) {
    const fault = faultOf(store, reference);
    if (fault !== undefined) refuse(invalid(`A reference ${fault}.`));
  }
}

/** Throws 409 where another resource refers to this one. */
export function refuseReferredTo(store: Store, type: string, id: string): void {
  const holder = store
    .types()
    .toSorted(compareText)
    .find((each) =>
      [...store.withReference(each, [`${type}/${id}`])].some(
        (other) => each !== type || other !== id,
      ),
    );
  if (holder !== undefined) refuse(conflict(`A ${holder} refers to ${type}/${id}.`));
}

import { keySetAt, type KeySet } from '../../tenant/keySet.ts';
import { stampOf } from '../../tenant/stampOf.ts';

interface Kept {
  readonly stamp: string | null;
  readonly keys: KeySet;
}

/** Reads files of public keys, each again when it changes. @throws Problem where one is not usable */
export type ReadKeys = (file: string) => KeySet;

export function createKeyFiles(): ReadKeys {
  const kept = new Map<string, Kept>();
  return (file) => {
    const stamp = stampOf(file);
    const before = kept.get(file);
    if (before !== undefined && before.stamp === stamp) return before.keys;
    const keys = keySetAt(file);
    kept.set(file, { stamp, keys });
    return keys;
  };
}

import type { Instant } from '../../domain/time.ts';

interface TokenUse {
  readonly issuer: string;
  /** `jti` of the token. */
  readonly id: string;
  /** From then on the token is refused for its age, and need not be remembered. */
  readonly expires: Instant;
  readonly now: Instant;
}

/** Notes that a token is used; false where it was used before. */
export type UseTokenId = (use: TokenUse) => Promise<boolean>;

/** For one process that has no store. */
export function tokenIdsInMemory(): UseTokenId {
  const used = new Map<string, Instant>();
  return ({ issuer, id, expires, now }) => {
    for (const [key, until] of used) if (until < now) used.delete(key);
    const key = JSON.stringify([issuer, id]);
    const fresh = !used.has(key);
    if (fresh) used.set(key, expires);
    return Promise.resolve(fresh);
  };
}

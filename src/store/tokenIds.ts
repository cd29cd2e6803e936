import type { Instant } from '../domain/time.ts';
import type { Queryable } from './database.ts';

interface TokenId {
  readonly issuer: string;
  readonly id: string;
  /** When the token itself ends: from then on its id need not be remembered. */
  readonly expires: Instant;
  readonly now: Instant;
}

/** As many as one call may clear away; more come next time. */
const PRUNED = 100;

/**
 * Takes a token's id, once and for all replicas: of several at the same moment, one gets it.
 *
 * @returns false: it was used before
 */
export async function useTokenId(
  on: Queryable,
  { issuer, id, expires, now }: TokenId,
): Promise<boolean> {
  const taken = await on.query(
    `insert into attest.token_ids (issuer, id, expires) values ($1::text, $2::text, $3::bigint)
     on conflict (issuer, id) do nothing returning id`,
    [issuer, id, expires],
  );
  // What another call is clearing away is left to it: nobody waits.
  await on.query(
    `delete from attest.token_ids where issuer = $1::text and id in (
       select id from attest.token_ids where issuer = $1::text and expires < $2::bigint
       limit $3::integer for update skip locked)`,
    [issuer, now, PRUNED],
  );
  return taken.length > 0;
}

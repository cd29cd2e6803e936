import { readBearer, type Tenant } from '../../config.ts';
import type { Instant } from '../../domain/time.ts';
import type { Log } from '../../log.ts';
import { Problem } from '../../problem.ts';
import type { KeySet } from '../../tenant/keySet.ts';
import { createKeyFiles, type ReadKeys } from './keyFile.ts';
import { bearerIn, sameSecret } from './sameSecret.ts';
import { claimsOf, issuerIn } from './signedToken.ts';
import type { UseTokenId } from './tokenIds.ts';

type Caller = Tenant['callers'][number];
type Signing = Extract<Caller, { readonly jwksFile: string }>;
type Trial = Extract<Caller, { readonly bearerFile: string }>;

interface Call {
  readonly tenant: Pick<Tenant, 'id' | 'callers'>;
  /** The Authorization header. */
  readonly header: string | undefined;
  /** Addresses that a token may be made out to. */
  readonly audience: readonly string[];
}

interface Means {
  readonly useTokenId: UseTokenId;
  readonly now: () => Instant;
  readonly log: Log;
}

/** Who calls, by the name in the configuration. @throws Problem `caller-unknown` or `caller-not-allowed` */
export type Authenticate = (call: Call) => Promise<string>;

export function createAuthenticate(means: Means): Authenticate {
  const readKeys = createKeyFiles();
  return async (call) => {
    if (call.tenant.callers.length === 0) throw CLOSED;
    const token = bearerIn(call.header);
    if (token === null) throw UNKNOWN;
    const caller =
      trialCaller(token, call.tenant, means.log) ??
      (await signingCaller(token, call, means, readKeys));
    if (caller === null) throw UNKNOWN;
    return caller;
  };
}

const CLOSED = new Problem(
  'caller-not-allowed',
  'Nobody may ask this of the tenant: name who may in “callers” of the tenants’ file.',
);

/** One sentence for every reason, so that nothing is learnt by trying. */
const UNKNOWN = new Problem(
  'caller-unknown',
  'Send “Authorization: Bearer” with a token of a registered caller: ES384 or RS384 with kid and typ JWT; iss, aud (the address called), iat, exp at most five minutes later, and a jti that is new.',
);

function trialCaller(token: string, { id, callers }: Call['tenant'], log: Log): string | null {
  const trials = callers.filter((each): each is Trial => 'bearerFile' in each);
  const found = trials.filter(({ bearerFile }) => {
    try {
      return sameSecret(token, readBearer(bearerFile));
    } catch {
      log.error('caller-token-unreadable', { tenant: id });
      return false;
    }
  });
  return found[0]?.name ?? null;
}

async function signingCaller(
  token: string,
  { tenant, audience }: Call,
  { useTokenId, now, log }: Means,
  readKeys: ReadKeys,
): Promise<string | null> {
  const issuer = issuerIn(token);
  const callers = tenant.callers.filter((each): each is Signing => 'jwksFile' in each);
  const caller = callers.find((each) => each.issuer === issuer);
  if (caller === undefined) return null;
  const keys = keysOf(caller, tenant.id, readKeys, log);
  if (keys === null) return null;
  const asked = { issuer: caller.issuer, audience, now: now() };
  const claims = await claimsOf(token, keys, asked);
  if (claims === null) return null;
  // Two tenants may have given one name to different callers.
  const use = { issuer: `${tenant.id} ${caller.issuer}`, ...claims, now: asked.now };
  return (await useTokenId(use)) ? caller.name : null;
}

/** A file that is broken lets nobody in: it may have been changed to shut somebody out. */
function keysOf(
  { jwksFile }: Signing,
  tenant: string,
  readKeys: ReadKeys,
  log: Log,
): KeySet | null {
  try {
    return readKeys(jwksFile);
  } catch {
    log.error('caller-keys-unreadable', { tenant });
    return null;
  }
}

import {
  allowInsecureRequests,
  clientCredentialsGrant,
  Configuration,
  modifyAssertion,
  PrivateKeyJwt,
} from 'openid-client';
import type { Log } from '../../log.ts';
import type { TokenSource } from './tokenSource.ts';
import type { SigningKey } from './signingKey.ts';
import { tokenProblem } from './tokenProblem.ts';

export interface BackendServicesOptions {
  readonly clientId: string;
  readonly scope: string;
  readonly key: SigningKey;
  /** Where tokens are had; asked once, before the first. */
  readonly tokenUrl: () => Promise<string>;
  readonly timeoutMs: number;
  readonly tenant: string;
  readonly log: Log;
  readonly now: () => number;
}

interface Token {
  readonly value: string;
  /** Milliseconds since 1970; from then on another is asked for. */
  readonly renewAt: number;
}

/**
 * Tokens by SMART Backend Services: one at a time, kept until shortly before it expires, however many
 * ask for it. Nothing of a token or an assertion is in any error or line of the log.
 */
export function backendServices(options: BackendServicesOptions): TokenSource {
  const client = remembered(() => clientOf(options));
  let token: Token | null = null;
  let pending: Promise<Token> | null = null;
  const renew = async (): Promise<Token> => {
    try {
      token = await fetchToken(await client(), options);
      return token;
    } finally {
      pending = null;
    }
  };
  return {
    authorise: async () => {
      if (token !== null && options.now() < token.renewAt) return token.value;
      pending ??= renew();
      return (await pending).value;
    },
    onRefused: (refused) => {
      if (token?.value === refused) token = null;
      return true;
    },
  };
}

/** Asked for once, unless that fails. */
function remembered<Value>(ask: () => Promise<Value>): () => Promise<Value> {
  let known: Value | null = null;
  return async () => (known ??= await ask());
}

interface TokenClient {
  readonly configuration: Configuration;
  readonly tokenUrl: string;
}

/** Five minutes are the most that SMART allows; a minute is left for clocks that differ. */
const ASSERTION_SECONDS = 240;

async function clientOf(options: BackendServicesOptions): Promise<TokenClient> {
  const { clientId, key, timeoutMs } = options;
  const tokenUrl = await options.tokenUrl();
  const server = { issuer: new URL(tokenUrl).origin, token_endpoint: tokenUrl };
  const authentication = PrivateKeyJwt(
    { key: key.privateKey, kid: key.kid },
    {
      // RFC 7523 leaves `aud` and `typ` open; SMART asks for the token address, and JWT.
      [modifyAssertion]: (header, payload) => {
        header['typ'] = 'JWT';
        payload['aud'] = tokenUrl;
        payload['exp'] = Number(payload['iat']) + ASSERTION_SECONDS;
        // A server whose clock is a little behind would refuse it.
        delete payload['nbf'];
      },
    },
  );
  const configuration = new Configuration(server, clientId, {}, authentication);
  configuration.timeout = timeoutMs / 1000;
  // The address has been examined: plain http is left only to this machine.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so only to be noticed
  if (tokenUrl.startsWith('http:')) allowInsecureRequests(configuration);
  return { configuration, tokenUrl };
}

/** For a server that does not say how long its token is good for, though it has to. */
const UNSAID_SECONDS = 60;
const LONGEST_MARGIN_MS = 30_000;

async function fetchToken(
  { configuration, tokenUrl }: TokenClient,
  { scope, tenant, log, now }: BackendServicesOptions,
): Promise<Token> {
  const asked = now();
  try {
    const { access_token, expires_in } = await clientCredentialsGrant(configuration, { scope });
    const lifeMs = (expires_in ?? UNSAID_SECONDS) * 1000;
    log.debug('token-received', { tenant, durationMs: now() - asked });
    return {
      value: access_token,
      renewAt: asked + lifeMs - Math.min(LONGEST_MARGIN_MS, lifeMs / 4),
    };
  } catch (error) {
    throw tokenProblem(error, tokenUrl);
  }
}

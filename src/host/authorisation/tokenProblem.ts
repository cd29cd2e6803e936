import { z } from 'zod';
import { Problem } from '../../problem.ts';
import { notAsked } from '../failure.ts';

const linkSchema = z.looseObject({
  name: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  code: z.unknown().optional(),
  status: z.number().optional().catch(undefined),
  error: z.string().optional().catch(undefined),
  cause: z.unknown().optional(),
});

type Link = z.infer<typeof linkSchema>;

/** What fetch threw is one or two causes down in openid-client's error, or is the error. */
function chainOf(error: unknown, depth = 3): readonly Link[] {
  const { data } = linkSchema.safeParse(error);
  return data === undefined || depth === 0 ? [] : [data, ...chainOf(data.cause, depth - 1)];
}

/**
 * Why there is no token. The library's errors hold the whole answer, and so perhaps a token: of them
 * only the status and the registered code are told, and none is kept as cause.
 */
export function tokenProblem(error: unknown, tokenUrl: string): Problem {
  if (error instanceof Problem) return error;
  const { origin, pathname } = new URL(tokenUrl);
  const where = `The token address ${origin}${pathname}`;
  const chain = chainOf(error);
  const status = chain.map((link) => link.status).find((each) => each !== undefined);
  if (status !== undefined) return answered(where, status, chain[0]?.error);
  if (chain.some(({ name }) => name === 'TimeoutError' || name === 'AbortError')) {
    return notAsked('host-timeout', `${where} gave no whole answer in time.`, null);
  }
  const system = chain.map(({ code }) => code).find(isSystemCode);
  if (system !== undefined || chain.some(({ message }) => message === 'fetch failed')) {
    const why = system === undefined ? '' : ` (${system})`;
    return notAsked('host-unreachable', `${where} cannot be reached${why}.`, null);
  }
  return new Problem('host-unauthorised', `${where} gave an answer that holds no usable token.`);
}

const isSystemCode = (code: unknown): code is string =>
  typeof code === 'string' && /^(E[A-Z]+|UND_ERR\w+)$/.test(code);

function answered(where: string, status: number, said: string | undefined): Problem {
  const why = said !== undefined && /^[a-z_]{1,40}$/.test(said) ? ` (${said})` : '';
  const sentence = `${where} answered ${status}${why}`;
  if (status >= 500) return notAsked('host-error', `${sentence}: it failed.`, null);
  if (status === 429) return notAsked('host-throttled', `${sentence}: too many requests.`, null);
  return new Problem('host-unauthorised', `${sentence}: it gives us no token.`);
}

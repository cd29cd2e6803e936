import { failureOf } from './failure.ts';
import type { Asked } from './failure.ts';

/**
 * Whether a refusal contradicts what the host says of itself: what it does not offer is never asked
 * for. That one thing is not there (404 for `Goal/g1`) says nothing.
 */
export function contradicts(error: unknown, { where }: Asked, baseUrl: string): boolean {
  const failure = failureOf(error);
  const [type, id] = pathBelow(where, baseUrl);
  // `metadata` and the SMART configuration are asked for to find out.
  if (failure === null || (type !== undefined && !/^[A-Z]/.test(type))) return false;
  const { status, issues } = failure;
  if (status === 400) return issues.some((issue) => /^not-supported\b/.test(issue));
  return status === 405 || status === 501 || (status === 404 && id === undefined);
}

const pathBelow = (where: string, baseUrl: string): readonly string[] =>
  new URL(where).pathname
    .slice(new URL(baseUrl).pathname.length)
    .split('/')
    .filter((part) => part !== '');

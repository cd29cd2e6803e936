import { Problem, type ProblemCode } from '../problem.ts';

/** Nothing more can be had of the host for now: it has been asked again in vain. */
export const GONE: ReadonlySet<ProblemCode | 'unexpected'> = new Set([
  'host-unauthorised',
  'host-unreachable',
  'host-throttled',
]);

export const hasGone = (error: unknown): boolean =>
  !(error instanceof Problem) || GONE.has(error.code);

import { logChoose } from './choose.ts';

/**
 * P(X <= m) for X met of n independent attempts with chance p each: how likely so few are, if the
 * person does as well as claimed.
 */
export function atMost(m: number, n: number, p: number): number {
  if (m < 0) return 0;
  if (m >= n || p <= 0) return 1;
  if (p >= 1) return 0;
  let sum = 0;
  for (let k = 0; k <= m; k += 1) {
    sum += Math.exp(logChoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p));
  }
  return Math.min(1, sum);
}

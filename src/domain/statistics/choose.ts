/** ln(0!), ln(1!), ...; grows as it is asked for more and never changes what it holds. */
const LOG_FACTORIALS = [0];

function logFactorial(n: number): number {
  for (let next = LOG_FACTORIALS.length; next <= n; next += 1) {
    LOG_FACTORIALS.push((LOG_FACTORIALS[next - 1] as number) + Math.log(next));
  }
  return LOG_FACTORIALS[n] as number;
}

/** Natural logarithm of the number of ways to choose k of n. */
export const logChoose = (n: number, k: number): number =>
  logFactorial(n) - logFactorial(k) - logFactorial(n - k);

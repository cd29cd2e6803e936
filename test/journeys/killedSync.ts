import type { ChildProcess } from 'node:child_process';
import { attest } from '../cli/commandLine.ts';
import { proxyUntil, type Moment } from './powerFailure.ts';

/** One pass, ended without warning at the moment given; null where that moment came. */
export async function killedSync(
  host: string,
  moment: Moment,
  ...options: readonly string[]
): Promise<number | null> {
  let child: ChildProcess | null = null;
  const proxy = await proxyUntil(moment, host, () => child?.kill('SIGKILL') === true);
  const { code } = await attest(['sync', '--host', proxy.url, ...options], {
    onStart: (started) => (child = started),
  });
  proxy.close();
  return code;
}

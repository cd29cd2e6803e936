import type { Asked, Host } from './host.ts';

/** What some work cost us and the host. Milliseconds; CPU of PostgreSQL is not in it. */
export interface Cost {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly hostCpuMs: number;
  readonly bytes: number;
  readonly asked: readonly Asked[];
}

export async function costOf(host: Host, work: () => Promise<unknown>): Promise<Cost> {
  const before = await host.figures();
  const cpu = process.cpuUsage();
  const begun = performance.now();
  await work();
  const wallMs = performance.now() - begun;
  const { user, system } = process.cpuUsage(cpu);
  const after = await host.figures();
  return {
    wallMs,
    cpuMs: (user + system) / 1000,
    hostCpuMs: after.cpuMs - before.cpuMs,
    bytes: after.bytes - before.bytes,
    asked: after.asked,
  };
}

export const reads = ({ asked }: Cost): number =>
  asked.filter(({ method }) => method === 'GET').length;

export const writes = ({ asked }: Cost): number =>
  asked.filter(({ method }) => method !== 'GET').length;

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

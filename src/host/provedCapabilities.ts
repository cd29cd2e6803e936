import type { Capabilities, TypeCapabilities } from './capabilities.ts';
import type { Probe } from './probe.ts';
import type { ProbeResult } from './deviceProbes.ts';

/** What was found out; a probe that is not named was not tried. */
export type ProbeResults = Readonly<Partial<Record<Probe, ProbeResult>>>;

/**
 * What can be relied on: what the host claims, without what a probe found to be false. What it does not
 * claim is never used, whatever a probe found.
 */
export function provedCapabilities(claimed: Capabilities, results: ProbeResults): Capabilities {
  const holds = (probe: Probe): boolean => results[probe]?.state !== 'fails';
  const proved = (type: TypeCapabilities): TypeCapabilities => ({
    ...type,
    conditionalCreate: type.conditionalCreate && holds('conditional-create'),
    ifMatch: type.ifMatch && holds('version-check'),
  });
  return {
    ...claimed,
    transaction: claimed.transaction && holds('rollback'),
    types: new Map([...claimed.types].map(([name, type]) => [name, proved(type)])),
  };
}

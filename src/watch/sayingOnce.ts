import type { Capabilities } from '../host/capabilities.ts';
import type { Log } from '../log.ts';

/** What a host lacks is so at each look. */
const ENDURING: ReadonlySet<string> = new Set(['host-skipped', 'host-dropped-part', 'not-written']);

/** Capabilities are read anew each day: whoever has to know is told once a day, not once a minute. */
const SAID = new WeakMap<Capabilities, Set<string>>();

/** The same log, in which what the host lacks is said once for each reading of its capabilities. */
export function sayingOnce(log: Log, capabilities: Capabilities): Log {
  const said = SAID.get(capabilities) ?? new Set<string>();
  SAID.set(capabilities, said);
  return {
    ...log,
    warn: (message, fields) => {
      const line = ENDURING.has(message) ? JSON.stringify([message, fields]) : null;
      if (line !== null && said.has(line)) return;
      if (line !== null) said.add(line);
      log.warn(message, fields);
    },
  };
}

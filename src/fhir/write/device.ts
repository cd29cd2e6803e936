import type { Device } from 'fhir/r4.js';
import { IDENTIFIER } from '../names.ts';
import type { Write } from './chunks.ts';
import { COMPUTED, creation } from './elements.ts';

/** What stands for Attest in the record, as author of all it writes: one for each tenant. */
export function deviceWrite(tenant: string): Write {
  const identifier = { system: IDENTIFIER.device, value: tenant };
  const device = {
    resourceType: 'Device',
    meta: { tag: [COMPUTED] },
    identifier: [identifier],
    status: 'active',
    deviceName: [{ name: 'Attest', type: 'user-friendly-name' }],
    type: { text: 'Software that tests claimed goal attainment against the evidence' },
  } satisfies Device;
  return creation(identifier, device);
}

import type { Device } from 'fhir/r4.js';
import { IDENTIFIER, PROFILE } from '../names.ts';
import type { Write } from './chunks.ts';
import { creation, metaOf } from './elements.ts';

/** What stands for Attest in the record, as author of all it writes: one for each tenant. */
export function deviceWrite(tenant: string): Write {
  const identifier = { system: IDENTIFIER.device, value: tenant };
  const device = {
    resourceType: 'Device',
    meta: metaOf(PROFILE.device),
    identifier: [identifier],
    status: 'active',
    deviceName: [{ name: 'Attest', type: 'user-friendly-name' }],
    type: { text: 'Software that tests claimed goal attainment against the evidence' },
  } satisfies Device;
  return creation(identifier, device);
}

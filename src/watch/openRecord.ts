import { IDENTIFIER } from '../fhir/names.ts';
import { openRecord, type HostRecord } from '../host/record.ts';
import { peopleSourceOf } from '../tenant/peopleSource.ts';
import { sayingOnce } from './sayingOnce.ts';
import { tenantIn, type Work } from './work.ts';

/** One look into the host's record, as far as it offers one. @throws Problem where the host is away */
export async function lookInto(work: Work): Promise<HostRecord> {
  const { connection, capabilities, tenant } = work.access;
  const offered = await capabilities();
  return openRecord(connection, offered, {
    device: { system: IDENTIFIER.device, value: tenantIn(work) },
    log: sayingOnce(work.log, offered),
    people: peopleSourceOf(tenant.people),
    now: work.now,
  });
}

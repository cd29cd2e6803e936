import { Problem } from '../problem.ts';
import { fails, WORKS } from './deviceProbes.ts';
import type { ProbeResult } from './deviceProbes.ts';
import { failureOf, statusOf } from './failure.ts';
import type { Resource } from './resource.ts';
import type { Host } from './singleWrites.ts';

const REFUSED = 'the host refuses transactions';

/** Whether a transaction that changes nothing is taken at all: some hosts announce them in vain. */
export async function takesTransactions(
  { connection }: Host,
  stored: Resource,
): Promise<ProbeResult> {
  const { resourceType, id = '' } = stored;
  const entry = [{ resource: stored, request: { method: 'PUT', url: `${resourceType}/${id}` } }];
  try {
    await connection.submit({ resourceType: 'Bundle', type: 'transaction', entry }, true);
    return WORKS;
  } catch (error) {
    // An answer, though no answer to a transaction.
    if (error instanceof Problem && error.code === 'host-not-fhir') return fails(REFUSED);
    if (statusOf(error) === null || failureOf(error)?.nothingDone === true) throw error;
    return fails(REFUSED);
  }
}

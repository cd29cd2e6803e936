import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parseTenants, type Tenant } from '../../src/config.ts';
import { failureOf } from '../../src/jobs/failures.ts';
import { Later } from '../../src/jobs/queues.ts';
import { openAccess } from '../../src/tenant/access.ts';
import { waitingForHost } from '../../src/watch/waitingForHost.ts';
import type { Work } from '../../src/watch/work.ts';
import { startFaultyHost, status, type FaultyHost } from '../support/faultyHost.ts';
import { logLines } from '../support/logLines.ts';

/** The service's own clock, which may be another than that of the machine. */
const NOW = Date.parse('2026-04-01T06:00:00Z');

let host: FaultyHost;
let log: ReturnType<typeof logLines>;
let work: Work;
beforeEach(async () => {
  host = await startFaultyHost();
  log = logLines();
  const now = () => NOW;
  const tenants = { tenants: [{ id: 'elm', host: { baseUrl: host.url } }] };
  const [tenant] = parseTenants(tenants) as readonly [Tenant];
  const access = await openAccess(tenant, { log: log.log, now });
  // Nothing but the host is asked here.
  work = { access, now, log: log.log } as unknown as Work;
});
afterEach(() => host.close());

const thrownBy = async (job: Promise<void>): Promise<unknown> => {
  try {
    await job;
  } catch (error) {
    return error;
  }
  return null;
};

async function reading(): Promise<void> {
  await work.access.connection.read('Goal/g1');
}

describe('a job that asks the host', () => {
  it('waits until the host wants to be asked again, and has not failed', async () => {
    host.on('GET /Goal/g1', (request, response) => {
      response.setHeader('retry-after', '1800');
      status(429)(request, response);
    });
    const waiting = waitingForHost(work);
    for (const look of [1, 2]) {
      const later = await thrownBy(waiting(reading));
      expect([look, later]).toEqual([look, expect.any(Later)]);
      const failure = failureOf(later) as { readonly is: string; readonly until: number };
      expect(failure.is).toBe('later');
      const minutes = (failure.until - NOW) / 60_000;
      expect(minutes).toBeGreaterThan(29);
      expect(minutes).toBeLessThan(31);
    }
    // The second was not even sent.
    expect(host.asked).toHaveLength(1);
  });

  it('is put off as long as the host does not let us in, which is said once', async () => {
    host.on('GET /Goal/g1', status(401));
    const waiting = waitingForHost(work);
    for (const look of [1, 2]) {
      const error = await thrownBy(waiting(reading));
      expect([look, failureOf(error)]).toMatchObject([look, { is: 'away' }]);
    }
    const said = () => log.lines('host-lets-us-in-no-longer');
    expect(said()).toMatchObject([{ level: 'error', tenant: 'elm' }]);
    await waiting(() => Promise.resolve());
    await thrownBy(waiting(reading));
    expect(said()).toHaveLength(2);
  });

  it('fails as it would where the host refuses it', async () => {
    host.on('GET /Goal/g1', status(403));
    const error = await thrownBy(waitingForHost(work)(reading));
    expect(failureOf(error)).toMatchObject({ is: 'fault', code: 'host-refused' });
    expect(log.lines('host-lets-us-in-no-longer')).toEqual([]);
  });
});

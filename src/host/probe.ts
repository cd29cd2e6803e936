import type { Write } from '../fhir/write/chunks.ts';
import { Problem, sentenceOf } from '../problem.ts';
import {
  WORKS,
  checksVersions,
  createsOnce,
  fails,
  keepsExtensions,
  rollsBack,
  untried,
} from './deviceProbes.ts';
import type { ProbeResult } from './deviceProbes.ts';
import { statusOf } from './failure.ts';
import { writeOne } from './singleWrites.ts';
import type { Host } from './singleWrites.ts';

type ReadProbe = 'read' | 'strict-search' | 'paging';
type WriteProbe = 'write' | 'extensions' | 'conditional-create' | 'version-check' | 'rollback';
export type Probe = ReadProbe | WriteProbe;
type Results<Name extends Probe> = Readonly<Record<Name, ProbeResult>>;

/** What was found out about a host, and when. */
export interface CapabilityProfile {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly probedAt: number;
  readonly results: Results<Probe>;
}

export interface ProbeOptions {
  /** Our Device, the one thing that a probe writes; null to write nothing. */
  readonly device: Write | null;
  readonly now: () => number;
}

/**
 * Finds out by harmless acts what is true of what a host claims. Reads one page of goals; writes,
 * if at all, our own Device and leaves it as it should be. Nothing about a person is touched.
 * @throws Problem when the host cannot be reached or does not know us
 */
export async function probe(host: Host, { device, now }: ProbeOptions): Promise<CapabilityProfile> {
  const read = await readProbes(host);
  const write =
    device === null ? allUntried('writing was not asked for') : await writeProbes(host, device);
  return { probedAt: now(), results: { ...read, ...write } };
}

/** A refusal is an answer to the probe; a host that is away gives none. */
async function tried(step: () => Promise<ProbeResult>): Promise<ProbeResult> {
  try {
    return await step();
  } catch (error) {
    const unknown = error instanceof Problem && error.code === 'host-unauthorised';
    if (unknown || statusOf(error) === null) throw error;
    return fails(sentenceOf(error));
  }
}

const readProbes = async (host: Host): Promise<Results<ReadProbe>> => ({
  read: await tried(() => reads(host)),
  'strict-search': await tried(() => isStrict(host)),
  paging: await tried(() => pages(host)),
});

async function reads({ connection }: Host): Promise<ProbeResult> {
  await connection.firstPage('Goal', { _count: '1' });
  return WORKS;
}

/** FHIR R4 §3.1.1.3: asked for strict handling, a host refuses a parameter that it does not know. */
async function isStrict({ connection }: Host): Promise<ProbeResult> {
  try {
    await connection.firstPage('Goal', { 'attest-unknown': '1', _count: '1' });
    return fails('the host ignored a search parameter that it cannot know');
  } catch (error) {
    if (statusOf(error) === 400) return WORKS;
    throw error;
  }
}

async function pages({ connection }: Host): Promise<ProbeResult> {
  const { entry, link } = await connection.firstPage('Goal', { _count: '1' });
  if (entry.length > 1) return fails('the host does not heed the size of a page');
  const more = link.some(({ relation }) => relation === 'next');
  return more ? WORKS : untried('the host has no second goal to show');
}

async function writeProbes(host: Host, device: Write): Promise<Results<WriteProbe>> {
  const outcome = await writeOne(host, device, false);
  if ('because' in outcome)
    return { ...allUntried('our Device cannot be written'), write: fails(outcome.because) };
  const { reference } = outcome;
  if (reference === null)
    return { ...allUntried('our Device cannot be found again'), write: WORKS };
  const stored = await host.connection.read(reference);
  const versions = await tried(() => checksVersions(host, stored));
  return {
    write: WORKS,
    extensions: await tried(() => keepsExtensions(host, stored)),
    'conditional-create': await tried(() => createsOnce(host, device, reference)),
    'version-check': versions,
    rollback: await rollbackProbe(host, stored, versions),
  };
}

async function rollbackProbe(
  host: Host,
  stored: Awaited<ReturnType<Host['connection']['read']>>,
  versions: ProbeResult,
): Promise<ProbeResult> {
  if (!host.capabilities.transaction) return untried('the host does not offer transactions');
  // What must be refused is a wrong If-Match: elsewhere the trial would prove nothing.
  if (versions.state !== 'works') return untried('it can be tried only where If-Match works');
  return tried(() => rollsBack(host, stored));
}

const allUntried = (because: string): Results<WriteProbe> => ({
  write: untried(because),
  extensions: untried(because),
  'conditional-create': untried(because),
  'version-check': untried(because),
  rollback: untried(because),
});

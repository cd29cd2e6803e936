import type { Write } from '../fhir/write/chunks.ts';
import { Problem, sentenceOf } from '../problem.ts';
import { capabilitiesOf, searchesBy } from './capabilities.ts';
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
import { failureOf, statusOf } from './failure.ts';
import type { Resource } from './resource.ts';
import { writeOne } from './singleWrites.ts';
import type { Host } from './singleWrites.ts';
import { takesTransactions } from './transactionProbe.ts';

type ReadProbe = 'read' | 'strict-search' | 'paging';
type WriteProbe = 'write' | 'extensions' | 'conditional-create' | 'version-check' | 'rollback';
export type Probe = ReadProbe | WriteProbe;
type Results<Name extends Probe> = Readonly<Record<Name, ProbeResult>>;

type Found = Readonly<Partial<Record<string, ProbeResult>>>;

/** What was found out about a host, and when. */
export interface CapabilityProfile {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly probedAt: number;
  readonly results: Results<Probe>;
  /** Where our Device is in the host; null where that is not known. */
  readonly device: string | null;
}

export interface ProbeOptions {
  /** Our Device, the one thing that a probe writes; null to write nothing. */
  readonly device: Write | null;
  /** Where an earlier probe left it: searches may not show it yet. */
  readonly known?: string | null;
  /** What an earlier probe found: it stays true of what the host fails to answer now. */
  readonly before?: Found;
  readonly now: () => number;
}

/**
 * Finds out by harmless acts what is true of what a host claims. Reads one page of goals; writes,
 * if at all, our own Device and leaves it as it should be. Nothing about a person is touched.
 * @throws Problem when the host cannot be reached or does not know us
 */
export async function probe(
  host: Host,
  { device, known = null, before = {}, now }: ProbeOptions,
): Promise<CapabilityProfile> {
  const tried = triedAfter(before);
  const read = await readProbes(host, tried);
  const write = device === null ? NOT_ASKED : await writeProbes({ host, device, tried }, known);
  return { probedAt: now(), results: { ...read, ...write.results }, device: write.device };
}

type Tried = (name: Probe, step: () => Promise<ProbeResult>) => Promise<ProbeResult>;

/**
 * A refusal is an answer to the probe; a host that is away gives none, and one that failed may have done so
 * in passing.
 */
const triedAfter =
  (before: Found): Tried =>
  async (name, step) => {
    try {
      return await step();
    } catch (error) {
      const code = error instanceof Problem ? error.code : null;
      // One that was turned away for now (429, 503) has not been answered either.
      const isUnanswered = statusOf(error) === null || failureOf(error)?.nothingDone === true;
      if (code === 'host-unauthorised' || isUnanswered) throw error;
      const earlier = code === 'host-error' ? before[name] : undefined;
      return earlier ?? fails(sentenceOf(error));
    }
  };

const readProbes = async (host: Host, tried: Tried): Promise<Results<ReadProbe>> => ({
  read: await tried('read', () => reads(host)),
  'strict-search': await tried('strict-search', () => isStrict(host)),
  paging: await tried('paging', () => pages(host)),
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

/** What came of the writing, and where our Device is. */
interface Writing {
  readonly results: Results<WriteProbe>;
  readonly device: string | null;
}

interface Trying {
  readonly host: Host;
  readonly device: Write;
  readonly tried: Tried;
}

async function writeProbes(trying: Trying, known: string | null): Promise<Writing> {
  const { host, device } = trying;
  if (known !== null && (await isThere(host, known)))
    return { results: await probesOn(trying, known), device: known };
  if (!canBeFound(host, device)) return untriedAll('the host does not show what is there already');
  const outcome = await writeOne(host, device, false);
  if ('because' in outcome) {
    const { results } = untriedAll('our Device cannot be written');
    return { results: { ...results, write: fails(outcome.because) }, device: null };
  }
  const { reference } = outcome;
  if (reference === null) {
    const { results } = untriedAll('our Device cannot be found again');
    return { results: { ...results, write: WORKS }, device: null };
  }
  return { results: await probesOn(trying, reference), device: reference };
}

async function isThere({ connection }: Host, reference: string): Promise<boolean> {
  try {
    await connection.read(reference);
    return true;
  } catch (error) {
    if (statusOf(error) === 404 || statusOf(error) === 410) return false;
    throw error;
  }
}

/** Elsewhere each probe would bring one more. */
function canBeFound({ capabilities }: Host, { resource }: Write): boolean {
  const offered = capabilitiesOf(capabilities, resource.resourceType);
  return offered.conditionalCreate || searchesBy(offered, 'identifier');
}

async function probesOn(trying: Trying, reference: string): Promise<Results<WriteProbe>> {
  const { host, device, tried } = trying;
  const stored = await host.connection.read(reference);
  const versions = await tried('version-check', () => checksVersions(host, stored));
  const { transaction } = host.capabilities;
  return {
    write: WORKS,
    extensions: await tried('extensions', () => keepsExtensions(host, stored)),
    'conditional-create': await tried('conditional-create', () =>
      createsOnce(host, device, reference),
    ),
    'version-check': versions,
    rollback: transaction
      ? await tried('rollback', () => rollbackProbe(host, stored, versions))
      : untried('the host does not offer transactions'),
  };
}

async function rollbackProbe(
  host: Host,
  stored: Resource,
  versions: ProbeResult,
): Promise<ProbeResult> {
  const taken = await takesTransactions(host, stored);
  if (taken.state !== 'works') return taken;
  // What must be refused is a wrong If-Match: elsewhere the trial would prove nothing.
  if (versions.state !== 'works') return untried('it can be tried only where If-Match works');
  return rollsBack(host, stored);
}

const untriedAll = (because: string): Writing => ({
  results: {
    write: untried(because),
    extensions: untried(because),
    'conditional-create': untried(because),
    'version-check': untried(because),
    rollback: untried(because),
  },
  device: null,
});

const NOT_ASKED = untriedAll('writing was not asked for');

import { CHUNK_SIZE, resolveReferences } from '../fhir/write/chunks.ts';
import type { Chunk, Write } from '../fhir/write/chunks.ts';
import { Problem } from '../problem.ts';
import { capabilitiesOf, searchesBy } from './capabilities.ts';
import type { Capabilities } from './capabilities.ts';
import { isRepeatable, outcomesOf, transactionOf } from './chunkBundle.ts';
import type { Connection } from './connection.ts';
import { isDoubtful } from './failure.ts';
import { findSent, isChecked, refusalOf, writeOne } from './singleWrites.ts';
import type { Host } from './singleWrites.ts';
import type { Resource } from './resource.ts';
import { reportOf } from './writeReport.ts';
import type { Outcome, WriteReport, Written } from './writeReport.ts';

export interface WriteOptions {
  /** Say what would be written, and send nothing. */
  readonly dryRun: boolean;
  /** Types whose records could not be read: what may be there already, unseen, is not written again. */
  readonly unread?: ReadonlySet<string>;
  /**
   * `Type/id` of what this pass has created, by its fullUrl: kept from goal to goal, so that nothing they
   * share is created anew while the host's searches do not show it yet.
   */
  readonly known?: Map<string, string> | undefined;
  /** For resources without a version: whether this is the copy that the writes were planned from. */
  readonly isHeld?: (resource: Resource) => Promise<boolean>;
  /** Asked before each chunk: whether the plan is still this run's, or the rest is somebody else's. */
  readonly mayGoOn?: () => Promise<boolean>;
}

/** One goal's writing: what is known of it so far. */
interface Writing {
  readonly host: Host;
  readonly options: WriteOptions;
  /** `Type/id` of every write that the host has answered, by its fullUrl. */
  readonly known: Map<string, string>;
}

/**
 * Writes one goal's chunks in order, each in the best way that the host offers: one transaction;
 * else one conditional create after the other; else a look for the identifier before each create.
 * What the host refuses is listed and the rest goes on; a conflict ends the writing, for the caller
 * to read and plan again.
 * @throws Problem when the host went away or no longer knows us; the next run completes what is missing
 */
export async function writeChunks(
  connection: Connection,
  capabilities: Capabilities,
  chunks: readonly Chunk[],
  options: WriteOptions,
): Promise<WriteReport> {
  const writing = {
    host: { connection, capabilities, isHeld: options.isHeld },
    options,
    known: options.known ?? new Map<string, string>(),
  };
  const all: Written[] = [];
  for (const chunk of chunks) {
    if ((await options.mayGoOn?.()) === false) break;
    const done = await writeChunk(writing, chunk);
    all.push(...done);
    if (done.some(({ outcome }) => outcome.kind === 'conflict')) break;
  }
  return reportOf(all, writing.known);
}

async function writeChunk(writing: Writing, chunk: Chunk): Promise<readonly Written[]> {
  const refused = chunk.flatMap((write) => refusedBefore(writing, write));
  const made = chunk.flatMap((write) => madeBefore(writing, write));
  const settled = [...refused, ...made].map(({ write }) => write);
  const left = chunk.filter((write) => !settled.includes(write));
  if (writing.options.dryRun) return [...refused, ...made, ...left.map(wouldBe)];
  return [...refused, ...made, ...(await send(writing, left))];
}

/** What an earlier goal of this pass brought already. */
function madeBefore({ known }: Writing, write: Write): readonly Written[] {
  const reference = write.kind === 'create' ? known.get(write.fullUrl) : undefined;
  if (reference === undefined) return [];
  return [{ write, outcome: { kind: 'already-there', reference, stored: null } }];
}

function send(writing: Writing, chunk: Chunk): Promise<readonly Written[]> {
  const { capabilities } = writing.host;
  const inOne =
    capabilities.transaction &&
    chunk.length > 1 &&
    chunk.length <= CHUNK_SIZE &&
    chunk.every((write) => write.kind === 'create' || isChecked(capabilities, write));
  return inOne ? sendTransaction(writing, chunk) : sendSingly(writing, chunk, false);
}

/** What need not be sent, as the host has already said that it takes no such thing. */
function refusedBefore({ host, options }: Writing, write: Write): readonly Written[] {
  const { resourceType } = write.resource;
  const offered = capabilitiesOf(host.capabilities, resourceType);
  const refused = (because: string): readonly Written[] => [
    { write, outcome: { kind: 'not-written', because } },
  ];
  if (!offered[write.kind]) return refused(`the host does not offer to ${write.kind} it`);
  if (write.barred !== undefined) return refused(write.barred);
  if (write.guarded === true && !(offered.ifMatch && write.version !== null))
    return refused('the host does not check its version, and an edit of staff could be lost');
  const safe = offered.conditionalCreate || searchesBy(offered, 'identifier');
  const mayBeThere = write.kind === 'create' && write.identifier !== null && !safe;
  return mayBeThere && options.unread?.has(resourceType) === true
    ? refused('the host does not show whether it is there already')
    : [];
}

const wouldBe = (write: Write): Written => ({
  write,
  outcome: { kind: 'written', reference: null, stored: null },
});

async function sendTransaction(writing: Writing, chunk: Chunk): Promise<readonly Written[]> {
  const { host, known } = writing;
  const whole = resolveReferences(chunk, known);
  const ifMatch = (type: string): boolean => capabilitiesOf(host.capabilities, type).ifMatch;
  try {
    const bundle = transactionOf(whole, ifMatch);
    const answer = await host.connection.submit(bundle, isRepeatable(whole));
    const outcomes = outcomesOf(whole, answer);
    const done = whole.map((write, index) => ({ write, outcome: outcomes[index] as Outcome }));
    for (const each of done) await remember(writing, each);
    return [...orphansOf(chunk, whole), ...done];
  } catch (error) {
    const refusal = wayOut(error);
    if (refusal === null) return chunk.map((write) => ({ write, outcome: refusalOf(error) }));
    return sendSingly(writing, chunk, refusal.doubtful);
  }
}

/**
 * Whether a failed transaction may be tried entry by entry: null for a conflict, which would only
 * come again. One refused entry sinks the whole, and some hosts announce transactions in vain.
 */
function wayOut(error: unknown): { readonly doubtful: boolean } | null {
  if (!(error instanceof Problem) || error.code === 'host-unauthorised') throw error;
  if (error.code === 'host-conflict') return null;
  const doubtful = isDoubtful(error);
  if (error.retryable && !doubtful) throw error;
  return { doubtful };
}

/** @param doubtful some of it may be in the host already, after a failure that leaves that open. */
async function sendSingly(
  writing: Writing,
  chunk: Chunk,
  doubtful: boolean,
): Promise<readonly Written[]> {
  const done: Written[] = [];
  for (const write of chunk) {
    const [ready] = resolveReferences([write], writing.known);
    const outcome = ready === undefined ? ORPHAN : await writeOne(writing.host, ready, doubtful);
    done.push({ write, outcome });
    await remember(writing, { write, outcome });
    if (outcome.kind === 'conflict') break;
  }
  return done;
}

const ORPHAN: Outcome = {
  kind: 'not-written',
  because: 'what it speaks of was not written',
};

/** Writes that fell away when their references were resolved. */
const orphansOf = (chunk: Chunk, whole: Chunk): readonly Written[] =>
  chunk
    .filter(({ fullUrl }) => !whole.some((other) => other.fullUrl === fullUrl))
    .map((write) => ({ write, outcome: ORPHAN }));

async function remember({ host, known }: Writing, { write, outcome }: Written): Promise<void> {
  if (outcome.kind !== 'written' && outcome.kind !== 'already-there') return;
  const reference = outcome.reference ?? (await referenceBack(host, write));
  if (reference !== null) known.set(write.fullUrl, reference);
}

/** Some hosts do not say where a thing is that they have just found or made. */
async function referenceBack(host: Host, write: Write): Promise<string | null> {
  if (write.identifier === null) return null;
  const found = await findSent(host, write).catch(refusalOf);
  return found?.kind === 'already-there' ? found.reference : null;
}

import type { Instant } from '../domain/time.ts';
import type { ReadingContext } from '../fhir/read/intake.ts';
import { conceptMapsOf } from '../host/conceptMaps.ts';
import type { Connection } from '../host/connection.ts';
import type { Log } from '../log.ts';
import { Problem } from '../problem.ts';
import { RETRY_MS, type HostProfile } from './hostProfile.ts';

interface ContextOptions {
  readonly tenant: string;
  readonly connection: Connection;
  readonly profile: () => Promise<HostProfile>;
  /** See Profiles. */
  readonly mapsChanged: () => Promise<Instant | null>;
  readonly contextWith: (hostMaps: readonly unknown[]) => ReadingContext;
  readonly log: Log;
  readonly now: () => Instant;
}

interface Kept {
  readonly context: ReadingContext;
  /** Of the profile that it was read with. */
  readonly readAt: Instant;
  /** When the maps had last changed by then. */
  readonly changed: Instant | null;
  readonly again: Instant;
}

interface Wanted {
  readonly host: HostProfile;
  readonly changed: Instant | null;
}

/**
 * How evidence is read, with the host's own ConceptMaps: kept as long as its profile, and until they
 * change. Maps that cannot be read again for now stay as they were.
 */
export function keepContext(options: ContextOptions): () => Promise<ReadingContext> {
  const { now, profile, tenant, log } = options;
  let kept: Kept | null = null;
  let reading: Promise<Kept> | null = null;
  const read = async (wanted: Wanted): Promise<Kept> => {
    try {
      kept = await readContext(options, wanted, kept?.context ?? null);
      return kept;
    } catch (error) {
      if (kept === null) throw error;
      log.warn('concept-maps-kept', { tenant });
      const { host, changed } = wanted;
      kept = { ...kept, readAt: host.readAt, changed, again: now() + RETRY_MS };
      return kept;
    } finally {
      reading = null;
    }
  };
  return async () => {
    const host = await profile();
    // Every process is told by the same store, so that none reads with maps that another has let go of.
    const changed = await options.mapsChanged();
    const isCurrent = kept?.readAt === host.readAt && kept.changed === changed;
    if (kept !== null && isCurrent && now() < kept.again) return kept.context;
    return (await (reading ??= read({ host, changed }))).context;
  };
}

async function readContext(
  { connection, contextWith, tenant, log, now }: ContextOptions,
  { host: { capabilities, readAt }, changed }: Wanted,
  before: ReadingContext | null,
): Promise<Kept> {
  const { found, skipped, passes } = await conceptMapsOf(connection, capabilities);
  if (skipped.length === 0) {
    return { context: contextWith(found), readAt, changed, again: Number.POSITIVE_INFINITY };
  }
  log.warn('concept-maps-unread', { tenant });
  // Verdicts without maps that the host does have would be wrong ones: better none until it gives them.
  if (before === null && passes)
    throw new Problem('not-ready', 'The host does not give its ConceptMaps at present.');
  return { context: before ?? contextWith([]), readAt, changed, again: now() + RETRY_MS };
}

import type { SupportFrequency } from '../../domain/caseFile.ts';
import { compareText } from '../../domain/order.ts';
import { londonDay, startOfLondonDay, type Day, type Instant } from '../../domain/time.ts';
import { versioned } from './claims.ts';
import { byKnownAt } from './duplicates.ts';
import { grouped } from './grouped.ts';
import type { RequestRecord } from './plans.ts';

/** From here on, one order asks for so much. */
interface Change {
  readonly order: string;
  readonly reference: string;
  readonly day: Day;
  readonly knownAt: Instant;
  readonly timesPerWeek: number;
}

/**
 * How often support is ordered for a goal, all its orders together, each day that this changed (P32).
 * No order in force is a gap in the record, not support that stopped.
 *
 * @param orders the versions of each ServiceRequest of one goal, oldest first
 */
function supportOf(orders: readonly (readonly RequestRecord[])[]): readonly SupportFrequency[] {
  const changes = orders.flatMap(changesOf).sort((a, b) => a.day - b.day || byKnownAt(a, b));
  const inForce = new Map<string, number>();
  const told: SupportFrequency[] = [];
  for (const ofDay of grouped(changes, (change) => change.day).values()) {
    for (const change of ofDay) inForce.set(change.order, change.timesPerWeek);
    const total = [...inForce]
      .sort(([a], [b]) => compareText(a, b))
      .reduce((sum, [, times]) => sum + times, 0);
    const last = ofDay.at(-1);
    if (last === undefined || total === 0 || told.at(-1)?.timesPerWeek === total) continue;
    const { reference, day, knownAt } = last;
    told.push({ reference, day, knownAt, timesPerWeek: total });
  }
  return told;
}

function changesOf(versions: readonly RequestRecord[]): readonly Change[] {
  return versions.flatMap((request, index) => {
    const before = versions[index - 1];
    if (request.status === 'not-ordered' || request.timesPerWeek === null) return [];
    if (request.status === 'active') return changeOf(request, dayOf(request, before));
    const ended = changeOf({ ...request, timesPerWeek: 0 }, dayWritten(request));
    // A host without history shows only how an order ended: before that it was in force.
    const asked =
      before === undefined ? changeOf({ ...request, updated: null }, dayAuthored(request)) : [];
    return [...asked, ...ended];
  });
}

function changeOf(request: RequestRecord, day: Day | null): readonly Change[] {
  const { reference, version, updated, timesPerWeek } = request;
  if (day === null || timesPerWeek === null) return [];
  const knownAt = updated ?? startOfLondonDay(day);
  return [
    { order: reference, reference: versioned(reference, version), day, knownAt, timesPerWeek },
  ];
}

const dayAuthored = (request: RequestRecord): Day | null => request.authored?.day ?? null;
const dayWritten = (request: RequestRecord): Day | null =>
  request.updated === null ? null : londonDay(request.updated);

/** The order's own date where it moved with this version, else the day the version was written. */
function dayOf(request: RequestRecord, before: RequestRecord | undefined): Day | null {
  const moved = request.authored?.text !== before?.authored?.text;
  return moved
    ? (dayAuthored(request) ?? dayWritten(request))
    : (dayWritten(request) ?? dayAuthored(request));
}

/** Orders under the goals they are for; an order for several goals is told of each. */
export function supportByGoal(
  orders: readonly (readonly RequestRecord[])[],
  goalsOf: (order: RequestRecord) => readonly string[],
): ReadonlyMap<string, readonly SupportFrequency[]> {
  const pairs = orders.flatMap((versions) =>
    goalsOf(versions.at(-1) as RequestRecord).map((goal) => ({ goal, versions })),
  );
  const groups = grouped(pairs, (pair) => pair.goal);
  return new Map(
    [...groups].map(([goal, all]) => [goal, supportOf(all.map((pair) => pair.versions))]),
  );
}

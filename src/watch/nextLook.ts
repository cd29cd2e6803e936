import { createHash } from 'node:crypto';
import type { CaseFile } from '../domain/caseFile.ts';
import { DAY, HOUR, londonDay, startOfLondonDay, type Instant } from '../domain/time.ts';

/**
 * When a goal has to be looked at again though nothing new comes: once a day, as time alone makes evidence
 * old, deadlines pass and probes fall due; within the hour while a finding waits to have held for a day;
 * and as soon as a record that is dated ahead of our clock counts.
 */
export function nextLook(
  goal: string,
  { caseFile, unsettled }: { readonly caseFile: CaseFile; readonly unsettled: boolean },
  asOf: Instant,
): Instant {
  const daily = startOfLondonDay(londonDay(asOf) + 1) + spreadOf(goal);
  return Math.min(daily, unsettled ? asOf + HOUR : daily, firstKnownAfter(caseFile, asOf));
}

/** The goals of a service are not all looked at in the same second; each has its own within the first hour. */
const spreadOf = (goal: string): number =>
  createHash('sha256').update(goal).digest().readUInt32BE() % HOUR;

/** Clocks differ: what the host dates a little ahead of us counts when we get there. */
function firstKnownAfter(caseFile: CaseFile, asOf: Instant): Instant {
  const { baselines, sessions, spotObservations, feedback, audits, claims } = caseFile;
  const times = [baselines, sessions, spotObservations, feedback, audits, claims]
    .flat()
    .map(({ knownAt }) => knownAt)
    .filter((knownAt) => knownAt > asOf && knownAt < asOf + DAY);
  return times.reduce((first, each) => Math.min(first, each), Infinity);
}

import type { ChildProcess } from 'node:child_process';
import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diceFor, type Dice } from '../../src/sandbox/people/random.ts';
import { everythingIn } from '../journeys/everythingIn.ts';
import { AS_OF, quiet, servicesIn, startHost, type Host } from './besideHost.ts';
import { differences } from './differences.ts';
import { addNews } from './evidence.ts';
import { startProcess } from './serviceProcess.ts';
import { createWire, outcome, type Passing } from './wire.ts';

/** When the power fails in a round. */
export type Moment =
  | {
      readonly at: 'request' | 'write' | 'GET' | 'POST' | 'PUT';
      /** From the start of the process on, its first one is 1. */
      readonly nth: number;
      readonly when: 'before' | 'after';
    }
  /** Milliseconds after the process began to start. */
  | { readonly at: 'time'; readonly ms: number };

export interface Round {
  readonly number: number;
  readonly moment: Moment;
  /** Pieces of evidence that the host has been given so far. */
  readonly evidence: number;
  readonly seconds: number;
}

interface Outcome {
  /** What one host holds and the other does not. */
  readonly differences: readonly string[];
  /** Everything that the undisturbed one holds. */
  readonly total: number;
  /** What all the processes logged. */
  readonly log: string;
}

/** Moments that chance chooses; the same for the same seed. */
export function momentsOf(rounds: number, seed: number): readonly Moment[] {
  const dice = diceFor(seed, 'kill-points');
  return Array.from({ length: rounds }, () => momentFrom(dice));
}

const momentFrom = (dice: Dice): Moment => {
  const when = dice.pick(['before', 'after'] as const);
  return dice.pick<Moment>([
    { at: 'request', nth: dice.int(1, 80), when },
    { at: 'write', nth: dice.int(1, 5), when },
    { at: 'time', ms: dice.int(0, 6000) },
  ]);
};

/**
 * One service after the other on one store, each killed at the moment given, beside a host that
 * is given new evidence whenever all work is done; and the same evidence beside a service that nobody disturbs.
 */
export async function killRounds(
  moments: readonly Moment[],
  options: {
    readonly people?: number;
    /** The host does no transactions, whatever it says of itself; and Goals are written too. */
    readonly singly?: boolean;
    readonly tell?: (round: Round) => void;
  } = {},
): Promise<Outcome> {
  const { people = 6, singly = false, tell = () => undefined } = options;
  const services = servicesIn();
  const hit = await startHost({ people });
  const calm = await startHost({ people });
  try {
    const struck = await strike(hit, services.folder, moments, { singly, tell });
    const tenant = { goalWriteMode: modeOf(singly) };
    const undisturbed = await services.beside(calm.url, { tenant });
    await quiet(undisturbed);
    for (let number = 1; number <= struck.evidence; number += 1) {
      await addNews(calm.url, number);
      await undisturbed.jobs.send({ kind: 'poll', tenant: 'elm' });
      await quiet(undisturbed);
    }
    await undisturbed.stop();
    const expected = await everythingIn(calm.url);
    const found = await everythingIn(hit.url);
    return { differences: differences(expected, found), total: expected.length, log: struck.log };
  } finally {
    await Promise.all([hit.close(), calm.close()]);
    services.discard();
  }
}

/** A moment that does not come with so much to do comes when all of it is done. */
const MOST_EVIDENCE = 8;

const SECRET = 'a-secret-that-is-long-enough-for-notices';

interface Strike {
  readonly singly: boolean;
  readonly tell: (round: Round) => void;
}

async function strike(
  host: Host,
  folder: string,
  moments: readonly Moment[],
  { singly, tell }: Strike,
): Promise<{ readonly evidence: number; readonly log: string }> {
  const wire = await createMains(host.url, singly);
  const env = environmentFor(wire.url, folder, singly);
  let evidence = 0;
  let log = '';
  for (const [index, moment] of moments.entries()) {
    const begun = performance.now();
    const before = evidence;
    const power = wire.arm(moment);
    ageLock(env.DATA_DIR);
    const starting = startProcess(new Date(AS_OF).toISOString(), env, power.plugIn);
    try {
      const service = await starting;
      // Ends as soon as the process does.
      while (!power.isOut()) {
        await service.idle();
        if (power.isOut()) break;
        if (evidence - before >= MOST_EVIDENCE) power.fail();
        evidence += 1;
        await addNews(host.url, evidence);
        await noticed(service.url);
      }
      log += service.log();
    } catch (error) {
      if (!power.isOut()) throw error;
      await starting.then(
        (service) => (log += service.log()),
        () => undefined,
      );
    }
    await power.gone();
    const seconds = (performance.now() - begun) / 1000;
    tell({ number: index + 1, moment, evidence, seconds });
  }
  wire.disarm();
  ageLock(env.DATA_DIR);
  const last = await startProcess(new Date(AS_OF).toISOString(), env);
  await last.idle();
  const code = await last.stop();
  wire.close();
  if (code !== 0) throw new Error(`the last service ended with ${code ?? 'a signal'}`);
  return { evidence, log: log + last.log() };
}

/** In mode B there are versions to check, and one resource that is staff's own. */
const modeOf = (singly: boolean): 'A' | 'B' => (singly ? 'B' : 'A');

function environmentFor(host: string, folder: string, singly: boolean) {
  const file = join(folder, 'struck.json');
  const secret = join(folder, 'secret');
  writeFileSync(secret, SECRET);
  const elm = { id: 'elm', host: { baseUrl: host, requestsPerSecond: 1000 } };
  const goalWriteMode = modeOf(singly);
  const schedule = { changes: '0 0 29 2 *', everything: '0 0 29 2 *' };
  writeFileSync(
    file,
    JSON.stringify({ tenants: [{ ...elm, goalWriteMode, schedule, noticeSecretFile: secret }] }),
  );
  return { TENANTS_FILE: file, DATA_DIR: join(folder, 'struck') };
}

async function noticed(service: string): Promise<void> {
  await fetch(`${service}/hooks/subscription/elm`, {
    method: 'POST',
    headers: { authorization: `Bearer ${SECRET}` },
  });
}

/** As if the ten seconds had passed after which the lock of a killed process counts no more. */
function ageLock(directory: string): void {
  const lock = join(directory, 'lock');
  if (existsSync(lock)) utimesSync(lock, new Date(0), new Date(0));
}

interface Power {
  readonly fail: () => void;
  readonly plugIn: (child: ChildProcess) => void;
  readonly isOut: () => boolean;
  /** Until the process is no more. */
  readonly gone: () => Promise<void>;
}

/** What lies between the service and the host: the power fails while something passes through it. */
async function createMains(host: string, singly: boolean) {
  const wire = await createWire(host);
  let strikes: (passing: Passing, when: 'before' | 'after') => boolean = () => false;
  wire.tamper(async (passing, on) => {
    if (strikes(passing, 'before')) throw new Error('the power failed');
    const refused = singly && passing.method === 'POST' && passing.path === '';
    const answer = refused ? outcome(501, 'not-supported') : await on(passing);
    if (strikes(passing, 'after')) throw new Error('the power failed');
    return answer;
  });
  const arm = (moment: Moment): Power => {
    const power = createPower();
    let count = 0;
    strikes = (passing, when) => {
      if (moment.at === 'time' || moment.when !== when || power.isOut()) return false;
      if (isMeant(moment.at, passing)) count += 1;
      if (count < moment.nth) return false;
      power.fail();
      return true;
    };
    if (moment.at === 'time') setTimeout(power.fail, moment.ms);
    return power;
  };
  const disarm = (): void => {
    strikes = () => false;
  };
  return { url: wire.url, close: wire.close, arm, disarm };
}

/** Probes of what the host can do write as well: they are not meant. */
function isMeant(at: Exclude<Moment['at'], 'time'>, { method, path }: Passing): boolean {
  if (at === 'request') return true;
  if (path.startsWith('Device') || path.startsWith('metadata')) return false;
  return at === 'write' ? method !== 'GET' : method === at;
}

function createPower(): Power {
  let child: ChildProcess | null = null;
  let out = false;
  let ended: Promise<void> = Promise.resolve();
  return {
    plugIn: (started) => {
      child = started;
      ended = new Promise((resolve) => {
        started.once('close', () => {
          resolve();
        });
      });
      if (out) started.kill('SIGKILL');
    },
    fail: () => {
      out = true;
      child?.kill('SIGKILL');
    },
    isOut: () => out,
    gone: () => ended,
  };
}

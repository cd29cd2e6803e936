import { setTimeout as sleepFor } from 'node:timers/promises';
import { z } from 'zod';
import { compareText } from '../domain/order.ts';
import { READ_TYPES } from '../fhir/readTypes.ts';
import { Problem } from '../problem.ts';
import { capabilitiesOf, type Capabilities } from './capabilities.ts';
import { referenceOf } from './chunkBundle.ts';
import type { Connection } from './connection.ts';
import type { Resource } from './resource.ts';
import { refusalOf, type Host } from './singleWrites.ts';

/** Where the host is to tell us of changes, and how we know it by its message. */
export interface Hook {
  readonly tenant: string;
  /** Our own address, without a trailing slash. */
  readonly publicUrl: string;
  readonly secret: string;
  /** Milliseconds; hosts need a moment to make a Subscription active. */
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
}

/** What became of the Subscription for one type. */
export interface SubscriptionLine {
  readonly type: string;
  readonly did: 'created' | 'repaired' | 'kept' | 'turned off' | 'failed';
  /** `Subscription/id`; null where there is none. */
  readonly subscription: string | null;
  /** Why it failed, or that the host has not made it active; empty where all is well. */
  readonly because: string;
}

const subscriptionSchema = z.looseObject({
  resourceType: z.literal('Subscription'),
  id: z.string(),
  status: z.string(),
  criteria: z.string(),
  error: z.string().optional(),
  channel: z.looseObject({
    endpoint: z.string().optional(),
    header: z.array(z.string()).default([]),
  }),
});
type Subscription = z.infer<typeof subscriptionSchema>;

/**
 * Sees to it that the host tells us of every type that we read: one Subscription each. Ours are known by
 * the path of their endpoint, so that a second run makes none; one that has stopped, or that has an old
 * address or secret, is put right, and one that is not wanted any more is turned off.
 * @throws Problem `host-refused` where the host offers no Subscriptions, or as any request may fail
 */
export async function subscribe(host: Host, hook: Hook): Promise<readonly SubscriptionLine[]> {
  const { connection, capabilities } = host;
  const offered = capabilitiesOf(capabilities, 'Subscription');
  if (!offered.create || !offered.search || !offered.update) {
    const sentence = `${connection.baseUrl} does not offer Subscriptions; changes are found by asking for them.`;
    throw new Problem('host-refused', sentence);
  }
  const ours = await oursIn(connection, hook);
  const wanted = READ_TYPES.filter((type) => isRead(capabilities, type));
  const lines: SubscriptionLine[] = [];
  for (const type of wanted) {
    const held = ours.find((one) => typeOf(one) === type);
    lines.push(await settle(host, hook, type, held));
  }
  const done = [...(await activated(host, hook, lines))];
  for (const one of ours) {
    const stays = wanted.some((type) => ours.find((each) => typeOf(each) === type) === one);
    if (!stays && one.status !== 'off') done.push(await turnOff(host, one));
  }
  return done;
}

const isRead = (capabilities: Capabilities, type: string): boolean => {
  const { read, search } = capabilitiesOf(capabilities, type);
  return read && search;
};

const typeOf = ({ criteria }: Subscription): string => criteria.split('?')[0] ?? '';

const pathOf = (tenant: string): string => `/hooks/subscription/${tenant}`;

/** Oldest id first, so that of two for one type the same one is kept each time. */
async function oursIn(connection: Connection, { tenant }: Hook): Promise<readonly Subscription[]> {
  const found: Subscription[] = [];
  for await (const resource of connection.search('Subscription', {})) {
    const { data } = subscriptionSchema.safeParse(resource);
    if (data?.channel.endpoint?.endsWith(pathOf(tenant)) === true) found.push(data);
  }
  return found.sort((a, b) => compareText(a.id, b.id));
}

function wish(type: string, { tenant, publicUrl, secret }: Hook): Resource {
  return {
    resourceType: 'Subscription',
    status: 'requested',
    reason: `Attest (${tenant}) looks again at the goals of a person whose ${type} has changed.`,
    criteria: `${type}?`,
    channel: {
      type: 'rest-hook',
      endpoint: `${publicUrl}${pathOf(tenant)}`,
      payload: 'application/fhir+json',
      header: [`Authorization: Bearer ${secret}`],
    },
  };
}

/** What of a Subscription decides whether and where messages come. */
const essence = ({ criteria, channel }: Subscription): string =>
  JSON.stringify([criteria, channel['type'], channel.endpoint, channel.header]);

const isRight = (held: Subscription, wanted: Resource): boolean =>
  held.status === 'active' &&
  essence(held) === essence(subscriptionSchema.parse({ ...wanted, id: held.id }));

async function settle(
  host: Host,
  hook: Hook,
  type: string,
  held: Subscription | undefined,
): Promise<SubscriptionLine> {
  const wanted = wish(type, hook);
  try {
    if (held === undefined) {
      const { location, resource } = await host.connection.create(wanted);
      const reference = referenceOf(location, resource);
      return { type, did: 'created', subscription: reference, because: '' };
    }
    const subscription = `Subscription/${held.id}`;
    if (isRight(held, wanted)) return { type, did: 'kept', subscription, because: '' };
    // The error was of the time before.
    const mended = { ...held, ...wanted, id: held.id, error: undefined };
    await host.connection.update(mended, null);
    return { type, did: 'repaired', subscription, because: '' };
  } catch (error) {
    return failedLine(type, held, error);
  }
}

function failedLine(
  type: string,
  held: Subscription | undefined,
  error: unknown,
): SubscriptionLine {
  const refusal = refusalOf(error);
  const subscription = held === undefined ? null : `Subscription/${held.id}`;
  return {
    type,
    did: 'failed',
    subscription,
    because: 'because' in refusal ? refusal.because : '',
  };
}

/** Milliseconds between two looks: long enough for a host that makes Subscriptions active by itself. */
const LOOKS = [0, 250, 750, 2000];

/** Some hosts make them active by themselves, and some leave that to us. */
async function activated(
  host: Host,
  { sleep = (milliseconds) => sleepFor(milliseconds) }: Hook,
  lines: readonly SubscriptionLine[],
): Promise<readonly SubscriptionLine[]> {
  const isNew = ({ did }: SubscriptionLine): boolean => did === 'created' || did === 'repaired';
  const after = new Map(lines.map((line) => [line, line]));
  let waiting = lines.filter((line) => isNew(line) && line.subscription !== null);
  for (const [look, wait] of LOOKS.entries()) {
    if (waiting.length === 0) break;
    await sleep(wait);
    const isLast = look === LOOKS.length - 1;
    const still: SubscriptionLine[] = [];
    for (const line of waiting) {
      const now = await lookAt(host, line, isLast);
      if (now === null) still.push(line);
      else after.set(line, now);
    }
    waiting = still;
  }
  return [...after.values()];
}

/** Null where the host may yet make it active; at the last look we do so ourselves. */
async function lookAt(
  { connection }: Host,
  line: SubscriptionLine,
  isLast: boolean,
): Promise<SubscriptionLine | null> {
  const reference = line.subscription ?? '';
  try {
    const held = await connection.read(reference);
    if (held['status'] !== 'requested') return stateOf(held, line);
    if (!isLast) return null;
    await connection.update({ ...held, status: 'active' }, null);
    return stateOf(await connection.read(reference), line);
  } catch (error) {
    return { ...failedLine(line.type, undefined, error), subscription: reference };
  }
}

/** The host's own words are left out: they may quote the endpoint's answer. */
const stateOf = ({ status }: Resource, line: SubscriptionLine): SubscriptionLine =>
  status === 'active' || status === 'requested'
    ? line
    : { ...line, did: 'failed', because: `the host says that it is in state ${String(status)}` };

async function turnOff({ connection }: Host, held: Subscription): Promise<SubscriptionLine> {
  const type = typeOf(held);
  try {
    await connection.update({ ...held, status: 'off' }, null);
    const subscription = `Subscription/${held.id}`;
    return { type, did: 'turned off', subscription, because: '' };
  } catch (error) {
    return failedLine(type, held, error);
  }
}

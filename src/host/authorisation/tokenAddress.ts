import { BlockList, isIP } from 'node:net';
import { z } from 'zod';
import { Problem } from '../../problem.ts';

const LOOPBACK = blocked(['127.0.0.0', 8, 'ipv4'], ['::1', 128, 'ipv6']);

/** Addresses of the machine and of the network it stands in. */
const INSIDE = blocked(
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['::', 127, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['fec0::', 10, 'ipv6'],
  // A gateway makes any IPv4 address of it, an inner one too.
  ['64:ff9b::', 96, 'ipv6'],
);

function blocked(...nets: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[]): BlockList {
  const list = new BlockList();
  for (const net of nets) list.addSubnet(...net);
  return list;
}

function isAmong(list: BlockList, { hostname }: URL): boolean {
  const address = hostname.replace(/^\[|\]$/g, '');
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** Without the point of a name that is whole. */
const nameOf = ({ hostname }: URL): string => hostname.replace(/\.$/, '');

const isBelow = (url: URL, ...domains: readonly string[]): boolean =>
  domains.some((domain) => nameOf(url) === domain || nameOf(url).endsWith(`.${domain}`));

const isLocal = (url: URL): boolean => isBelow(url, 'localhost') || isAmong(LOOPBACK, url);

/** Names of inner networks (RFC 6762, RFC 8375, ICANN), and such as stand for any address that they hold. */
const isInside = (url: URL): boolean =>
  isBelow(url, 'internal', 'local', 'home.arpa', 'nip.io', 'sslip.io') || isAmong(INSIDE, url);

/** What is signed for it must not be read on the way. */
const isSafe = (url: URL): boolean =>
  url.protocol === 'https:' || (url.protocol === 'http:' && isLocal(url));

/** @throws Problem `bad-configuration` where tokens would travel in the clear */
export function configuredTokenAddress(tokenUrl: string): string {
  if (isSafe(new URL(tokenUrl))) return tokenUrl;
  throw new Problem(
    'bad-configuration',
    `The token address ${tokenUrl} is not https; http is for this machine alone.`,
  );
}

const smartSchema = z.looseObject({ token_endpoint: z.string() });

/**
 * The token address in a host's SMART configuration. A host may leave its tokens to another server,
 * but not send us to addresses inside our own network: such a one has to be configured.
 * @throws Problem `host-unauthorised`
 */
export function discoveredTokenAddress(smartConfiguration: unknown, baseUrl: string): string {
  const { data } = smartSchema.safeParse(smartConfiguration);
  if (data === undefined) {
    throw refused(
      `${baseUrl} does not say where tokens are had; name tokenUrl in the tenants' file`,
    );
  }
  const url = URL.canParse(data.token_endpoint) ? new URL(data.token_endpoint) : null;
  const elsewhere = url !== null && url.origin !== new URL(baseUrl).origin;
  const inside = url !== null && elsewhere && (isLocal(url) || isInside(url));
  if (url === null || !isSafe(url) || inside || url.username !== '' || url.hash !== '') {
    throw refused(
      `${baseUrl} names a token address that is not used: it must be https, and no address of an inner network unless tokenUrl names it in the tenants' file`,
    );
  }
  return data.token_endpoint;
}

const refused = (sentence: string): Problem => new Problem('host-unauthorised', `${sentence}.`);

import { Command, InvalidArgumentError, Option } from 'commander';
import type { Client } from '../sandbox/host/authorisation/assertion.ts';
import {
  createSandboxHost,
  type RunningSandbox,
  type SandboxHost,
} from '../sandbox/host/createSandboxHost.ts';
import { exportNdjson } from '../sandbox/host/exportNdjson.ts';
import { QUIRK_NAMES, type QuirkName } from '../sandbox/host/quirks.ts';
import { synthesise, type SyntheticService } from '../sandbox/people/synthesise.ts';
import { dateOfDay, londonDay } from '../domain/time.ts';
import { Problem } from '../problem.ts';
import { parseAddress, parseDate, parsePort, parseWhole } from './options.ts';
import { DONE, plural, type Output } from './output.ts';

/** Nobody else on the network can reach it. */
const LOCAL = '127.0.0.1';
export const SANDBOX_PORT = 8081;
const SEED = 1;

export interface SandboxChoices {
  readonly seed: number;
  readonly anchor: string;
  readonly people?: number;
  readonly quirk: QuirkName;
  /** Who may come in; without it, everybody. */
  readonly client?: readonly Client[];
  readonly authorise?: 'backend';
}

/** Where it listens. */
export interface Place {
  readonly port: number;
  readonly listen: string;
}

interface SandboxOptions extends SandboxChoices, Place {
  readonly export?: string;
}

/** Yesterday in London: the day that the synthetic stories end on. */
export const yesterday = (): string => dateOfDay(londonDay(Date.now()) - 1);

export const anchorOption = (): Option =>
  new Option(
    '--anchor <date>',
    'the day on which the synthetic stories end (default: yesterday)',
  ).argParser(parseDate);

export const seedOption = (): Option =>
  new Option('--seed <n>', 'another choice of words and small chances')
    .argParser(parseWhole)
    .default(SEED);

export const quirkOption = (): Option =>
  new Option('--quirk <name>', 'be as limited as some real hosts are')
    .choices(QUIRK_NAMES)
    .default('open');

export const portOption = (): Option =>
  new Option('--port <n>', 'its port; the next free one where that is taken')
    .argParser(parsePort)
    .default(SANDBOX_PORT);

export const listenOption = (): Option =>
  new Option('--listen <address>', 'address to listen on; 0.0.0.0 lets others reach it')
    .argParser(parseAddress)
    .default(LOCAL);

export const sandboxCommand = (output: Output, exit: (code: number) => void): Command =>
  new Command('sandbox')
    .description('Start a FHIR R4 host with three synthetic care services, to try things on.')
    .addOption(portOption())
    .addOption(listenOption())
    .addOption(seedOption())
    .addOption(anchorOption())
    .addOption(
      new Option(
        '--people <n>',
        'how many people; more than the stories need are ordinary ones',
      ).argParser(parseWhole),
    )
    .addOption(quirkOption())
    .addOption(
      new Option(
        '--authorise <how>',
        'let only clients in that ask for a token as SMART Backend Services do',
      ).choices(['backend']),
    )
    .addOption(
      new Option(
        '--client <id=keys...>',
        'with --authorise: a client, and the address or file of its public keys (JWKS)',
      ).argParser(parseClient),
    )
    .option('--export <folder>', 'write its resources as NDJSON, one file a type, and exit')
    .addHelpText(
      'after',
      '\nNobody in it is real, and nothing is kept when it stops.\nExample: attest sandbox --port 8090 --quirk epic-like',
    )
    .action(async (options: Omit<SandboxOptions, 'anchor'> & { anchor?: string }) => {
      exit(await runSandbox({ ...options, anchor: options.anchor ?? yesterday() }, output));
    });

/** `ID=URL` or `ID=FILE`, as often as there are clients. */
function parseClient(text: string, before: readonly Client[] = []): readonly Client[] {
  const [, id, jwks] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (id === undefined || jwks === undefined) {
    throw new InvalidArgumentError('Give the id of the client, =, and where its keys are.');
  }
  return [...before, { id, jwks }];
}

/** Only what was asked for is asked of clients. @throws Problem `bad-usage` */
function clientsOf({ authorise, client }: SandboxChoices): readonly Client[] | undefined {
  if ((authorise === undefined) === (client === undefined)) return client;
  throw new Problem('bad-usage', '--authorise and --client belong together.');
}

async function runSandbox(options: SandboxOptions, output: Output): Promise<number> {
  const { host, service } = prepareSandbox(options);
  if (options.export !== undefined) {
    const files = exportNdjson(host.versions(), options.export);
    for (const { file, resources } of files) output.data(`${file}\t${resources}`);
    return DONE;
  }
  const running = await startSandbox(host, options, output);
  const goals = new Set(service.resources.filter(isGoal).map(({ id }) => id));
  output.note(`${plural(goals.size, 'goal')} of synthetic people, as at ${options.anchor}.`);
  output.data(`Care record  ${running.home}`);
  output.data(`FHIR R4      ${running.url}`);
  output.note('Stop it with Ctrl+C.');
  await untilStopped();
  await running.close();
  return DONE;
}

const isGoal = ({ resourceType }: { readonly resourceType: string }): boolean =>
  resourceType === 'Goal';

export function prepareSandbox(choices: SandboxChoices): {
  readonly host: SandboxHost;
  readonly service: SyntheticService;
} {
  const { seed, anchor, people, quirk } = choices;
  const service = synthesise({ seed, anchor, ...(people === undefined ? {} : { people }) });
  const clients = clientsOf(choices);
  const host = createSandboxHost({
    resources: service.resources,
    quirk,
    now: () => new Date(),
    ...(clients === undefined ? {} : { clients }),
  });
  return { host, service };
}

/** Listens, and says so when another port had to be taken. */
export async function startSandbox(
  host: SandboxHost,
  { port, listen }: Place,
  output: Output,
): Promise<RunningSandbox> {
  const running = await host.listen({ host: listen, port });
  const used = Number(new URL(running.url).port);
  if (port !== 0 && used !== port) output.note(`Port ${port} is taken; using ${used}.`);
  return { ...running, url: fromHere(running.url), home: fromHere(running.home) };
}

/** “Every address” is where it listens, but not where it can be asked. */
const fromHere = (url: string): string => url.replace('//0.0.0.0:', `//${LOCAL}:`);

/** Waits for Ctrl+C or a polite request to end. */
export const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    const stop = (): void => {
      resolve();
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });

import { constants } from 'node:os';
import { Command } from 'commander';
import { parseEnvironment, type Environment } from '../config.ts';
import { createLog, type Log } from '../log.ts';
import type { Service } from '../main.ts';
import { parsePort } from './options.ts';
import { DONE, errorLine, NOTHING_DONE, type Output } from './output.ts';

interface ServeOptions {
  readonly port?: number;
}

export const serveCommand = (output: Output): Command =>
  new Command('serve')
    .description('Stay beside the records of all tenants: notice, decide, write back.')
    .option('--port <n>', 'its port (default: PORT, else 8080)', parsePort)
    .addHelpText('after', HELP)
    .action(async (options: ServeOptions) => {
      await serve(options, output);
    });

const HELP = `
TENANTS_FILE names the records to work on; it is read again whenever it changes.
What has been read is kept in DATA_DIR (default: attest-data), or in PostgreSQL where DATABASE_URL names one.
It listens on 127.0.0.1 unless LISTEN_ADDRESS says otherwise, and logs JSON lines to standard error.
Example: TENANTS_FILE=tenants.json attest serve`;

async function serve({ port }: ServeOptions, output: Output): Promise<void> {
  const environment = parseEnvironment(process.env);
  const log = createLog({ level: environment.LOG_LEVEL });
  await serveUntilStopped(
    { ...environment, PORT: port ?? environment.PORT },
    { log, now: Date.now, output },
  );
}

interface Deps {
  readonly log: Log;
  readonly now: () => number;
  readonly output: Output;
}

/**
 * Serves until the process is asked to stop, and ends it: with 0, or at once where it is asked twice or
 * the store is lost. @throws Problem where it cannot start
 */
export async function serveUntilStopped(
  environment: Environment,
  { output, ...deps }: Deps,
): Promise<void> {
  // The database and the queues take a moment to load, and other commands do without them.
  const { startService } = await import('../main.ts');
  const service = await startService(environment, deps);
  void service.lost.then((problem) => {
    // What others have now cannot be closed.
    output.note(errorLine(problem));
    process.exit(NOTHING_DONE);
  });
  tellReady(service, deps.log, output);
  await untilAsked();
  deps.log.info('stopping');
  output.aside('Finishing what has been begun, 30 seconds at most. Ctrl+C again ends it at once.');
  await service.stop();
  // A request to a host that hangs would keep the process.
  process.exit(DONE);
}

/** A line of the log for machines, and a sentence for whoever sits before it. */
function tellReady({ url, tenants }: Service, log: Log, output: Output): void {
  const served = tenants.all().map(({ tenant }) => tenant.id);
  log.info('listening', { host: url, count: served.length });
  const forWhom = served.length === 0 ? 'for nobody yet' : `for ${served.join(', ')}`;
  output.aside(`Attest listens on ${url}, ${forWhom}. Stop it with Ctrl+C.`);
  const faulty = tenants.faulty();
  if (faulty.length === 0) return;
  log.error('tenants-not-served', { count: faulty.length });
  output.aside(
    `Faulty, see the lines above: ${faulty.join(', ')}. They are tried again on a change.`,
  );
}

/** Until the first request to end. The second one is obeyed at once: nothing is lost by it. */
const untilAsked = (): Promise<void> =>
  new Promise((resolve) => {
    let isAsked = false;
    const heed = (signal: NodeJS.Signals): void => {
      if (isAsked) process.exit(SIGNALLED + constants.signals[signal]);
      isAsked = true;
      resolve();
    };
    process.on('SIGINT', heed).on('SIGTERM', heed);
  });

/** As shells give the exit code of a process that a signal ended. */
const SIGNALLED = 128;

import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { parseEnvironment } from '../config.ts';
import { openJobs, type Jobs } from '../jobs/boss.ts';
import type { DeadLetter } from '../jobs/deadLetters.ts';
import { createLog } from '../log.ts';
import { Problem } from '../problem.ts';
import type { Database } from '../store/database.ts';
import { openDatabase } from '../store/openDatabase.ts';
import { formatOption } from './options.ts';
import { DONE, NOTHING_DONE, PARTLY_DONE, plural, type Format, type Output } from './output.ts';
import { plainTable } from './plainTable.ts';

interface ListOptions {
  readonly tenant?: string;
  readonly format?: Format;
}

interface ReplayOptions {
  readonly tenant?: string;
  readonly all?: true;
}

const OF_TENANT = ['--tenant <id>', 'of one tenant alone'] as const;

export const jobsCommand = (output: Output, exit: (code: number) => void): Command =>
  new Command('jobs')
    .description('Work that “attest serve” has given up: list it, and have it done again.')
    .addCommand(
      new Command('list')
        .description('List what was given up, with the reason; the oldest first.')
        .option(...OF_TENANT)
        .addOption(formatOption('table', 'json'))
        .action(async (options: ListOptions) => {
          await withJobs((jobs) => list(jobs, options, output));
          exit(DONE);
        }),
    )
    .addCommand(
      new Command('replay')
        .description('Queue what was given up again, once its reason is out of the way.')
        .argument('[id...]', 'as “attest jobs list” shows them')
        .option('--all', 'all of it')
        .option(...OF_TENANT)
        .addHelpText(
          'after',
          '\nExit code 0: all of it is queued. 1: some of it is. 2: nothing is.\nExample: attest jobs replay --all --tenant elm',
        )
        .action(async (ids: readonly string[], options: ReplayOptions) => {
          exit(await withJobs((jobs) => replay(jobs, ids, options, output)));
        }),
    );

/** The jobs of the store that the environment names, and no worker. */
async function withJobs<T>(work: (jobs: Jobs) => Promise<T>): Promise<T> {
  const environment = parseEnvironment(process.env);
  const log = createLog({ level: environment.LOG_LEVEL });
  const database = await openStore(environment.DATABASE_URL, environment.DATA_DIR, log);
  try {
    const jobs = await openJobs(database, { log, now: Date.now, idle: true });
    try {
      return await work(jobs);
    } finally {
      await jobs.stop();
    }
  } finally {
    await database.close();
  }
}

type Opening = Parameters<typeof openDatabase>;

async function openStore(
  url: string | null,
  directory: string,
  log: Opening[1],
): Promise<Database> {
  if (url === null && !existsSync(directory)) {
    throw new Problem(
      'bad-configuration',
      `There is no store in ${directory}: set DATA_DIR to the folder that “attest serve” uses, or DATABASE_URL to its database.`,
    );
  }
  try {
    return await openDatabase({ url, directory }, log);
  } catch (cause) {
    if (!(cause instanceof Problem) || cause.code !== 'store-in-use') throw cause;
    throw new Problem(
      'store-in-use',
      `Another process, most likely “attest serve”, has the store in ${directory}: stop it for this command and start it again afterwards. With a PostgreSQL database (DATABASE_URL) both can run.`,
      { cause },
    );
  }
}

async function list(jobs: Jobs, options: ListOptions, output: Output): Promise<void> {
  const letters = await jobs.deadLetters(options.tenant);
  if ((options.format ?? (output.isTerminal ? 'table' : 'json')) === 'json') {
    for (const letter of letters) output.data(JSON.stringify(jsonOf(letter)));
  } else if (letters.length > 0) {
    output.data(tableOf(letters, output));
  }
  if (letters.length === 0) output.note(`No job has been given up${ofTenant(options)}.`);
}

const ofTenant = ({ tenant }: { readonly tenant?: string }): string =>
  tenant === undefined ? '' : ` for tenant ${tenant}`;

const jsonOf = ({ since, ...letter }: DeadLetter) => ({
  ...letter,
  since: new Date(since).toISOString(),
});

/** Each reason has a line of its own under its job. */
const tableOf = (letters: readonly DeadLetter[], output: Output): string =>
  plainTable(
    HEADS,
    letters.flatMap(({ id, tenant, kind, about, since, tries, because, code }) => [
      [id, tenant, kind, about ?? '', minuteOf(since), String(tries)],
      [{ content: `  ${because} [${code}]`, colSpan: HEADS.length }],
    ]),
    { widths: widthsOf(letters), wrap: true },
    output,
  );

const HEADS = ['id', 'tenant', 'kind', 'about', 'since', 'tries'];

const widthsOf = (letters: readonly DeadLetter[]): number[] => {
  const widest = (words: readonly string[]): number =>
    Math.max(...words.map(({ length }) => length)) + 2;
  return [
    38,
    widest(['tenant', ...letters.map(({ tenant }) => tenant)]),
    widest(['kind', ...letters.map(({ kind }) => kind)]),
    widest(['about', ...letters.map(({ about }) => about ?? '')]),
    19,
    7,
  ];
};

/** In UTC, as in the log. */
const minuteOf = (instant: number): string =>
  `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')}Z`;

async function replay(
  jobs: Jobs,
  ids: readonly string[],
  options: ReplayOptions,
  output: Output,
): Promise<number> {
  const all = options.all === true;
  if (all === ids.length > 0) {
    throw new Problem('bad-usage', 'Name what is to be done again by its ids, or give --all.');
  }
  const there = new Set((await jobs.deadLetters(options.tenant)).map(({ id }) => id));
  const missing = all ? [] : ids.filter((id) => !there.has(id));
  for (const id of missing) {
    output.note(`attest: No job ${id} has been given up${ofTenant(options)}. [no-input]`);
  }
  const count = await jobs.replay(all ? 'all' : ids, options.tenant);
  if (all || count > 0) {
    output.note(`${plural(count, 'job')} queued again; “attest serve” does what is queued.`);
  }
  if (missing.length === 0) return DONE;
  return count > 0 ? PARTLY_DONE : NOTHING_DONE;
}

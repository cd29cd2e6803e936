#!/usr/bin/env -S node --heap-growing-percent=10 --max-semi-space-size=4
// The flags keep the heap close to what is in it: a hundred thousand records fit a small machine.
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { errorLine, NOTHING_DONE, processOutput, type Output } from './cli/output.ts';

type Exit = (code: number) => void;
type Load = (output: Output, exit: Exit) => Promise<Command>;

/** In the order of the help. Each is loaded only when it is wanted: the sandbox alone is half of all code. */
const COMMANDS: Readonly<Record<string, Load>> = {
  demo: async (...given) => (await import('./cli/demo.ts')).demoCommand(...given),
  sandbox: async (...given) => (await import('./cli/sandbox.ts')).sandboxCommand(...given),
  assess: async (...given) => (await import('./cli/assess.ts')).assessCommand(...given),
  sync: async (...given) => (await import('./cli/sync.ts')).syncCommand(...given),
  serve: async (output) => (await import('./cli/serve.ts')).serveCommand(output),
  doctor: async (...given) => (await import('./cli/doctor.ts')).doctorCommand(...given),
  jobs: async (...given) => (await import('./cli/jobs.ts')).jobsCommand(...given),
  migrate: async (...given) => (await import('./cli/migrate.ts')).migrateCommand(...given),
  programme: async (...given) => (await import('./cli/programme.ts')).programmeCommand(...given),
  adapter: async (...given) => (await import('./cli/adapter.ts')).adapterCommand(...given),
  key: async (...given) => (await import('./cli/key.ts')).keyCommand(...given),
};

/** @param named what stands where a command is expected; without one, all are there to be listed */
async function program(named: string, output: Output, exit: Exit): Promise<Command> {
  const attest = new Command('attest')
    .description('Tests claimed goal attainment against the evidence in a care record.')
    .version(version())
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 some input or goal failed and the rest was done, 2 nothing was done.',
    );
  const wanted = Object.hasOwn(COMMANDS, named) ? [named] : Object.keys(COMMANDS);
  for (const name of wanted) attest.addCommand(await (COMMANDS[name] as Load)(output, exit));
  speakPlainly(attest);
  return attest;
}

/** Bad usage is told as everything else is: one sentence with its code, and no exit from within. */
function speakPlainly(command: Command): void {
  command
    .exitOverride()
    .showHelpAfterError('(add --help to see what can be given)')
    .configureOutput({
      outputError: (text, write) => {
        write(`${usageSentence(text)}\n`);
      },
    });
  command.commands.forEach(speakPlainly);
}

function usageSentence(text: string): string {
  const sentence = text.trim().replace(/^error: /, '');
  return `attest: ${sentence}${/[.?)]$/.test(sentence) ? '' : '.'} [bad-usage]`;
}

function version(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { readonly version: string }).version;
}

/** Runs one command line; never throws, and leaves the exit code to the process. */
async function run(argv: readonly string[], output: Output): Promise<void> {
  try {
    const attest = await program(argv[2] ?? '', output, (code) => {
      process.exitCode = code;
    });
    await attest.parseAsync([...argv]);
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has printed its own sentence; help and version are no failures.
      process.exitCode = error.exitCode === 0 ? 0 : NOTHING_DONE;
      return;
    }
    fail(error, output);
    process.exitCode = NOTHING_DONE;
  }
}

function fail(error: unknown, output: Output): void {
  output.note(errorLine(error));
  if (process.env['LOG_LEVEL'] === 'debug' && error instanceof Error) {
    output.note(error.stack ?? '');
  }
}

// A reader that closes early (`attest ... | head`) is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}

const output = processOutput();
process.on('uncaughtException', (error) => {
  fail(error, output);
  process.exit(NOTHING_DONE);
});
await run(process.argv, output);

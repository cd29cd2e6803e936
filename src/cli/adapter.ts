import { Command } from 'commander';
import type { FixtureResult } from '../fhir/read/adapter/fixtures.ts';
import type { LoadedAdapter } from '../fhir/read/adapter/readAdapter.ts';
import { checkAdapter } from './adapterCheck.ts';
import { pathsOption } from './options.ts';
import { DONE, NOTHING_DONE, PARTLY_DONE, plural, type Output } from './output.ts';

interface CheckOptions {
  readonly programme: readonly string[];
  readonly conceptMaps: readonly string[];
}

export const adapterCommand = (output: Output, exit: (code: number) => void): Command =>
  new Command('adapter')
    .description('Work with adapters: mappings from a record’s own scales to Attest’s components.')
    .addCommand(
      new Command('check')
        .description('Check an adapter, and run its fixtures; every difference is listed.')
        .argument('<path>', 'an adapter’s file (.json)')
        .addOption(pathsOption('--programme <path>', 'a programme whose components it gives'))
        .addOption(
          pathsOption('--concept-maps <path>', 'ConceptMaps for the codes that it hands on'),
        )
        .addHelpText(
          'after',
          '\nExit code 0: it can be used, and gives what its fixtures say. 1: it can be used, and gives something else. 2: it has faults.\nExample: attest adapter check maps/acme.json --programme programmes/cooking.json',
        )
        .action(async (path: string, options: CheckOptions) => {
          exit(await check(path, options, output));
        }),
    );

async function check(path: string, options: CheckOptions, output: Output): Promise<number> {
  const { programme: programmes, conceptMaps } = options;
  const checked = await checkAdapter(path, { programmes, conceptMaps });
  if ('faults' in checked) {
    const { faults } = checked;
    for (const { path: at, message } of faults) output.data(`${at}: ${message}`);
    output.note(`attest: ${path} has ${plural(faults.length, 'fault')}. [bad-adapter]`);
    return NOTHING_DONE;
  }
  const { adapter, result } = checked;
  output.data(summaryOf(adapter));
  return told(path, adapter, result, output);
}

/** What was understood, so that an author can see it is what was meant. */
const summaryOf = ({ name, version, rules }: LoadedAdapter): string =>
  [
    `${name} ${version} can be used.`,
    ...rules.map(
      ({ name: rule, entry, components }, at) =>
        `  ${at + 1} ${rule}: ${entry.resource} to ${entry.gives} with ${components.map(({ measure }) => measure).join(', ')}`,
    ),
  ].join('\n');

function told(
  path: string,
  { fixtures }: LoadedAdapter,
  { differences, remarks }: FixtureResult,
  output: Output,
): number {
  for (const remark of remarks) output.data(remark);
  for (const { path: at, message, expressions } of differences) {
    output.data([`${at}: ${message}`, ...expressions.map((one) => `    ${one}`)].join('\n'));
  }
  if (differences.length > 0) {
    const found = plural(differences.length, 'difference');
    output.note(`attest: ${path} is not what its fixtures say: ${found}. [bad-adapter]`);
    return PARTLY_DONE;
  }
  output.data(
    `${plural(fixtures.length, 'fixture')}: ${fixtures.length === 1 ? 'it holds' : 'all hold'}.`,
  );
  return DONE;
}

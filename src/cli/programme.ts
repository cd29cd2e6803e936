import { Command } from 'commander';
import { loadDefinitions, loadProgrammeFile } from '../definitions.ts';
import type { Programme } from '../domain/programme.ts';
import { DONE, NOTHING_DONE, plural, type Output } from './output.ts';

export const programmeCommand = (output: Output, exit: (code: number) => void): Command =>
  new Command('programme')
    .description('Work with programmes: PlanDefinitions that say what each stage means.')
    .addCommand(
      new Command('check')
        .description('Check a PlanDefinition as a programme; every fault is listed with its path.')
        .argument(
          '<path>',
          'a PlanDefinition, or a Bundle of one with the CodeSystems it needs (.json)',
        )
        .addHelpText('after', '\nExit code 0: it can be used. 2: it has faults.')
        .action((path: string) => {
          exit(check(path, output));
        }),
    );

function check(path: string, output: Output): number {
  const loaded = loadProgrammeFile(path, loadDefinitions());
  if ('faults' in loaded) {
    for (const { path: at, message } of loaded.faults) output.data(`${at}: ${message}`);
    output.note(`attest: ${path} has ${plural(loaded.faults.length, 'fault')}. [bad-programme]`);
    return NOTHING_DONE;
  }
  output.data(summaryOf(loaded.programme));
  return DONE;
}

/** What was understood, so that an author can see it is what was meant. */
const summaryOf = (programme: Programme): string =>
  [
    `${programme.title} (${programme.url}|${programme.version}) can be used.`,
    ...programme.stages.map(
      ({ rank, title, level, pass, criteria, workers, observations, feedback }) =>
        `  ${rank} ${title} (${level}): ${[
          criteria.length === 1 ? '1 criterion' : `${criteria.length} criteria`,
          plural(pass, 'point'),
          plural(workers, 'worker'),
          plural(observations, 'observation'),
          `${plural(feedback, 'rating')} by the person`,
        ].join(', ')}`,
    ),
    `  ${programme.duties.length === 1 ? '1 duty' : `${programme.duties.length} duties`}, ${plural(programme.improvement.length, 'measure')} of improvement`,
  ].join('\n');

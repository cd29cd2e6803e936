/** npm run faults -- --rounds 50 --seed 1: kills the service at random moments, and counts what that changed. */
import { parseArgs } from 'node:util';
import { killRounds, momentsOf, type Moment } from './killRounds.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    people: { type: 'string', default: '6' },
  },
});

const told = (moment: Moment): string =>
  moment.at === 'time'
    ? `${moment.ms} ms after its start`
    : `${moment.when} ${moment.at} ${moment.nth}`;

const begun = performance.now();
const outcome = await killRounds(momentsOf(Number(values.rounds), Number(values.seed)), {
  people: Number(values.people),
  tell: ({ number, moment, evidence, seconds }) => {
    process.stdout.write(
      `${number}. killed ${told(moment)}; ${evidence} pieces of evidence so far; ${seconds.toFixed(1)} s\n`,
    );
  },
});
for (const each of outcome.differences) process.stdout.write(`${each.slice(0, 400)}\n`);
const minutes = ((performance.now() - begun) / 60_000).toFixed(1);
process.stdout.write(
  `${outcome.differences.length} differences in ${outcome.total} resources after ${values.rounds} kills, in ${minutes} minutes.\n`,
);
process.exitCode = outcome.differences.length === 0 ? 0 : 1;

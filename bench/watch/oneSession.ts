import { reassess } from '../../src/watch/reassess.ts';
import { GOAL, longHistory } from '../record/longHistory.ts';
import { shown, type Row, type Section } from '../report/report.ts';
import { post, startHost } from './host.ts';
import { costOf, median, reads, writes, type Cost } from './meter.ts';
import { serveBeside, type Kind } from './service.ts';

/** How often it is measured at each length, after as many that only warm up. */
const ROUNDS = 3;

interface Measured {
  readonly sessions: number;
  readonly costs: readonly Cost[];
  readonly reassessCpuMs: number;
}

/** What one new session costs, from a look at what changed until it is decided and written. */
export async function oneSession(
  kind: Kind,
  lengths: readonly number[],
): Promise<{ readonly section: Section; readonly faults: readonly string[] }> {
  const measured: Measured[] = [];
  for (const sessions of lengths) {
    const one = await measure(kind, sessions);
    measured.push(one);
    process.stderr.write(`${JSON.stringify(rowOf(one))}\n`);
  }
  const readsOf = ({ costs }: Measured): number => median(costs.map(reads));
  const [first] = measured;
  const faults = measured
    .filter((each) => first !== undefined && readsOf(each) !== readsOf(first))
    .map((each) => `${kind}: ${readsOf(each)} reads of the host behind ${each.sessions} sessions`);
  return {
    section: {
      title: `One new session behind a history (${kind})`,
      says: [
        'The median of three. The host is asked as often, and answers with as many bytes, however long the history is; what grows is the work of deciding, as every decision looks at all that is held. CPU is that of the process of the service; “reassess” is a part of it.',
      ],
      rows: [...measured.map(rowOf), ratioOf(measured)],
    },
    faults,
  };
}

async function measure(kind: Kind, sessions: number): Promise<Measured> {
  const host = await startHost({ sessions });
  const { next } = longHistory(sessions);
  const { work, service, quiet, stop } = await serveBeside(host.url, kind);
  await quiet();
  const costs: Cost[] = [];
  for (let round = 0; round < 2 * ROUNDS; round += 1) {
    await post(`${host.url}/Observation`, JSON.stringify(next()));
    const cost = await costOf(host, async () => {
      await service.jobs.send({ kind: 'poll', tenant: 'bench' });
      await quiet();
    });
    if (round >= ROUNDS) costs.push(cost);
  }
  const again: Cost[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    again.push(await costOf(host, () => reassess(work, GOAL)));
  }
  await stop();
  host.close();
  return { sessions, costs, reassessCpuMs: median(again.map(({ cpuMs }) => cpuMs)) };
}

const rowOf = ({ sessions, costs, reassessCpuMs }: Measured): Row => ({
  sessions,
  reads: median(costs.map(reads)),
  writes: median(costs.map(writes)),
  'kB read': shown(median(costs.map(({ bytes }) => bytes)) / 1000),
  'wall ms': shown(median(costs.map(({ wallMs }) => wallMs))),
  'CPU ms': shown(median(costs.map(({ cpuMs }) => cpuMs))),
  'of which reassess': shown(reassessCpuMs),
  'CPU ms of the host': shown(median(costs.map(({ hostCpuMs }) => hostCpuMs))),
});

function ratioOf(measured: readonly Measured[]): Row {
  const [first, last] = [measured[0], measured.at(-1)].map((each) => (each ? rowOf(each) : {}));
  const ratio = (column: string): number =>
    Math.round((Number(last?.[column]) / Number(first?.[column])) * 100) / 100;
  const columns = [
    'reads',
    'kB read',
    'wall ms',
    'CPU ms',
    'of which reassess',
    'CPU ms of the host',
  ];
  return {
    sessions: `ratio ${measured.at(-1)?.sessions ?? ''}/${measured[0]?.sessions ?? ''}`,
    ...Object.fromEntries(columns.map((column) => [column, ratio(column)])),
  };
}

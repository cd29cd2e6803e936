import { chanceFrom, sessionLike, sessionsByGoal } from '../record/sessions.ts';
import { ANCHOR, AS_OF, longHistory } from '../record/longHistory.ts';
import { synthesise } from '../../src/sandbox/people/synthesise.ts';
import { shown, type Section } from '../report/report.ts';
import { post, startHost, type Asked } from './host.ts';
import { costOf, reads, writes, type Cost } from './meter.ts';
import { serveBeside, type Kind } from './service.ts';

const NEW_SESSIONS = 1_000;
/** New sessions come in so many goes, with a look at what changed after each. */
const GOES = 10;

/** A whole service is surveyed once; then new sessions come in, and nobody may be read whole again. */
export async function manyPeople(
  kind: Kind,
  people: number,
): Promise<{ readonly section: Section; readonly faults: readonly string[] }> {
  const host = await startHost({ people });
  const sessions = newSessions(people);
  let started: Awaited<ReturnType<typeof serveBeside>> | null = null;
  const survey = await costOf(host, async () => {
    started = await serveBeside(host.url, kind);
    await started.quiet();
  });
  const { service, quiet, stop } = started as unknown as Awaited<ReturnType<typeof serveBeside>>;
  const goes: Cost[] = [];
  for (let go = 0; go < GOES; go += 1) {
    const some = sessions.slice((go * NEW_SESSIONS) / GOES, ((go + 1) * NEW_SESSIONS) / GOES);
    for (const session of some) await post(`${host.url}/Observation`, session);
    goes.push(
      await costOf(host, async () => {
        await service.jobs.send({ kind: 'poll', tenant: 'bench' });
        await quiet();
      }),
    );
  }
  const rss = process.memoryUsage().rss / 2 ** 20;
  const held = await service.database.query<{ count: number }>(
    `select count(*)::int as count from attest.resources where reference like 'Observation/%'`,
  );
  const dead = (await service.jobs.counts()).reduce((sum, each) => sum + each.dead, 0);
  await stop();
  host.close();
  const asked = goes.flatMap((go) => go.asked);
  const whole = asked.filter(ofOnePerson).length;
  const faults = [
    ...(whole === 0 ? [] : [`${kind}: ${whole} searches for all of one person after the survey`]),
    ...(dead === 0 ? [] : [`${kind}: ${dead} dead jobs`]),
  ];
  return {
    section: {
      title: `${host.observations} Observations of ${people} people (${kind})`,
      says: [
        `After the first survey ${NEW_SESSIONS} new sessions in ${GOES} goes. By the log of the host, the searches for everything of one person: ${wholeIn(survey.asked)} in the survey, ${whole} after it. ${held[0]?.count ?? 0} Observations are held in the end. Resident memory of the process of the service: ${shown(rss)} MB.`,
      ],
      rows: [
        rowOf('first survey, until all is written', [survey]),
        rowOf('the new sessions', goes),
      ],
    },
    faults,
  };
}

/** A search that is restricted to a person, as a survey makes them and the feed of changes never does. */
const ofOnePerson = ({ method, url }: Asked): boolean =>
  method === 'GET' && /[?&](?:patient|subject)=/.test(url);

const wholeIn = (asked: readonly Asked[]): number => asked.filter(ofOnePerson).length;

function newSessions(people: number): readonly string[] {
  const models = [
    ...sessionsByGoal(synthesise({ seed: 3, anchor: ANCHOR, people }).resources).values(),
  ];
  const chance = chanceFrom(people);
  return Array.from({ length: NEW_SESSIONS }, () => {
    const ofGoal = models[chance(models.length)] ?? [];
    const model = ofGoal[chance(ofGoal.length)] ?? longHistory(1).next();
    return JSON.stringify(sessionLike(model, AS_OF, chance));
  });
}

function rowOf(what: string, costs: readonly Cost[]) {
  const sum = (of: (cost: Cost) => number): number =>
    costs.reduce((total, cost) => total + of(cost), 0);
  const [cpu, hostCpu] = [sum(({ cpuMs }) => cpuMs), sum(({ hostCpuMs }) => hostCpuMs)];
  return {
    what,
    reads: sum(reads),
    writes: sum(writes),
    'MB read': shown(sum(({ bytes }) => bytes) / 1e6),
    'wall s': shown(sum(({ wallMs }) => wallMs) / 1000),
    'CPU s': shown(cpu / 1000),
    'CPU s of the host': shown(hostCpu / 1000),
    'share of the host, %': shown((hostCpu / (cpu + hostCpu)) * 100),
  };
}

import cron, { type Logger } from 'node-cron';
import type { Instant } from '../domain/time.ts';
import { Problem } from '../problem.ts';
import type { Job } from './queues.ts';

/** Cron expressions of five or six fields, and the zone in which they are meant. */
export interface Schedule {
  readonly changes: string;
  readonly everything: string;
  readonly timeZone: string;
}

type TickKind = Extract<Job['kind'], 'poll' | 'survey' | 'evaluate-due'>;

export interface Ticks {
  stop(): void;
}

/** What is wrong with a schedule, each with its field; none where it can be kept. */
export function faultsOfSchedule({ changes, everything, timeZone }: Schedule): readonly string[] {
  const faults = Object.entries({ changes, everything })
    .filter(([, expression]) => !cron.validate(expression))
    .map(([field]) => `schedule.${field}: this is no cron expression of five or six fields`);
  return isTimeZone(timeZone) ? faults : [...faults, 'schedule.timeZone: no such time zone'];
}

/**
 * Calls `tick` at each instant of the schedule, which is the same instant in every process.
 * @throws Problem `bad-configuration` that names the tenant and the field
 */
export function startTicks(
  tenant: string,
  schedule: Schedule,
  tick: (kind: TickKind, at: Instant) => void,
): Ticks {
  const faults = faultsOfSchedule(schedule);
  if (faults.length > 0) {
    throw new Problem('bad-configuration', `Tenant ${tenant}: ${faults.join('; ')}.`);
  }
  const at = (kind: TickKind, expression: string) =>
    cron.schedule(
      expression,
      ({ date }) => {
        tick(kind, Math.floor(date.getTime() / 1000) * 1000);
      },
      { timezone: schedule.timeZone, logger: SILENT, suppressMissedWarning: true },
    );
  const tasks = [
    at('poll', schedule.changes),
    at('survey', schedule.everything),
    at('evaluate-due', '* * * * *'),
  ];
  return {
    stop: () => {
      for (const task of tasks) void task.destroy();
    },
  };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const nothing = (): void => undefined;
/** node-cron would write to the console. */
const SILENT: Logger = { info: nothing, warn: nothing, error: nothing, debug: nothing };

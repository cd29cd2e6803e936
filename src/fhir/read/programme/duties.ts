import { z } from 'zod';
import type { Duration, Duty } from '../../../domain/programme.ts';
import { EXTENSION, SYSTEM } from '../../names.ts';
import type { Terminology } from '../../terminology.ts';
import { knownCoding } from './codes.ts';
import { concept, quantity, words } from './elements.ts';
import { optionalExtension } from './extension.ts';
import { parse, type Report } from './fault.ts';

/** Units of time, as UCUM and FHIR write them. */
const UNIT = { h: 'hour', d: 'day', wk: 'week', mo: 'month' } as const;
const unit = z.enum(['h', 'd', 'wk', 'mo']);

const action = z.looseObject({
  id: words,
  title: words,
  participant: z.array(z.looseObject({ role: concept })).min(1),
  trigger: z.array(z.looseObject({ name: words })).default([]),
  timingDuration: quantity.extend({ code: unit }).optional(),
  timingTiming: z
    .looseObject({
      repeat: z.looseObject({
        frequency: z.int().min(1),
        period: z.number().positive(),
        periodUnit: unit,
      }),
    })
    .optional(),
});
type Action = z.infer<typeof action>;

function deadlineOf(read: Action, path: string, report: Report): Duration | null {
  const duration = read.timingDuration;
  if (duration === undefined) return null;
  const at = `${path}.timing`;
  const workingDays = optionalExtension(duration, EXTENSION.workingDays, z.boolean(), at, report);
  if (workingDays === true && duration.code !== 'd') {
    report(at, 'counts working days, and its unit should be d');
  }
  return {
    value: duration.value,
    unit: UNIT[duration.code],
    workingDays: workingDays ?? false,
  };
}

function cadenceOf({ timingTiming }: Action): Duty['cadence'] {
  if (timingTiming === undefined) return null;
  const { frequency, period, periodUnit } = timingTiming.repeat;
  return { frequency, period, unit: UNIT[periodUnit] };
}

function readDuty(
  value: unknown,
  path: string,
  terms: Terminology,
  report: Report,
): Duty | undefined {
  const read = parse(action, value, path, report);
  if (read === undefined) return undefined;
  if (terms.concept(SYSTEM.task, read.id) === undefined) {
    report(`${path}.id`, `no task has the code '${read.id}'`);
  }
  return {
    code: read.id,
    title: read.title,
    roles: read.participant.map(
      ({ role }, at) => knownCoding(role, terms, `${path}.participant[${at}].role`, report).code,
    ),
    triggers: read.trigger.map(({ name }) => name),
    deadline: deadlineOf(read, path, report),
    cadence: cadenceOf(read),
  };
}

/** Without a deadline of the baseline, no baseline could be late. */
function checkBaseline(duties: readonly Duty[], report: Report): void {
  const at = duties.findIndex(({ code }) => code === 'record-baseline');
  if (at === -1) {
    report('PlanDefinition.action', `lacks the duty 'record-baseline'`);
  } else if (duties[at]?.deadline === null) {
    report(`PlanDefinition.action[${at}].timing`, 'is missing: the baseline has a deadline');
  }
}

/** Who does what by when, in the programme's order. */
export function readDuties(
  actions: readonly unknown[],
  terms: Terminology,
  report: Report,
): readonly Duty[] {
  const read = actions.map((value, at) =>
    readDuty(value, `PlanDefinition.action[${at}]`, terms, report),
  );
  const duties = read.filter((each) => each !== undefined);
  // A faulty duty may be the baseline's, and its own faults are reported.
  if (duties.length === read.length) checkBaseline(duties, report);
  return duties;
}

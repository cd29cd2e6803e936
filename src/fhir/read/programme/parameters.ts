import { z } from 'zod';
import {
  OPTIONAL_PARAMETERS,
  PARAMETERS,
  type OptionalParameter,
  type ParameterName,
  type Programme,
} from '../../../domain/programme.ts';
import { EXTENSION } from '../../names.ts';
import { words } from './elements.ts';
import { complexExtensions, type At } from './extension.ts';
import type { Report } from './fault.ts';

const KNOWN: ReadonlySet<string> = new Set<string>([...PARAMETERS, ...OPTIONAL_PARAMETERS]);

/** Parameters that are a part of one: a share of records, a likeness of texts, a chance. */
const SHARES: ReadonlySet<string> = new Set<ParameterName | OptionalParameter>([
  'brief-share',
  'claim-observations-odds',
  'claim-records-odds',
  'completeness-moderate',
  'completeness-strong',
  'completeness-weak',
  'contemporaneity-moderate',
  'contemporaneity-strong',
  'contemporaneity-weak',
  'criterion-share',
  'inconsistent-below-best',
  'inconsistent-high',
  'inconsistent-low',
  'inconsistent-spread',
  'leniency-odds',
  'note-copied-likeness',
  'note-copy',
  'note-near-duplicate',
  'observation-share',
  'stop-below',
  'sustained-observation-share',
  'sustained-share',
]);

/** Marks of one thing, none of which may lie below the one before it. */
const ASCENDING: readonly (readonly ParameterName[])[] = [
  ['claim-observations-least', 'claim-observations'],
  ['claim-records-least', 'claim-records'],
  ['completeness-weak', 'completeness-moderate', 'completeness-strong'],
  ['contemporaneity-weak', 'contemporaneity-moderate', 'contemporaneity-strong'],
  ['feedback-moderate', 'feedback-strong'],
  ['inconsistent-least', 'inconsistent-records'],
  ['inconsistent-low', 'inconsistent-high'],
  ['note-near-duplicate', 'note-copy'],
];

const parameter = z.looseObject({
  name: words,
  value: z.number().min(0),
  setBy: words,
  setOn: z.iso.date(),
});
type Parameter = z.infer<typeof parameter>;

function checkOne({ path, value: { name, value } }: At<Parameter>, report: Report): void {
  if (!KNOWN.has(name))
    report(`${path}.extension('name').value`, `'${name}' is no parameter of the rules`);
  if (SHARES.has(name) && value > 1) {
    report(`${path}.extension('value').value`, `is a share, and should lie between 0 and 1`);
  }
  // A miss costs share / (1 - share) points: at 0 nothing is asked, at 1 no miss could be made good.
  if (name === 'criterion-share' && (value === 0 || value === 1)) {
    report(`${path}.extension('value').value`, 'should lie above 0 and below 1');
  }
}

function checkNames(all: readonly At<Parameter>[], given: ReadonlySet<string>, report: Report) {
  const seen = new Set<string>();
  for (const { path, value } of all) {
    if (seen.has(value.name)) report(path, `sets '${value.name}' a second time`);
    seen.add(value.name);
  }
  for (const name of PARAMETERS) {
    if (!given.has(name)) report('PlanDefinition.extension', `lacks the parameter '${name}'`);
  }
}

function checkTogether(all: readonly At<Parameter>[], stages: number, report: Report): void {
  const byName = new Map(all.map((each) => [each.value.name, each]));
  for (const marks of ASCENDING) {
    marks.slice(1).forEach((name, at) => {
      const [lower, higher] = [byName.get(marks[at] ?? ''), byName.get(name)];
      if (lower === undefined || higher === undefined) return;
      if (higher.value.value >= lower.value.value) return;
      report(`${higher.path}.extension('value').value`, `lies below '${lower.value.name}'`);
    });
  }
  const reduction = byName.get('support-reduction-stage');
  if (reduction !== undefined && (reduction.value.value > stages || reduction.value.value < 1)) {
    report(`${reduction.path}.extension('value').value`, 'is the rank of no stage');
  }
}

const nameOnly = z.looseObject({ name: z.string() });

/** The numbers of a programme of so many stages, with who set each of them. */
export function readParameters(
  plan: unknown,
  stages: number,
  report: Report,
): Pick<Programme, 'parameters' | 'origins'> {
  const path = 'PlanDefinition';
  const all = complexExtensions(plan, EXTENSION.ruleParameters, parameter, path, report);
  // A parameter whose value is faulty is there all the same, and not missing as well.
  const named = complexExtensions(plan, EXTENSION.ruleParameters, nameOnly, path, () => undefined);
  for (const each of all) checkOne(each, report);
  checkTogether(all, stages, report);
  checkNames(all, new Set(named.map(({ value }) => value.name)), report);
  return {
    parameters: Object.fromEntries(
      all.map(({ value }) => [value.name, value.value]),
    ) as Programme['parameters'],
    origins: Object.fromEntries(
      all.map(({ value: { name, setBy, setOn } }) => [name, { setBy, setOn }]),
    ),
  };
}

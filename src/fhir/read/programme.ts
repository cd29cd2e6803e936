import { z } from 'zod';
import type { Programme } from '../../domain/programme.ts';
import { EXTENSION } from '../names.ts';
import type { Terminology } from '../terminology.ts';
import { knownCoding } from './programme/codes.ts';
import { readDuties } from './programme/duties.ts';
import { concept, words } from './programme/elements.ts';
import { complexExtension, optionalExtension } from './programme/extension.ts';
import { parse, type Fault, type Report } from './programme/fault.ts';
import { checkRequired, measuresOf, readImprovement, readRoles } from './programme/measures.ts';
import { readParameters } from './programme/parameters.ts';
import { readStages } from './programme/stages.ts';

const PATH = 'PlanDefinition';

const anyPlan = z.looseObject({ resourceType: z.literal('PlanDefinition') });

const plan = z.looseObject({
  url: words,
  version: words,
  title: words,
  useContext: z
    .array(z.looseObject({ code: z.looseObject({ code: z.string().optional() }) }))
    .min(1),
  topic: z.array(z.unknown()).min(1),
  goal: z.array(z.unknown()).min(1),
  action: z.array(z.unknown()).min(1),
});
type Plan = z.infer<typeof plan>;

const programmeWords = z.looseObject({
  baseline: words,
  sustained: words,
  auditUpheld: words,
  auditNotUpheld: words,
});

const lists = z.looseObject({
  goal: z.array(z.unknown()).catch([]),
  action: z.array(z.unknown()).catch([]),
});

function settingOf({ useContext }: Plan, terms: Terminology, report: Report): string {
  const at = useContext.findIndex(({ code }) => code.code === 'venue');
  if (at === -1) {
    report(`${PATH}.useContext`, `names no 'venue': the setting of the programme`);
    return '';
  }
  const path = `${PATH}.useContext[${at}].value`;
  const venue = parse(concept, useContext[at]?.['valueCodeableConcept'], path, report);
  return venue === undefined ? '' : knownCoding(venue, terms, path, report).code;
}

/** By its first topic a programme is found; the others are for people to read. */
function goalDomainOf({ topic: [first] }: Plan, terms: Terminology, report: Report): string {
  const path = `${PATH}.topic[0]`;
  const domain = parse(concept, first, path, report);
  return domain === undefined ? '' : knownCoding(domain, terms, path, report).code;
}

function checkUrl(url: string, report: Report): void {
  if (!URL.canParse(url) || url.includes('|')) {
    report(`${PATH}.url`, 'should be an absolute URL without a version');
  }
}

function readHead(value: unknown, terms: Terminology, report: Report) {
  const read = parse(plan, value, PATH, report);
  if (read === undefined) return undefined;
  checkUrl(read.url, report);
  const { url, version, title } = read;
  return {
    url,
    version,
    title,
    setting: settingOf(read, terms, report),
    goalDomain: goalDomainOf(read, terms, report),
  };
}

function readWords(value: unknown, report: Report): Programme['words'] | undefined {
  const read = complexExtension(value, EXTENSION.programmeWords, programmeWords, PATH, report);
  if (read === undefined) return undefined;
  const { baseline, sustained, auditUpheld, auditNotUpheld } = read.value;
  return { baseline, sustained, auditUpheld, auditNotUpheld };
}

function readParts(value: unknown, terms: Terminology, report: Report): Programme | undefined {
  const head = readHead(value, terms, report);
  const { goal, action } = lists.safeParse(value).data ?? { goal: [], action: [] };
  const stages = readStages(goal, terms, report);
  const criteria = stages.flatMap((each) => each.criteria);
  const knows = measuresOf(criteria, terms, report);
  checkRequired(criteria, knows, report);
  const numbers = readParameters(value, goal.length, report);
  const measures = readRoles(value, knows, report);
  const improvement = readImprovement(value, knows, report);
  const url = EXTENSION.proxyFeedback;
  const proxyFeedbackReason = optionalExtension(value, url, words, PATH, report) ?? null;
  const programmeWords = readWords(value, report);
  const duties = readDuties(action, terms, report);
  if (head === undefined || programmeWords === undefined) return undefined;
  return {
    ...head,
    ...numbers,
    stages: stages.map(({ stage }) => stage),
    measures,
    improvement,
    proxyFeedbackReason,
    duties,
    words: programmeWords,
  };
}

/**
 * A programme from its PlanDefinition, or everything that is wrong with it, in the order of its
 * parts. Extensions that are not known are ignored; a code that no CodeSystem has is a fault.
 */
export function readProgramme(
  planDefinition: unknown,
  terminology: Terminology,
): { readonly programme: Programme } | { readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const report: Report = (path, message) => faults.push({ path, message });
  if (parse(anyPlan, planDefinition, PATH, report) === undefined) return { faults };
  const programme = readParts(planDefinition, terminology, report);
  return programme === undefined || faults.length > 0 ? { faults } : { programme };
}

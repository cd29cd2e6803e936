import type { Coding, Observation, ObservationComponent } from 'fhir/r4.js';
import { GRADED } from '../../domain/assessment.ts';
import type { Assessment } from '../../domain/assessment.ts';
import { NO_STAGE } from '../../domain/attainment/baselineStage.ts';
import type { Trajectory } from '../../domain/level.ts';
import { londonDay } from '../../domain/time.ts';
import { achievementOf } from '../confirmedStatus.ts';
import { CORE_EXTENSION, IDENTIFIER, PROFILE, SYSTEM } from '../names.ts';
import type { Written } from '../read/written.ts';
import type { RawResource } from '../read/written/ours.ts';
import { resolveReferences } from './chunks.ts';
import type { Resource, Write } from './chunks.ts';
import {
  COMPUTED,
  CONFIRMED,
  concept,
  creation,
  date,
  instant,
  keyOf,
  metaOf,
  optional,
  update,
} from './elements.ts';
import type { Place } from './elements.ts';
import { placeOf } from './place.ts';
import type { GoalInRecord } from './planInput.ts';

export const verdictIdentifier = (place: Pick<Place, 'tenant' | 'goal'>, number: number) => ({
  system: IDENTIFIER.verdict,
  value: `${keyOf(place)}.${number}`,
});

/** What the evidence supports, as a new Observation: verdicts are only ever added. */
export function verdictWrite(place: Place, assessment: Assessment, number: number): Write {
  const identifier = verdictIdentifier(place, number);
  const { provider } = place;
  const verdict = {
    resourceType: 'Observation',
    meta: metaOf(PROFILE.verdict),
    extension: [
      { url: CORE_EXTENSION.pertainsToGoal, valueReference: { reference: place.goal } },
      { url: CORE_EXTENSION.adheresTo, valueCanonical: place.programme },
    ],
    identifier: [identifier],
    basedOn: [{ reference: place.plan }],
    status: 'preliminary',
    category: [concept(SYSTEM.observationCategory, 'survey')],
    code: concept(SYSTEM.observation, 'attainment', 'What the evidence supports'),
    subject: { reference: place.patient },
    focus: [{ reference: place.goalVersion }],
    ...effectiveOf(assessment),
    issued: instant(place.asOf),
    ...optional('performer', provider === null ? null : [{ reference: provider }]),
    valueCodeableConcept: levelOf(assessment),
    note: [{ text: summaryOf(assessment) }],
    device: { reference: place.device },
    ...optional('derivedFrom', citedBy(assessment)),
    component: componentsOf(assessment),
  } satisfies Observation;
  return creation(identifier, verdict);
}

/** Where a verdict would stand that is only shown. */
interface Shown {
  readonly tenant: string;
  /** Of the goal's verdicts, from 1. */
  readonly number: number;
  readonly device: string | null;
  readonly written: Written | null;
}

const OUTSIDE: Shown = { tenant: 'default', number: 1, device: null, written: null };

/**
 * A verdict for reading; without `shown` outside any record, as the first of its goal. What is not in the
 * record is not referred to.
 */
export function verdictResource(
  goalCase: GoalInRecord,
  assessment: Assessment,
  { number, ...where }: Shown = OUTSIDE,
): Resource {
  const write = verdictWrite(placeOf({ ...where, goalCase, assessment }), assessment, number);
  const [{ resource } = write] = resolveReferences([write], new Map());
  return resource;
}

/** A verdict that a Registered Manager has decided the same way. */
export function confirmedVerdict(raw: RawResource): Write {
  const meta = (raw['meta'] ?? {}) as { readonly tag?: readonly Coding[] };
  const others = (meta.tag ?? []).filter((tag) => !isOurs(tag));
  return update(raw, { meta: { ...meta, tag: [...others, CONFIRMED] }, status: 'final' });
}

const isOurs = ({ system, code }: Coding): boolean =>
  system === SYSTEM.tag && (code === COMPUTED.code || code === CONFIRMED.code);

/** From the first day of the run that it rests on; the day of the look where there is no run. */
function effectiveOf({ asOf, run }: Assessment) {
  const today = date(londonDay(asOf));
  return run.start === null
    ? { effectiveDateTime: today }
    : { effectivePeriod: { start: date(run.start), end: today } };
}

/** HL7's words for the way that one is moving, of which the level by itself says nothing. */
const MOVING: Partial<Record<Trajectory, string>> = {
  improving: 'improving',
  regressing: 'worsening',
  stalled: 'no-change',
};

const levelOf = ({ validated: { level, word }, trajectory }: Assessment) => ({
  coding: [
    { system: SYSTEM.level, code: level },
    { system: SYSTEM.goalAchievement, code: achievementOf(level, MOVING[trajectory] ?? null) },
  ],
  text: word,
});

const summaryOf = ({ validated, claimed, strength }: Assessment): string =>
  [
    `The evidence supports: ${validated.word}.`,
    `The record claims: ${claimed.level ?? claimed.code ?? 'nothing'}.`,
    `Strength of the evidence: ${strength}.`,
  ].join(' ');

const CITED_MOST = 100;
const CITABLE = /^(Observation|QuestionnaireResponse|DocumentReference)\//;

function citedBy({ run }: Assessment) {
  const cited = run.cites.filter((reference) => CITABLE.test(reference)).slice(0, CITED_MOST);
  return cited.length === 0 ? null : cited.map((reference) => ({ reference }));
}

type Component = ObservationComponent;

const coded = (code: string, system: string, value: string, text?: string): Component => ({
  code: concept(SYSTEM.observation, code),
  valueCodeableConcept: concept(system, value, text),
});

function componentsOf(assessment: Assessment): Component[] {
  const { sources, trajectory, strength, verdict, findings, next } = assessment;
  const stance = (source: keyof typeof sources): Component =>
    coded(`source-${source}`, SYSTEM.sourceStance, sources[source]);
  return [
    ...claimOf(assessment),
    ...stageOf(assessment),
    ...baselineStageOf(assessment),
    coded('verdict', SYSTEM.verdict, verdict),
    coded('evidence-strength', SYSTEM.strength, strength),
    coded('trajectory', SYSTEM.trajectory, trajectory),
    ...(['records', 'observation', 'feedback', 'audit'] as const).map(stance),
    ...gradesOf(assessment),
    ...findings.map(({ code, because }) => coded('finding', SYSTEM.finding, code, because)),
    ...next.map(({ code, need }) => coded('need', SYSTEM.need, code, need)),
  ];
}

/** A status that claims no level is kept in the host's own code. */
function claimOf({ claimed }: Assessment): Component[] {
  if (claimed.level !== null) return [coded('claimed-level', SYSTEM.level, claimed.level)];
  if (claimed.code === null) return [];
  return [{ code: concept(SYSTEM.observation, 'claimed-code'), valueString: claimed.code }];
}

/** Stages are the programme's own; its PlanDefinition is what gives them meaning. */
function stageOf({ validated, programme }: Assessment): Component[] {
  return validated.stage === null
    ? []
    : [coded('validated-stage', urlOf(programme), validated.stage)];
}

/** Absent where there is no baseline, or it holds too little to tell. */
function baselineStageOf({ baseline, programme }: Assessment): Component[] {
  if (baseline === null || baseline.stage === null) return [];
  return baseline.stage === NO_STAGE
    ? [coded('baseline-stage', SYSTEM.level, 'baseline', 'no stage')]
    : [coded('baseline-stage', urlOf(programme), baseline.stage)];
}

const urlOf = (canonical: string): string => canonical.split('|', 1)[0] ?? canonical;

const gradesOf = ({ grades }: Assessment): Component[] =>
  GRADED.map((grade) => ({
    code: concept(SYSTEM.observation, `grade-${grade}`),
    valueInteger: grades[grade],
  }));

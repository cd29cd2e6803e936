import { magnitudeOf } from '../attainment/sessionLevel.ts';
import { latest, sessionReferences, valueOf, type Ground, type Recorded } from '../ground.ts';
import type { MeasureRole } from '../programme.ts';
import { cannotTell, CLEAR, median, when, type Outcome, type Rule } from './rule.ts';

/** The warning sign looks at this many of the latest sessions, and asks for at least this many of those. */
const REPEATS = { of: 5, least: 4 } as const;

interface Reading {
  readonly recorded: Recorded;
  readonly value: number;
}

const made = (ground: Ground): readonly Recorded[] =>
  ground.sessions.filter(({ session }) => session.outcome === 'made');

function readings(ground: Ground, role: MeasureRole, of: number): readonly Reading[] {
  return latest(made(ground), of).flatMap((recorded) => {
    const value = magnitudeOf(
      valueOf(recorded.session.values, ground.programme, role) ?? undefined,
    );
    return value === null ? [] : [{ recorded, value }];
  });
}

const cited = (items: readonly Reading[]): readonly string[] =>
  sessionReferences(items.map(({ recorded }) => recorded));

/** Confidence that moves by two steps or more within the last six attempts (T34, P33). */
function variableConfidence(ground: Ground): Outcome {
  const p = ground.programme.parameters;
  if (ground.programme.measures.confidence === undefined) return CLEAR;
  const recent = readings(ground, 'confidence', p['recent-sessions']);
  if (recent.length < p['recent-sessions']) {
    return cannotTell(`Needs ${p['recent-sessions']} attempts in a row with confidence recorded.`);
  }
  const values = recent.map(({ value }) => value);
  const range = Math.max(...values) - Math.min(...values);
  return when(
    range >= p['confidence-range'],
    () => `Confidence varied by ${range} steps over the last ${recent.length} attempts.`,
    () => cited(recent),
  );
}

/** The same level of prompting again and again, or no fewer prompts than at the baseline (T35). */
function repeatedPrompts(ground: Ground): Outcome {
  if (ground.programme.measures.prompt === undefined) return CLEAR;
  const recent = readings(ground, 'prompt', REPEATS.of);
  if (recent.length < REPEATS.of)
    return cannotTell(`Needs ${REPEATS.of} attempts with prompts recorded.`);
  const groups = [
    ...Map.groupBy(
      recent.filter(({ value }) => value > 0),
      ({ value }) => value,
    ).values(),
  ];
  const same = groups.find((group) => group.length >= REPEATS.least);
  if (same !== undefined) {
    return when(
      true,
      () =>
        `The same prompting was needed at ${same.length} of the last ${recent.length} attempts.`,
      () => cited(same),
    );
  }
  return notBelowBaseline(ground, 'prompt-count', 'prompts');
}

/** Reassurance again and again: no less than at the baseline, or twice and more nearly every time (P34). */
function repeatedReassurance(ground: Ground): Outcome {
  if (ground.programme.measures.reassurance === undefined) return CLEAR;
  const recent = readings(ground, 'reassurance', REPEATS.of);
  if (recent.length < REPEATS.of) {
    return cannotTell(`Needs ${REPEATS.of} visits with reassurance recorded.`);
  }
  const often = recent.filter(({ value }) => value >= 2);
  if (often.length >= REPEATS.least) {
    return when(
      true,
      () =>
        `Reassurance was needed twice or more at ${often.length} of the last ${recent.length} visits.`,
      () => cited(often),
    );
  }
  return notBelowBaseline(ground, 'reassurance', 'reassurances');
}

function notBelowBaseline(ground: Ground, role: MeasureRole, words: string): Outcome {
  const recent = readings(ground, role, ground.programme.parameters['recent-sessions']);
  const now = median(recent.map(({ value }) => value));
  const before = magnitudeOf(
    valueOf(ground.baseline?.values ?? [], ground.programme, role) ?? undefined,
  );
  if (now === null || before === null || now <= 0) return CLEAR;
  return when(
    recent.length >= ground.programme.parameters['recent-sessions'] && now >= before,
    () => `The usual number of ${words} is ${now}, no fewer than the ${before} at the baseline.`,
    () => cited(recent),
  );
}

export const WARNING_SIGN_RULES: readonly Rule[] = [
  {
    code: 'variable-confidence',
    severity: 'info',
    requirements: ['T34', 'P33', 'P21', 'P22'],
    assess: variableConfidence,
  },
  {
    code: 'repeated-prompts',
    severity: 'info',
    requirements: ['T35'],
    onlyWhileOpen: true,
    assess: repeatedPrompts,
  },
  {
    code: 'repeated-reassurance',
    severity: 'info',
    requirements: ['P34', 'P40'],
    onlyWhileOpen: true,
    assess: repeatedReassurance,
  },
];

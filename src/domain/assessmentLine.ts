import type { Assessment } from './assessment.ts';
import { dateOfDay, type Day } from './time.ts';

const dateOf = (day: Day | null): string | null => (day === null ? null : dateOfDay(day));

/**
 * An assessment as the one JSON object that `--format json` prints: the stable interface of the command
 * line. Fields may be added, none is removed; days are `YYYY-MM-DD` in London, `asOf` is UTC.
 */
export const assessmentLine = (assessment: Assessment) => ({
  goal: assessment.goal,
  patient: assessment.patient,
  programme: assessment.programme,
  asOf: new Date(assessment.asOf).toISOString(),
  baseline: assessment.baseline && {
    reference: assessment.baseline.reference,
    date: dateOfDay(assessment.baseline.day),
    stage: assessment.baseline.stage,
  },
  claimed: {
    level: assessment.claimed.level,
    code: assessment.claimed.code,
    date: dateOf(assessment.claimed.day),
  },
  validated: {
    level: assessment.validated.level,
    stage: assessment.validated.stage,
    since: dateOf(assessment.validated.since),
    word: assessment.validated.word,
  },
  trajectory: assessment.trajectory,
  strength: assessment.strength,
  strengthAtClaim: assessment.strengthAtClaim,
  verdict: assessment.verdict,
  findings: assessment.findings.map(({ code, severity, because, cites }) => ({
    code,
    severity,
    because,
    cites: [...cites],
  })),
  notAssessable: assessment.notAssessable.map(({ code, because }) => ({ code, because })),
  sources: { ...assessment.sources },
  grades: { ...assessment.grades },
  improvement: assessment.improvement.map(({ measure, baseline, recent, direction }) => ({
    measure,
    baseline,
    recent,
    direction,
  })),
  next: assessment.next.map(({ code, need }) => ({ code, need })),
  rules: assessment.rules,
});

export type AssessmentLine = ReturnType<typeof assessmentLine>;

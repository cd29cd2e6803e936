import type { Assessment } from './assessment.ts';
import { baselineStage } from './attainment/baselineStage.ts';
import { nextStageRank } from './attainment/flags.ts';
import { gradeParts, gradesOf, strengthOf } from './attainment/grades.ts';
import type { Holding } from './attainment/holding.ts';
import { trajectoryOf } from './attainment/trajectory.ts';
import type { Baseline, CaseFile } from './caseFile.ts';
import type { Ground } from './ground.ts';
import { groundOf } from './groundOf.ts';
import { improvementOf } from './improvement.ts';
import { knownBy } from './knownBy.ts';
import { needsOf } from './needs.ts';
import { compareText } from './order.ts';
import { canonicalOf, type Programme } from './programme.ts';
import { applyRules } from './rules/index.ts';
import { londonDay, type Day, type Instant } from './time.ts';

/** Version of the rules in this folder; it moves when any of them does. */
const RULES_VERSION = '1.0.0';

export interface Calendar {
  readonly isHoliday: (day: Day) => boolean;
}

/**
 * What the evidence supports for one goal, from all that was known at `asOf` and nothing known later.
 * The same facts give the same answer in any order; every finding cites what it rests on.
 */
export function assess(
  whole: CaseFile,
  programme: Programme,
  asOf: Instant,
  calendar: Calendar,
): Assessment {
  const caseFile = knownBy(whole, asOf);
  const ground = groundOf(caseFile, programme, londonDay(asOf), calendar.isHoliday);
  const { holding, claimedStage } = ground;
  const { findings, notAssessable } = applyRules(ground);
  const gradesAt = (rank: number) => gradesFor(holding, programme, rank, caseFile.goal.start);
  const reported = Math.max(1, holding.validated);
  return {
    goal: caseFile.goal.reference,
    patient: caseFile.goal.patient,
    programme: canonicalOf(programme),
    asOf,
    baseline: ground.baseline && baselineIn(ground.baseline, programme),
    claimed: claimedOf(caseFile),
    validated: confirmedWord(ground.validated, findings),
    trajectory: trajectoryOf(holding, ground.movement, programme),
    strength: strengthOf(gradesAt(reported)),
    strengthAtClaim: claimedStage === null ? null : strengthOf(gradesAt(claimedStage)),
    grades: gradesAt(reported),
    verdict: ground.verdict,
    findings,
    notAssessable,
    sources: ground.sources,
    improvement: improvements(ground),
    next: needsOf(holding, programme, caseFile.goal.start),
    run: runOf(holding, programme, reported),
    rules: RULES_VERSION,
  };
}

const baselineIn = (baseline: Baseline, programme: Programme): Assessment['baseline'] => ({
  reference: baseline.reference,
  day: baseline.day,
  stage: baselineStage(baseline, programme),
});

function claimedOf({ claims }: CaseFile): Assessment['claimed'] {
  const claim = claims.at(-1);
  if (claim === undefined) return { level: null, code: null, day: null, reference: null };
  const { level, code, day, reference } = claim;
  return { level, code, day, reference };
}

const improvements = ({ caseFile, programme, baseline, ledger, holding, today }: Ground) =>
  improvementOf(
    programme,
    baseline,
    caseFile.sessions,
    ledger.levels,
    nextStageRank(holding),
    today,
  );

/** A held level whose follow-up observation did not come is shown as not confirmed. */
const confirmedWord = (
  validated: Assessment['validated'],
  findings: Assessment['findings'],
): Assessment['validated'] =>
  findings.some((finding) => finding.code === 'probe-missed')
    ? { ...validated, word: `${validated.word}, not confirmed` }
    : validated;

function gradesFor(holding: Holding, programme: Programme, rank: number, goalStart: Day) {
  const { stage, line } = holding.stages[rank - 1] as Holding['stages'][number];
  const parts = gradeParts(holding.known, programme, stage, line.now(), holding.today, goalStart);
  return gradesOf(parts);
}

/** What the verdict rests on: all items dated in the current run, else the latest ones, newest first. */
function runOf(holding: Holding, programme: Programme, rank: number): Assessment['run'] {
  const start = holding.stages[rank - 1]?.line.now().runStart ?? null;
  const latest = holding.known.records.at(-programme.parameters['claim-records'])?.day ?? -Infinity;
  const { records, observations, feedback } = holding.known;
  const items = [...records, ...observations, ...feedback]
    .filter((item) => item.day >= (start ?? latest))
    .sort(
      (a, b) => b.day - a.day || b.knownAt - a.knownAt || compareText(a.reference, b.reference),
    );
  return { start, cites: items.map((item) => item.reference) };
}

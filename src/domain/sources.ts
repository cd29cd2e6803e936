import { atMost } from './statistics/binomial.ts';
import type { Assessment } from './assessment.ts';
import { saysOf, wasObserved } from './attainment/ledger.ts';
import type { Ledger } from './attainment/fromCaseFile.ts';
import type { Holding } from './attainment/holding.ts';
import { TOLERANCE } from './attainment/sessionLevel.ts';
import type { CaseFile } from './caseFile.ts';
import type { Stance } from './level.ts';
import type { Programme } from './programme.ts';

/** What each of the four sources says of one stage (C11, C26, T40, P39, E38). */
export function sourcesOf(
  caseFile: CaseFile,
  programme: Programme,
  ledger: Ledger,
  holding: Holding,
  stage: number,
): Assessment['sources'] {
  return {
    records: recordsStance(holding, programme, stage),
    observation: observationStance(ledger, holding, programme, stage),
    feedback: feedbackStance(caseFile, holding, programme),
    audit: auditStance(caseFile, holding),
  };
}

/** The items that each stance rests on. */
export const behindSources = (
  caseFile: CaseFile,
  programme: Programme,
  holding: Holding,
  stage: number,
): Readonly<Record<keyof Assessment['sources'], readonly { readonly reference: string }[]>> => ({
  records: latestRecords(holding, programme),
  observation: latestObservations(holding, programme, stage),
  feedback: currentFeedback(holding, programme),
  audit: caseFile.audits.slice(-1),
});

const latestRecords = ({ known }: Holding, { parameters: p }: Programme) =>
  known.records.filter((record) => record.complete).slice(-p['claim-records']);

const latestObservations = (
  { known, today }: Holding,
  { parameters: p }: Programme,
  stage: number,
) =>
  known.observations
    .filter((item) => today - item.day < p['pair-days'] && saysOf(item, stage))
    .slice(-p['claim-observations']);

const currentFeedback = ({ known, today }: Holding, { parameters: p }: Programme) =>
  known.feedback.filter((item) => today - item.day < p['feedback-days']);

function recordsStance(holding: Holding, programme: Programme, stage: number): Stance {
  const p = programme.parameters;
  const records = latestRecords(holding, programme);
  if (records.length === 0) return 'absent';
  const met = records.filter((record) => (record.level ?? 0) >= stage).length;
  const enough = records.length >= p['claim-records-least'];
  if (
    enough &&
    atMost(met, records.length, p['criterion-share']) <= p['claim-records-odds'] + TOLERANCE
  ) {
    return 'contradicts';
  }
  return enough && met / records.length >= p['criterion-share'] - TOLERANCE ? 'supports' : 'mixed';
}

function observationStance(
  ledger: Ledger,
  holding: Holding,
  programme: Programme,
  stage: number,
): Stance {
  const p = programme.parameters;
  const seen = latestObservations(holding, programme, stage);
  const met = seen.filter((item) => wasObserved(item, stage)).length;
  const last = seen.at(-1);
  if (last === undefined) return ledger.notIndependent.length > 0 ? 'not-independent' : 'absent';
  if (met === 0) return 'contradicts';
  if (atMost(met, seen.length, p['criterion-share']) <= p['claim-observations-odds'] + TOLERANCE) {
    return 'contradicts';
  }
  const share = met / seen.length;
  return share >= p['observation-share'] - TOLERANCE && wasObserved(last, stage)
    ? 'supports'
    : 'mixed';
}

/** Half the mark from which feedback supports: below it the person speaks against the level. */
const SPEAKS_AGAINST = 0.6;

function feedbackStance(caseFile: CaseFile, holding: Holding, programme: Programme): Stance {
  const p = programme.parameters;
  const isCurrent = (day: number): boolean => holding.today - day < p['feedback-days'];
  const heard = currentFeedback(holding, programme);
  if (heard.length === 0) {
    const others = caseFile.feedback.some(
      (item) => item.source !== 'person' && isCurrent(item.day),
    );
    return others ? 'not-independent' : 'absent';
  }
  const mean = heard.reduce((sum, item) => sum + item.score, 0) / heard.length;
  if (mean >= p['feedback-moderate'] - TOLERANCE) return 'supports';
  return mean < SPEAKS_AGAINST * p['feedback-moderate'] ? 'contradicts' : 'mixed';
}

/** The latest opinion, unless the auditor recorded a session or made the claim (C17). */
function auditStance(caseFile: CaseFile, holding: Holding): Stance {
  const audit = caseFile.audits.at(-1);
  if (audit === undefined) return 'absent';
  const involved =
    audit.auditor !== null &&
    (caseFile.sessions.some((session) => session.worker === audit.auditor) ||
      caseFile.claims.some((claim) => claim.author === audit.auditor));
  // Once enough observations since bear the level out, the audit is answered, not undone.
  if (audit.opinion === 'not-justified') return holding.auditHold ? 'contradicts' : 'mixed';
  if (involved) return 'not-independent';
  return audit.opinion === 'justified' ? 'supports' : 'mixed';
}

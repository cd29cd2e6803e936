import { loadDefinitions } from '../../src/definitions.ts';
import type { Assessment, Finding, Grades } from '../../src/domain/assessment.ts';
import type { Severity } from '../../src/domain/level.ts';
import type { Programme } from '../../src/domain/programme.ts';
import { DAY } from '../../src/domain/time.ts';
import type { Instant } from '../../src/domain/time.ts';

/** 31 March 2026, 18:00 UTC (19:00 in London). */
export const AS_OF: Instant = Date.UTC(2026, 2, 31, 18);

const GRADES: Grades = {
  consistency: 1,
  volume: 2,
  span: 1,
  independence: 0,
  completeness: 3,
  contemporaneity: 3,
  recency: 3,
};

export const aFinding = (code: string, severity: Severity = 'warning'): Finding => ({
  code,
  severity,
  because: `What the records show about ${code}.`,
  cites: ['Observation/s31'],
});

/** Claimed as achieved, while the evidence supports stage 2 (partial). */
export const anAssessment = (changed: Partial<Assessment> = {}): Assessment => ({
  goal: 'Goal/g1',
  patient: 'Patient/p1',
  programme: 'https://attest.example/fhir/PlanDefinition/independent-travel|1.0.0',
  asOf: AS_OF,
  baseline: { reference: 'Observation/base1', day: 20_468, stage: 'none' },
  claimed: { level: 'achieved', code: 'achieved', day: 20_542, reference: 'Goal/g1/_history/7' },
  validated: { level: 'partial', stage: 'stage-2', since: 20_530, word: 'partial' },
  trajectory: 'improving',
  strength: 'moderate',
  strengthAtClaim: 'insufficient',
  grades: GRADES,
  verdict: 'overstated',
  findings: [],
  notAssessable: [],
  sources: {
    records: 'contradicts',
    observation: 'absent',
    feedback: 'supports',
    audit: 'absent',
  },
  improvement: [],
  next: [
    { code: 'consistency', need: '14 points; the records so far give 3.' },
    { code: 'observations', need: 'One observation by somebody else.' },
  ],
  run: {
    start: 20_515,
    cites: ['Observation/s31', 'QuestionnaireResponse/fb9', 'Observation/s30'],
  },
  rules: '1.0.0',
  ...changed,
});

/** The assessment with these findings; `high` are of high severity. */
export const withFindings = (
  codes: readonly string[],
  changed: Partial<Assessment> = {},
): Assessment =>
  anAssessment({
    findings: codes.map((code) => aFinding(code, HIGH.has(code) ? 'high' : 'warning')),
    ...changed,
  });

const HIGH = new Set(['overstatement', 'safety-event', 'audit-not-supported']);

export const dayBefore = (assessment: Assessment): Assessment => ({
  ...assessment,
  asOf: assessment.asOf - DAY,
});

const shipped = loadDefinitions().programmes;

/** The shipped programme of a setting. */
export const aProgramme = ({
  setting = 'supported-living',
}: { setting?: string } = {}): Programme =>
  shipped.find((programme) => programme.setting === setting) as Programme;

/**
 * The deciding part of Attest, for use within other software: FHIR resources and an instant in, data
 * out. Nothing here reads a file, a clock, an environment or a network, and nothing is kept between
 * calls. What is exported here is stable (docs/engine.md); other files of the package are not.
 * @module
 */
export { assess, type Calendar } from './domain/assess.ts';
export { assessmentLine, type AssessmentLine } from './domain/assessmentLine.ts';
export { calendarOf } from './domain/holidays.ts';
export { readDefinitions, type Definitions, type ProgrammeFault } from './fhir/read/definitions.ts';
export { readCaseFile, readCaseFiles, type ReadingOptions } from './fhir/read/readCaseFiles.ts';

export type {
  Assessment,
  Finding,
  Grades,
  Improvement,
  Need,
  NotAssessable,
} from './domain/assessment.ts';
export type {
  Audit,
  Baseline,
  CaseFile,
  Claim,
  Feedback,
  Goal,
  Link,
  MeasureValue,
  ReadingProblem,
  ServiceNote,
  Session,
  SpotObservation,
  SupportFrequency,
} from './domain/caseFile.ts';
export type {
  Grade,
  Level,
  Severity,
  Stance,
  Strength,
  Trajectory,
  Verdict,
} from './domain/level.ts';
export type { Criterion, Duty, Programme, Stage } from './domain/programme.ts';
export type { Day, Instant } from './domain/time.ts';
export type { CaseFileReading, GoalCase, UnassignedGoal } from './fhir/read/reading.ts';

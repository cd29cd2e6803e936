import { assessmentLine } from '../../src/domain/assessmentLine.ts';
import { aClaim, anAchievedCase, aSession, assessOn } from './caseFiles.ts';

/** Prints a goal's history, one day a line: run in several time zones, every line is to be the same. */
const sessions = [
  ...anAchievedCase().sessions,
  // Around the clock change of 29 March 2026, and late in the evening.
  ...[81, 82, 83, 84].map((day) => aSession(day % 2 === 0 ? 4 : 2, day, { hour: 22 })),
];
const caseFile = anAchievedCase({ sessions, claims: [aClaim('achieved', 20)] });

for (let day = 0; day < 100; day += 1) {
  process.stdout.write(`${JSON.stringify(assessmentLine(assessOn(day, caseFile)))}\n`);
}

import fc from 'fast-check';
import { ledgerOf } from '../../../src/domain/attainment/fromCaseFile.ts';
import { gradeParts, gradesOf } from '../../../src/domain/attainment/grades.ts';
import { fold } from '../../../src/domain/attainment/holding.ts';
import { londonDay } from '../../../src/domain/time.ts';
import { START, travel } from '../../support/caseFiles.ts';
import { caseFiles, instants } from './arbitraries.ts';
import { gradesOnPaper, holdOnPaper } from './onPaper.ts';

describe('what is held, and how strongly', () => {
  it('is what the rules give on paper', () => {
    fc.assert(
      fc.property(caseFiles, instants, (caseFile, asOf) => {
        const { events } = ledgerOf({ ...caseFile, audits: [] }, travel, new Map());
        const known = events.filter((event) => event.item.knownAt <= asOf);
        const today = londonDay(asOf);
        const holding = fold(known, travel, START, today);
        const paper = holdOnPaper(known, travel, START, today);
        expect({
          holds: holding.stages.map(({ heldFrom, lostOn }) => ({ since: heldFrom, lost: lostOn })),
          sustained: holding.sustained,
        }).toEqual(paper);
        for (const { stage, line } of holding.stages) {
          const parts = gradeParts(holding.known, travel, stage, line.now(), today, START);
          expect(gradesOf(parts)).toEqual(
            gradesOnPaper(holding.known, travel, stage, START, today),
          );
        }
      }),
      { numRuns: 200 },
    );
  });
});

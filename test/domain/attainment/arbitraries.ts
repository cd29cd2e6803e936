import fc from 'fast-check';
import type { LedgerRecord } from '../../../src/domain/attainment/ledger.ts';
import { LINKS, type CaseFile } from '../../../src/domain/caseFile.ts';
import { LEVELS } from '../../../src/domain/level.ts';
import {
  aBaseline,
  aCaseFile,
  aClaim,
  anAchievedCase,
  anAudit,
  aRating,
  aSeries,
  aServiceNote,
  aSession,
  aSpotObservation,
  aSupportPlan,
  at,
  factsOfLevel,
  sessionDay,
} from '../../support/caseFiles.ts';

const LAST_DAY = 80;
const day = fc.integer({ min: 0, max: LAST_DAY });
const level = fc.oneof({ weight: 3, arbitrary: fc.constant(4) }, fc.integer({ min: 0, max: 4 }));
const rarely = fc.integer({ min: 0, max: 19 }).map((n) => n === 0);
const worker = fc.constantFrom('Practitioner/A', 'Practitioner/B', 'Practitioner/C', null);
const note = fc.constantFrom(
  '',
  'Took the 9:15 bus to college, checked the road twice and said “easy”.',
  'Took the 9:30 bus to college, checked the road twice and said “easy”.',
  'Stopped at the kerb because of a lorry, then crossed after a nod.',
  'All went well, brilliant, no problems.',
);

/** A record as the points rule sees it: complete ones of every level, and incomplete ones. */
export const records: fc.Arbitrary<readonly LedgerRecord[]> = fc
  .array(
    fc.record({
      day: fc.integer({ min: 0, max: 40 }),
      level: fc.oneof({ weight: 5, arbitrary: level }, { weight: 1, arbitrary: fc.constant(null) }),
      fails: fc.constantFrom(1, 2, 3, 4, Infinity),
      worker,
      late: rarely,
      duplicate: rarely,
      safetyEvent: rarely,
    }),
    { maxLength: 60 },
  )
  .map((all) =>
    all.map(({ fails, ...record }, index) => ({
      ...record,
      reference: `Observation/s${String(index)}`,
      knownAt: index,
      missedFrom: record.level === null ? fails : record.level + 1,
      complete: record.level !== null,
      inferred: false,
    })),
  );

const delay = fc.oneof(
  { weight: 4, arbitrary: fc.constant(1) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 400 }) },
);

const session = fc
  .record({
    level,
    day,
    worker,
    delay,
    note,
    gap: rarely,
    safetyEvent: rarely,
    inferred: rarely,
    hour: fc.integer({ min: 6, max: 23 }),
  })
  .map(({ level: met, day: on, gap, safetyEvent, inferred, ...rest }) =>
    aSession(met, on, {
      ...rest,
      facts: {
        ...(gap ? { 'confidence-observed': undefined } : {}),
        ...(safetyEvent ? { 'safety-event': true } : {}),
      },
      link: inferred ? 'inferred' : 'pertains-to-goal',
    }),
  );

const spot = fc
  .record({
    level,
    day,
    delay,
    hour: fc.integer({ min: 6, max: 23 }),
    observer: fc.constantFrom('Practitioner/O', 'Practitioner/A', 'Practitioner/K', null),
  })
  .map(({ level: met, day: on, ...rest }) => aSpotObservation(met, on, rest));

const rating = fc
  .record({
    score: fc.integer({ min: 0, max: 4 }),
    day,
    source: fc.constantFrom('person', 'person', 'proxy', 'staff'),
    declined: rarely,
  })
  .map(({ score, day: on, ...rest }) => aRating(score, on, rest));

const link = fc.constantFrom(...LINKS);

/** What nobody arranged: few such cases hold anything. */
const anyEvidence = fc.record({
  sessions: fc.array(session, { maxLength: 60 }),
  spotObservations: fc.array(spot, { maxLength: 8 }),
  feedback: fc.array(rating, { maxLength: 4 }),
  audits: fc.array(
    fc
      .tuple(fc.constantFrom('justified', 'partly-justified', 'not-justified'), day, link)
      .map(([opinion, on, linked]) => anAudit(opinion, on, { link: linked })),
    { maxLength: 2 },
  ),
  claims: fc.array(
    fc.tuple(fc.constantFrom(...LEVELS, null), day).map(([claimed, on]) => aClaim(claimed, on)),
    { maxLength: 3 },
  ),
  support: fc.array(
    fc.tuple(fc.integer({ min: 0, max: 5 }), day).map(([times, on]) => aSupportPlan(times, on)),
    { maxLength: 3 },
  ),
  baselines: fc.array(
    day.map((on) => aBaseline(factsOfLevel(1), on)),
    { maxLength: 2 },
  ),
  serviceNotes: fc.option(
    fc.array(
      fc.tuple(note, day).map(([text, on]) => aServiceNote(text, on)),
      { maxLength: 4 },
    ),
  ),
});

/** Every piece of evidence under a reference of its own. */
const distinct = (caseFile: CaseFile): CaseFile => {
  const named = <Item extends { readonly reference: string }>(items: readonly Item[]) =>
    items.map((item, index) => ({ ...item, reference: `${item.reference}-${String(index)}` }));
  return {
    ...caseFile,
    sessions: named(caseFile.sessions),
    spotObservations: named(caseFile.spotObservations),
    feedback: named(caseFile.feedback),
    audits: named(caseFile.audits),
    claims: named(caseFile.claims),
    support: named(caseFile.support),
    baselines: named(caseFile.baselines),
    serviceNotes: caseFile.serviceNotes && named(caseFile.serviceNotes),
  };
};

/** Half a year in good and bad spells, observed and rated as it goes. */
const inSpells: fc.Arbitrary<Partial<CaseFile>> = fc
  .record({
    spells: fc.array(
      fc.record({ level, sessions: fc.integer({ min: 3, max: 36 }), slips: fc.nat(5) }),
      { minLength: 1, maxLength: 4 },
    ),
    seenEvery: fc.integer({ min: 5, max: 30 }),
    strict: rarely,
    changed: anyEvidence,
  })
  .map(({ spells, seenEvery, strict, changed }) => {
    const levels = spells
      .flatMap(({ level: usual, sessions, slips }) =>
        Array.from({ length: sessions }, (_, at) => (at % 6 < 5 - slips ? usual : 4)),
      )
      .slice(0, 78);
    const last = sessionDay(levels.length);
    const days = Array.from(
      { length: Math.floor(last / seenEvery) },
      (_, n) => (n + 1) * seenEvery,
    );
    const levelOn = (on: number): number =>
      levels[levels.findLastIndex((_, index) => sessionDay(index) <= on)] ?? 0;
    return {
      ...changed,
      sessions: [...aSeries(levels.join('')), ...changed.sessions.slice(0, 3)],
      spotObservations: [
        ...days.map((on) => aSpotObservation(strict ? 3 : levelOn(on), on, { hour: 9 })),
        ...changed.spotObservations.slice(0, 1),
      ],
      feedback: [
        ...days.filter((_, n) => n % 3 === 1).map((on) => aRating(levelOn(on), on)),
        ...changed.feedback.slice(0, 1),
      ],
    };
  });

const uponAchieved = anyEvidence.map((evidence): Partial<CaseFile> => {
  const base = anAchievedCase();
  return {
    ...evidence,
    sessions: [...base.sessions, ...evidence.sessions.slice(0, 12)],
    spotObservations: [...base.spotObservations, ...evidence.spotObservations.slice(0, 3)],
    feedback: [...base.feedback, ...evidence.feedback],
  };
});

/** Case files of every kind: nothing arranged, built upon a goal that was achieved, or a long history. */
export const caseFiles: fc.Arbitrary<CaseFile> = fc
  .oneof(anyEvidence, uponAchieved, inSpells)
  .map((evidence) => distinct(aCaseFile(evidence)));

/** An instant of the goal's first half year. */
export const instants: fc.Arbitrary<number> = fc
  .tuple(
    fc.oneof(
      fc.integer({ min: 0, max: LAST_DAY + 7 }),
      fc.integer({ min: 0, max: 2 * LAST_DAY + 20 }),
    ),
    fc.integer({ min: 0, max: 23 }),
  )
  .map(([on, hour]) => at(on, hour));

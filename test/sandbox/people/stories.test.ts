import { loadCalendar } from '../../../src/calendar.ts';
import { loadDefinitions } from '../../../src/definitions.ts';
import { assess } from '../../../src/domain/assess.ts';
import { dateOfDay, dayOfDate, HOUR, type Instant } from '../../../src/domain/time.ts';
import { conceptMapsOf } from '../../../src/fhir/conceptMaps.ts';
import { createIntake, type CaseFileReading } from '../../../src/fhir/read/intake.ts';
import type { Expected, StoryExpectation } from '../../../src/sandbox/people/story.ts';
import { synthesise, type SyntheticService } from '../../../src/sandbox/people/synthesise.ts';

const definitions = loadDefinitions();
const calendar = loadCalendar();

function read({ resources }: SyntheticService): CaseFileReading {
  const intake = createIntake({
    programmes: definitions.programmes,
    terminology: definitions.terminology,
    conceptMaps: conceptMapsOf([
      ...definitions.conceptMaps,
      ...resources.filter(({ resourceType }) => resourceType === 'ConceptMap'),
    ]),
    defaultProgramme: null,
    serviceNotes: true,
  });
  resources.forEach((resource, at) => {
    intake.add(resource, `resource ${at}`);
  });
  return intake.finish();
}

/** Everything that differs from what the rules say, in words; empty when nothing does. */
function differences(reading: CaseFileReading, story: StoryExpectation, asOf: Instant): string[] {
  const found = reading.cases.find(({ caseFile }) => caseFile.goal.reference === story.goal);
  if (found === undefined) return ['the goal was not read'];
  const { validated, verdict, trajectory, findings } = assess(
    found.caseFile,
    found.programme,
    asOf,
    calendar,
  );
  const codes = findings.map(({ code }) => code);
  const { expected } = story;
  const said: Partial<Expected> = { level: validated.level, stage: validated.stage, verdict };
  const asked = { level: expected.level, stage: expected.stage, verdict: expected.verdict };
  return [
    ...(JSON.stringify(said) === JSON.stringify(asked) ? [] : [JSON.stringify(said)]),
    ...(expected.trajectory === undefined || expected.trajectory === trajectory
      ? []
      : [`trajectory ${trajectory}`]),
    ...expected.includes.filter((code) => !codes.includes(code)).map((code) => `lacks ${code}`),
    ...codes
      .filter((code) => expected.excludes?.includes(code) ?? false)
      .map((code) => `should not have ${code}`),
  ];
}

const failures = (service: SyntheticService, asOf: Instant): readonly string[] => {
  const reading = read(service);
  return service.stories.flatMap((story) =>
    differences(reading, story, asOf).map((difference) => `${story.story}: ${difference}`),
  );
};

/** The clocks go back on 25 October 2026. */
const first = dayOfDate('2026-10-18');
const ANCHORS = Array.from({ length: 14 }, (_, at) => dateOfDay(first + at));

describe('the stories', () => {
  it.each(ANCHORS)('are told alike with the anchor %s', (anchor) => {
    const service = synthesise({ seed: 1, anchor });
    expect(failures(service, Date.parse(service.asOf))).toEqual([]);
  });

  it.each([
    [2, '2026-10-25'],
    [3, '2026-10-25'],
    [1, '2026-12-28'],
    [2, '2027-03-29'],
    [3, '2028-02-29'],
  ])('are told alike with seed %i and anchor %s, by holidays and clock changes', (seed, anchor) => {
    const service = synthesise({ seed, anchor });
    expect(failures(service, Date.parse(service.asOf))).toEqual([]);
  });

  it('hold a day before and for the day after, so that what they show is raised and stays', () => {
    const service = synthesise({ seed: 1, anchor: '2026-10-25' });
    const asOf = Date.parse(service.asOf);
    const around = [-24, -6, 12, 30].flatMap((hours) => failures(service, asOf + hours * HOUR));
    expect(around).toEqual([]);
  });

  it('leave nothing unread but the one local code that nobody mapped', () => {
    const reading = read(synthesise({ seed: 1, anchor: '2026-10-25' }));
    const troubled = reading.cases.filter(({ caseFile }) => caseFile.problems.length > 0);
    expect(reading.problems).toEqual([]);
    expect(reading.unassigned).toEqual([]);
    expect(troubled.map(({ caseFile }) => caseFile.goal.reference)).toEqual([
      'Goal/care-unmapped-code',
    ]);
    const worth = reading.cases.flatMap(({ caseFile }) => caseFile.sessions);
    expect(worth.every(({ link }) => link !== 'inferred')).toBe(true);
    expect(new Set(worth.map(({ link }) => link)).size).toBe(5);
  });

  it('would show a verdict that differs from the one expected', () => {
    const service = synthesise({ seed: 1, anchor: '2026-10-25' });
    const [story] = service.stories as [StoryExpectation];
    const wrong = { ...story, expected: { ...story.expected, verdict: 'supported' as const } };
    expect(differences(read(service), wrong, Date.parse(service.asOf))).toHaveLength(1);
  });
});

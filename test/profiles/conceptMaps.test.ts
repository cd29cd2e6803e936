import { loadDefinitions } from '../../src/definitions.ts';
import { LEVELS } from '../../src/domain/level.ts';
import { conceptMapsOf } from '../../src/fhir/conceptMaps.ts';
import { BASE, SYSTEM } from '../../src/fhir/names.ts';
import { verdictWrite } from '../../src/fhir/write/verdict.ts';
import { coding, component, goal, readOne, session } from '../fhir/read/records.ts';
import { anAssessment } from '../support/assessments.ts';
import { codesOfSystem, codesOfValueSet, shipped, type Shipped } from './shipped.ts';

interface Target {
  readonly code?: string;
  readonly equivalence: string;
  readonly comment?: string;
}
interface ConceptMap extends Shipped {
  readonly status: string;
  readonly experimental: boolean;
  readonly description: string;
  readonly group?: readonly {
    readonly source: string;
    readonly target: string;
    readonly element: readonly { readonly code: string; readonly target: readonly Target[] }[];
  }[];
}

const maps = shipped('ConceptMap') as readonly ConceptMap[];
const definitions = loadDefinitions();
const mapOf = (id: string): ConceptMap => {
  const map = maps.find((one) => one.id === id);
  if (map === undefined) throw new Error(`No ConceptMap ${id}.`);
  return map;
};
const targetsOf = (id: string) =>
  (mapOf(id).group ?? []).flatMap(({ element }) => element.flatMap(({ target }) => target));

/** Programmes are called by the ids at the end of their URLs. */
const PROGRAMMES = definitions.programmes.map(({ url }) => url.split('/').at(-1) as string);
const PLACE = {
  tenant: 't1',
  goal: 'Goal/g1',
  goalVersion: 'Goal/g1',
  patient: 'Patient/p1',
  programme: anAssessment().programme,
  provider: null,
  device: 'Device/d1',
  plan: 'CarePlan/c1',
  asOf: anAssessment().asOf,
};
const SCORES = [...codesOfValueSet(`${BASE}/ValueSet/gas-answers`)];

/** The codes of a system; null for one that is a vendor's own. */
function codesOf(system: string): readonly string[] | null {
  if (system === `${BASE}/PlanDefinition`) return PROGRAMMES;
  if (system === SYSTEM.loinc) return SCORES.map((code) => code.split('|')[1] as string);
  return system.startsWith('https://host.example/') ? null : (codesOfSystem(system) ?? []);
}

it.each(maps.map((map) => [map.id, map] as const))('%s names only codes that exist', (_, map) => {
  for (const { source, target, element } of map.group ?? []) {
    const from = codesOf(source);
    const to = codesOf(target);
    const lost = element.flatMap((one) => [
      ...(from === null || from.includes(one.code) ? [] : [one.code]),
      ...one.target.flatMap(({ code }) =>
        code === undefined || to === null || to.includes(code) ? [] : [code],
      ),
    ]);
    expect({ source, target, lost }).toEqual({ source, target, lost: [] });
  }
});

describe('the map of levels to HL7’s codes', () => {
  const elements = (mapOf('level-to-goal-achievement').group ?? []).flatMap(
    ({ element }) => element,
  );

  it.each(LEVELS)('says of %s what a verdict says while nothing moves', (level) => {
    const validated = { ...anAssessment().validated, level };
    const { resource } = verdictWrite(PLACE, anAssessment({ validated, trajectory: 'steady' }), 1);
    const mapped = elements.find(({ code }) => code === level)?.target[0]?.code;
    expect(resource).toMatchObject({
      valueCodeableConcept: {
        coding: [{ code: level }, { system: SYSTEM.goalAchievement, code: mapped }],
      },
    });
  });

  it('gives a reason wherever HL7’s code says less than the level, or other things too', () => {
    const silent = elements.filter(
      ({ code, target }) => code !== 'achieved' && target.some(({ comment }) => !comment),
    );
    expect(silent).toEqual([]);
  });

  it('agrees with the map the other way: a claim of sustained is read as one, and tested', () => {
    const back = targetsOf('goal-achievement-to-level').find(({ code }) => code === 'sustained');
    const there = elements.find(({ code }) => code === 'sustained')?.target[0];
    expect([back?.equivalence, there?.equivalence]).toEqual(['equivalent', 'equivalent']);
    expect(back?.comment).toBeTruthy();
  });
});

describe('samples and templates', () => {
  const SAMPLES = ['gas-to-level', 'prompt-level-to-snomed', 'sample-vendor'];

  it('are marked as such, and are the only ones that no record is read by', () => {
    const drafts = maps.filter(({ status, experimental }) => status !== 'active' || experimental);
    expect(drafts.map(({ id }) => id)).toEqual(SAMPLES);
    const inUse = (definitions.conceptMaps as readonly ConceptMap[]).map(({ id }) => id);
    expect(inUse.sort()).toEqual(maps.map(({ id }) => id).filter((id) => !SAMPLES.includes(id)));
  });

  const FULL = coding('https://host.example/goal-status', 'FULL');
  const directVerbal = { valueCodeableConcept: coding('https://host.example/prompt-scale', 'VD') };
  const resources = [
    goal('g1', { achievementStatus: FULL, statusDate: '2026-03-30' }),
    session('s1', { component: [component('prompt-level', directVerbal)] }),
  ];

  it('change nothing of how a record is read', () => {
    const { caseFile } = readOne(resources);
    expect(caseFile.claims.filter(({ level }) => level !== null)).toEqual([]);
    expect(caseFile.sessions[0]?.values).toMatchObject([{ kind: 'unusable', why: 'unmapped' }]);
  });

  it('work once a tenant takes one up', () => {
    const conceptMaps = conceptMapsOf([mapOf('sample-vendor'), ...definitions.conceptMaps]);
    const { caseFile } = readOne(resources, { conceptMaps });
    expect(caseFile.claims).toMatchObject([{ level: 'achieved' }]);
    expect(caseFile.sessions[0]?.values).toMatchObject([{ kind: 'coded', code: 'verbal' }]);
  });

  it('leave every goal attainment score inexact: its meaning is set goal by goal', () => {
    const targets = targetsOf('gas-to-level');
    expect(targets).toHaveLength(SCORES.length);
    expect(new Set(targets.map(({ equivalence }) => equivalence))).toEqual(new Set(['inexact']));
    expect(mapOf('gas-to-level').description).toMatch(/each goal by itself/);
  });

  it('show every kind of equivalence but full ones with what to settle', () => {
    const targets = targetsOf('sample-vendor');
    const lossy = targets.filter(({ equivalence }) => equivalence !== 'equivalent');
    expect([...new Set(lossy.map(({ equivalence }) => equivalence))].sort()).toEqual([
      'inexact',
      'narrower',
      'unmatched',
    ]);
    expect(lossy.filter(({ comment }) => comment === undefined)).toEqual([]);
  });

  it('map nothing to SNOMED CT, and say why', () => {
    const map = mapOf('prompt-level-to-snomed');
    expect(map.group).toBeUndefined();
    expect(map.description).toMatch(/^Empty on purpose/);
  });
});

describe('the value sets of others’ codes', () => {
  it('take as claims what HL7’s codes are mapped to levels', () => {
    const claims = (mapOf('goal-achievement-to-level').group ?? []).flatMap(({ source, element }) =>
      element
        .filter(({ target }) => target.some(({ code }) => code !== undefined))
        .map(({ code }) => `${source}|${code}`),
    );
    const listed = [...codesOfValueSet(`${BASE}/ValueSet/goal-achievement-claims`)];
    expect(listed.sort()).toEqual(claims.sort());
  });

  it('hold the codes of goal attainment scaling', () => {
    const codes = [...codesOfValueSet(`${BASE}/ValueSet/gas-score-codes`)];
    expect(codes.sort()).toEqual(
      ['107331-1', '107332-9', '107333-7', '107334-5', '112296-9'].map(
        (code) => `${SYSTEM.loinc}|${code}`,
      ),
    );
    expect(SCORES).toEqual(
      ['LA34484-8', 'LA34483-0', 'LA34481-4', 'LA34480-6', 'LA34479-8'].map(
        (code) => `${SYSTEM.loinc}|${code}`,
      ),
    );
  });
});

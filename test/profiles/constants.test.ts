import { loadDefinitions } from '../../src/definitions.ts';
import { GRADED } from '../../src/domain/assessment.ts';
import { headlineOf } from '../../src/domain/findingWords.ts';
import { LEVELS, STRENGTHS } from '../../src/domain/level.ts';
import type { Severity, Stance, Trajectory, Verdict } from '../../src/domain/level.ts';
import { MEASURE_ROLES, OPTIONAL_PARAMETERS, PARAMETERS } from '../../src/domain/programme.ts';
import { RULES } from '../../src/domain/rules/index.ts';
import { FINDING_EVENTS } from '../../src/domain/tasks.ts';
import { TASKS } from '../../src/domain/taskWords.ts';
import { IDENTIFIER, PROFILE, SYSTEM } from '../../src/fhir/names.ts';
import { definitions } from '../support/builtPackage.ts';

interface Concept {
  readonly code: string;
}

const codesOf = (url: string): readonly string[] =>
  (definitions.find((each) => each.url === url)?.['concept'] as readonly Concept[]).map(
    ({ code }) => code,
  );

/** These tables do not compile when the union they list gains or loses a member. */
const TRAJECTORIES: Readonly<Record<Trajectory, true>> = {
  improving: true,
  steady: true,
  inconsistent: true,
  stalled: true,
  regressing: true,
  'not-assessable': true,
};
const VERDICTS: Readonly<Record<Verdict, true>> = {
  supported: true,
  overstated: true,
  understated: true,
  unverifiable: true,
  'no-claim': true,
};
const STANCES: Readonly<Record<Stance, true>> = {
  supports: true,
  mixed: true,
  contradicts: true,
  absent: true,
  'not-independent': true,
};
const SEVERITIES: Readonly<Record<Severity, true>> = { info: true, warning: true, high: true };

describe('the codes in the code', () => {
  it.each([
    [SYSTEM.level, LEVELS],
    [SYSTEM.strength, STRENGTHS],
    [SYSTEM.trajectory, Object.keys(TRAJECTORIES)],
    [SYSTEM.verdict, Object.keys(VERDICTS)],
    [SYSTEM.sourceStance, Object.keys(STANCES)],
    [SYSTEM.severity, Object.keys(SEVERITIES)],
  ])('are those of %s, in its order', (url, codes) => {
    expect(codes).toEqual(codesOf(url));
  });

  it.each([
    [SYSTEM.ruleParameter, [...PARAMETERS, ...OPTIONAL_PARAMETERS]],
    [SYSTEM.measureRole, MEASURE_ROLES],
  ])('are those of %s', (url, codes) => {
    expect([...codes].sort()).toEqual([...codesOf(url)].sort());
  });

  it('are events that duties of the shipped programmes follow, each, and no other is followed', () => {
    const defined = [...codesOf(SYSTEM.programmeEvent)].sort();
    const { programmes } = loadDefinitions();
    const followed = programmes.flatMap(({ duties }) => duties.flatMap(({ triggers }) => triggers));
    expect([...new Set(followed)].sort()).toEqual(defined);
    expect(FINDING_EVENTS.filter((event) => !defined.includes(event))).toEqual([]);
  });

  it('are findings that have a rule, a headline and a definition, each', () => {
    const defined = codesOf(SYSTEM.finding);
    expect(RULES.map(({ code }) => code).filter((code) => !defined.includes(code))).toEqual([]);
    // Goals without a programme are listed, and get no verdict that a finding could stand in.
    const silent = defined.filter((code) => headlineOf(code) === undefined);
    expect(silent).toEqual(['no-programme']);
  });

  it('are tasks that the CodeSystem has', () => {
    const defined = codesOf(SYSTEM.task);
    expect(Object.keys(TASKS).filter((code) => !defined.includes(code))).toEqual([]);
  });

  it('are grades that have a component each, and no other has one', () => {
    const components = codesOf(SYSTEM.observation).filter((code) => code.startsWith('grade-'));
    expect([...GRADED].map((grade) => `grade-${grade}`).sort()).toEqual([...components].sort());
  });
});

describe('the identifiers in the code', () => {
  const fixed = (profile: string): readonly string[] => {
    const text = JSON.stringify(definitions.find(({ url }) => url === profile));
    return Object.values(IDENTIFIER).filter((system) => text.includes(`"patternUri":"${system}"`));
  };

  it.each([
    ['verdict', PROFILE.verdict, [IDENTIFIER.verdict]],
    ['flag', PROFILE.flag, [IDENTIFIER.flag]],
    ['task', PROFILE.task, [IDENTIFIER.case, IDENTIFIER.task]],
    ['plan', PROFILE.attainmentPlan, [IDENTIFIER.plan]],
    ['device', PROFILE.device, [IDENTIFIER.device]],
    ['report', PROFILE.measureReport, [IDENTIFIER.report]],
  ])('of a %s are those that its profile fixes', (_kind, profile, systems) => {
    expect(fixed(profile)).toEqual(systems);
  });
});

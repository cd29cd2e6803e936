import { decisionOf, sameDecision } from '../../../src/domain/written.ts';
import { readDevice, readWritten } from '../../../src/fhir/read/written.ts';
import { verdictWrite } from '../../../src/fhir/write/verdict.ts';
import { aFinding, anAssessment } from '../../support/assessments.ts';

const BASE = 'https://attest.example/fhir';
const place = {
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
const verdict = (number: number, id: string) => ({
  ...verdictWrite(place, anAssessment({ findings: [aFinding('stalled')] }), number).resource,
  id,
});
const device = {
  resourceType: 'Device',
  id: 'd1',
  identifier: [{ system: `${BASE}/id/device`, value: 't1' }],
};
const provenance = (target: string, who: string, type = 'assembler') => ({
  resourceType: 'Provenance',
  id: 'x',
  target: [{ reference: target }],
  agent: [
    {
      type: {
        coding: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type',
            code: type,
          },
        ],
      },
      who: { reference: who },
    },
  ],
});
const flag = (value: string, changed: object = {}) => ({
  resourceType: 'Flag',
  id: 'f1',
  identifier: [{ system: `${BASE}/id/flag`, value }],
  status: 'active',
  period: { start: '2026-03-30T10:00:00Z' },
  ...changed,
});
const task = (changed: object = {}) => ({
  resourceType: 'Task',
  id: 't1',
  identifier: [{ system: `${BASE}/id/task`, value: 't1.g1.restage.2' }],
  groupIdentifier: { system: `${BASE}/id/case`, value: 't1.g1.stalled.3' },
  status: 'requested',
  intent: 'order',
  authoredOn: '2026-03-30T10:00:00Z',
  ...changed,
});
const stateOf = (resources: readonly unknown[], goal = 'Goal/g1') =>
  readWritten(resources, 't1').get(goal)?.state;

describe('readWritten', () => {
  it('reads back the decision that was written', () => {
    const assessment = anAssessment({ findings: [aFinding('stalled')] });
    const state = stateOf([verdict(2, 'b'), verdict(1, 'a')]);
    expect(state?.verdicts.map((each) => each.number)).toEqual([1, 2]);
    expect(state?.verdicts[0]?.decision).toEqual(decisionOf(assessment));
    expect(state?.verdicts[0]?.issued).toBe(assessment.asOf);
  });

  it.each(['none', 'stage-1', null])('reads back the stage at the baseline: %s', (stage) => {
    const assessment = anAssessment({ baseline: { reference: 'Observation/b', day: 1, stage } });
    const made = verdictWrite(place, assessment, 1).resource;
    const state = stateOf([{ ...made, id: 'a' }]);
    expect(state?.verdicts[0]?.decision).toEqual(decisionOf(assessment));
    expect(state?.verdicts[0]?.decision.baselineStage).toBe(stage);
  });

  it('reads the level and never HL7’s word beside it, which alone makes no new decision', () => {
    const assessment = anAssessment({ findings: [aFinding('stalled')] });
    const written = verdict(1, 'a') as unknown as {
      readonly valueCodeableConcept: { coding: object[] };
    };
    const [level, achievement] = written.valueCodeableConcept.coding;
    const coding = [level, { ...achievement, code: 'no-change' }];
    const state = stateOf([{ ...written, valueCodeableConcept: { coding } }]);
    const read = state?.verdicts[0]?.decision;
    expect(read && sameDecision(decisionOf(assessment), read, new Set())).toBe(true);
  });

  it('finds who made it through absolute and versioned references, and only through our Device', () => {
    const traced = (...others: unknown[]) =>
      stateOf([device, verdict(1, 'v1'), ...others])?.verdicts[0]?.traced;
    expect(traced()).toBe(false);
    const target = 'https://host.example/fhir/Observation/v1/_history/3';
    expect(traced(provenance(target, 'https://host.example/fhir/Device/d1'))).toBe(true);
    expect(traced(provenance('Observation/v1', 'Device/somebody-else'))).toBe(false);
    expect(traced(provenance('Observation/v2', 'Device/d1'))).toBe(false);
    expect(readDevice([device], 't1')).toBe('Device/d1');
    expect(readDevice([device], 't2')).toBeNull();
  });

  it('tells goals apart by the identifier, dots in ids of goals included', () => {
    const raised = (goal: string, value: string) => stateOf([flag(value)], goal)?.raised ?? [];
    expect(raised('Goal/g.1', 't1.g.1.stalled.2')).toMatchObject([{ code: 'stalled', episode: 2 }]);
    expect(raised('Goal/g', 't1.g.1.stalled.2')).toEqual([]);
    expect(raised('Goal/g1', 't2.g1.stalled.2')).toEqual([]);
    expect(raised('Goal/g1', 't1.g1.stalled')).toEqual([]);
  });

  it('reads a flag by its status and dates, whoever set them', () => {
    const read = (changed: object) => stateOf([flag('t1.g1.stalled.1', changed)])?.raised[0];
    expect(read({})).toMatchObject({ active: true, closed: null, reopened: false });
    const end = { period: { start: '2026-03-30T10:00:00Z', end: '2026-03-31T10:00:00Z' } };
    expect(read({ status: 'inactive', ...end })).toMatchObject({
      active: false,
      closed: Date.UTC(2026, 2, 31, 10),
    });
    expect(read({ status: 'active', ...end })).toMatchObject({ active: true, reopened: true });
    const meta = { lastUpdated: '2026-03-31T12:00:00Z' };
    expect(read({ status: 'entered-in-error', meta })).toMatchObject({
      active: false,
      closed: Date.UTC(2026, 2, 31, 12),
    });
  });

  it.each([
    ['as it was opened', {}, { open: true, touched: false }],
    ['owned by the provider', { owner: { reference: 'Organization/o' } }, { touched: false }],
    ['taken by a person', { owner: { reference: 'Practitioner/p' } }, { touched: true }],
    ['begun', { status: 'in-progress' }, { open: true, touched: true }],
    ['written on', { note: [{ text: 'Asked.' }] }, { open: true, touched: true }],
    ['done', { status: 'completed' }, { open: false }],
    ['refused', { status: 'rejected' }, { open: false }],
  ])('reads a task %s', (_what, changed, expected) => {
    const read = stateOf([task(changed)])?.tasks[0];
    expect(read).toMatchObject({
      kind: 'restage',
      number: 2,
      case: { code: 'stalled', episode: 3 },
      ...expected,
    });
  });

  it('reads what it can of what a host has mangled, and no more', () => {
    const mangled = { ...verdict(1, 'v1'), component: 'lost' };
    expect(stateOf([mangled])?.verdicts[0]?.decision).toMatchObject({
      level: 'partial',
      verdict: null,
      findings: [],
    });
    const rubbish = [null, 'x', 7, {}, { resourceType: 'Flag' }, { resourceType: 'Provenance' }];
    expect(readWritten(rubbish, 't1').size).toBe(0);
  });

  it('says the same in any order', () => {
    const all = [device, verdict(1, 'a'), verdict(2, 'b'), flag('t1.g1.stalled.1'), task()];
    expect(stateOf([...all].reverse())).toEqual(stateOf(all));
  });
});

import { join } from 'node:path';
import { loadDefinitions, loadProgrammeFile } from '../../../src/definitions.ts';
import type { Criterion, Programme, Stage, Threshold } from '../../../src/domain/programme.ts';
import { canonicalOf, PARAMETERS } from '../../../src/domain/programme.ts';

const definitions = loadDefinitions();
const programmeOf = (id: string): Programme => {
  const programme = definitions.programmes.find(({ url }) => url.endsWith(`/${id}`));
  if (programme === undefined) throw new Error(`${id} does not ship`);
  return programme;
};
const travel = programmeOf('independent-travel');
const care = programmeOf('personal-care-confidence');
const engagement = programmeOf('meaningful-engagement');

const SIGN = { 'at-most': '≤', 'at-least': '≥', equals: '=', 'is-true': 'is true' } as const;

function thresholdText(threshold: Threshold | null): string {
  if (threshold === null) return '';
  if (threshold.kind === 'code') return ` ${threshold.code}`;
  return ` ${threshold.value}${threshold.unit === '1' ? '' : ` ${threshold.unit}`}`;
}

function criterionText(criterion: Criterion): string {
  const { measure, comparator, threshold, anyOf, requires, neededOnlyWhenOtherwiseMet } = criterion;
  return [
    `${measure} ${SIGN[comparator]}${thresholdText(threshold)}`,
    requires === null ? '' : ` with ${requires}`,
    anyOf === null ? '' : ` or (${anyOf})`,
    neededOnlyWhenOtherwiseMet ? ' if otherwise met' : '',
  ].join('');
}

const criteriaOf = (programme: Programme) =>
  programme.stages.map((stage) => [stage.code, stage.level, ...stage.criteria.map(criterionText)]);

const column = (programme: Programme, name: keyof Stage) =>
  programme.stages.map((stage) => stage[name]);

describe('what a session meets', () => {
  it('in independent travel', () => {
    expect(criteriaOf(travel)).toEqual([
      ['stage-1', 'partial', 'prompt-level ≤ modelling', 'safety-checks ≥ 0.5'],
      [
        'stage-2',
        'partial',
        'prompt-level ≤ verbal',
        'prompt-count ≤ 3',
        'safety-checks ≥ 0.8',
        'confidence-observed ≥ low',
      ],
      [
        'stage-3',
        'near-complete',
        'prompt-level ≤ gestural',
        'prompt-count ≤ 1',
        'safety-checks = 1',
        'confidence-observed ≥ some',
      ],
      [
        'stage-4',
        'achieved',
        'prompt-level = independent',
        'prompt-count = 0',
        'safety-checks = 1',
        'confidence-observed ≥ good',
        'planned is true if otherwise met',
      ],
    ]);
  });

  it('in personal-care confidence', () => {
    expect(criteriaOf(care)).toEqual([
      ['stage-1', 'partial', 'steps-independent ≥ 0.25', 'prompt-level ≤ modelling'],
      [
        'stage-2',
        'partial',
        'steps-independent ≥ 0.5',
        'prompt-level ≤ verbal',
        'reassurance-count ≤ 3',
      ],
      [
        'stage-3',
        'near-complete',
        'steps-independent ≥ 0.8',
        'prompt-level ≤ indirect-verbal',
        'reassurance-count ≤ 1',
        'hesitation ≤ slight',
      ],
      [
        'stage-4',
        'achieved',
        'steps-independent = 1',
        'prompt-level = independent',
        'reassurance-count = 0',
        'hesitation ≤ slight',
        'settled-after ≥ mostly-settled',
      ],
    ]);
  });

  it('in meaningful engagement, where attendance alone is only the first stage (E03)', () => {
    expect(criteriaOf(engagement)).toEqual([
      ['stage-1', 'partial', 'attended is true'],
      [
        'stage-2',
        'partial',
        'attended is true',
        'engagement-duration ≥ 10 min',
        'prompt-level ≤ verbal',
      ],
      [
        'stage-3',
        'near-complete',
        'engagement-duration ≥ 20 min',
        'prompt-level ≤ gestural',
        'enjoyment-observed ≥ some with enjoyment-basis',
      ],
      [
        'stage-4',
        'achieved',
        'engagement-duration ≥ 30 min',
        'initiated-by = person',
        'enjoyment-observed ≥ clear with enjoyment-basis or (enjoyment)',
        'enjoyment-stated ≥ clear or (enjoyment)',
      ],
    ]);
  });

  it('ranks coded thresholds by their scale', () => {
    expect(travel.stages[0]?.criteria[0]?.threshold).toEqual({
      kind: 'code',
      system: 'https://attest.example/fhir/CodeSystem/prompt-level',
      code: 'modelling',
      rank: 4,
    });
  });
});

describe('what validates a stage', () => {
  it.each([
    ['travel', travel, [10, 12, 14, 15], [15, 17, 19, 20], [0, 1, 3, 4], [7, 14, 21, 28]],
    ['care', care, [12, 14, 16, 24], [18, 20, 22, 30], [0, 0, 2, 10], [7, 10, 14, 21]],
    ['engagement', engagement, [12, 13, 15, 17], [17, 18, 20, 22], [1, 2, 4, 6], [7, 10, 14, 21]],
  ])('%s: marks, caps, losses and spans', (_, programme, pass, cap, lostAt, span) => {
    expect(column(programme, 'pass')).toEqual(pass);
    expect(column(programme, 'cap')).toEqual(cap);
    expect(column(programme, 'lostAt')).toEqual(lostAt);
    expect(column(programme, 'minSpanDays')).toEqual(span);
  });

  it.each([
    ['travel', travel],
    ['care', care],
    ['engagement', engagement],
  ])('%s: weeks, workers, observations and feedback', (_, programme) => {
    expect(column(programme, 'rank')).toEqual([1, 2, 3, 4]);
    expect(column(programme, 'minWeeks')).toEqual([2, 2, 3, 4]);
    expect(column(programme, 'workers')).toEqual([1, 2, 2, 2]);
    expect(column(programme, 'observations')).toEqual([0, 1, 1, 3]);
    expect(column(programme, 'feedback')).toEqual([0, 0, 0, 1]);
  });

  it('takes the pace from how often sessions are', () => {
    const pace = ({ parameters: p }: Programme) => [
      p['recency-days'],
      p['stalled-days'],
      p['sustained-days'],
      p['sustained-units'],
      p['claim-grace-days'],
    ];
    expect(pace(travel)).toEqual([14, 42, 56, 12, 56]);
    expect(pace(care)).toEqual([7, 28, 42, 28, 56]);
    expect(pace(engagement)).toEqual([14, 28, 28, 12, 28]);
  });

  it('has every other number in common', () => {
    const paced = ['recency', 'stalled', 'sustained', 'claim-grace'].map((each) => `${each}-days`);
    for (const name of PARAMETERS) {
      if (paced.includes(name) || name === 'sustained-units') continue;
      expect([name, care.parameters[name]]).toEqual([name, travel.parameters[name]]);
      expect([name, engagement.parameters[name]]).toEqual([name, travel.parameters[name]]);
    }
    const common = Object.entries(travel.parameters).filter(
      ([name]) => !paced.includes(name) && name !== 'sustained-units' && name !== 'stop-below',
    );
    expect(Object.fromEntries(common)).toEqual({
      'audit-observations': 2,
      'brief-share': 0.25,
      'claim-observations': 8,
      'claim-observations-before-days': 7,
      'claim-observations-least': 2,
      'claim-observations-odds': 0.03,
      'claim-pairs': 2,
      'claim-records': 12,
      'claim-records-before-days': 14,
      'claim-records-least': 6,
      'claim-records-odds': 0.01,
      'completeness-moderate': 0.85,
      'completeness-strong': 0.95,
      'completeness-weak': 0.6,
      'confidence-range': 2,
      'consistency-strong': 1.6,
      'contemporaneity-moderate': 0.7,
      'contemporaneity-strong': 0.9,
      'contemporaneity-weak': 0.5,
      'criterion-share': 0.8,
      'feedback-days': 42,
      'feedback-moderate': 2.5,
      'feedback-strong': 3,
      'inconsistent-below-best': 0.3,
      'inconsistent-block': 6,
      'inconsistent-high': 0.8,
      'inconsistent-least': 8,
      'inconsistent-low': 0.3,
      'inconsistent-records': 12,
      'inconsistent-spread': 0.5,
      'inconsistent-switches': 4,
      'late-after-hours': 48,
      'leniency-odds': 0.05,
      'note-copied-days': 14,
      'note-copied-likeness': 0.6,
      'note-copy': 0.9,
      'note-near-duplicate': 0.7,
      'note-shortest': 8,
      'note-window': 40,
      'observation-days': 42,
      'observation-request-days': 5,
      'observation-share': 0.8,
      'observations-strong': 2,
      'pair-days': 84,
      'pair-made-good': 5,
      'pairs-made-good': 8,
      'recency-loss-factor': 4,
      'recent-sessions': 6,
      'regressed-days': 56,
      'safety-event-days': 28,
      'span-strong': 2,
      'stalled-rise': 0.25,
      'stalled-sessions': 12,
      'support-reduction-stage': 4,
      'sustained-observation-share': 0.8,
      'sustained-observations': 2,
      'sustained-share': 0.85,
      'usable-least': 6,
      'volume-strong': 1.5,
      'weak-feedback-days': 28,
      'weeks-strong': 2,
    });
  });

  it('stops at unsafe travel only where safety is checked', () => {
    expect(travel.parameters['stop-below']).toBe(0.5);
    expect(travel.measures.safety).toBe('safety-checks');
    expect([care, engagement].map((each) => each.parameters['stop-below'])).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('says who set each number, and when', () => {
    expect(Object.keys(travel.origins).sort()).toEqual([...PARAMETERS, 'stop-below'].sort());
    expect(travel.origins['criterion-share']).toEqual({
      setBy: 'Attest rules 1.0.0',
      setOn: '2026-11-01',
    });
  });
});

describe('the words of a programme', () => {
  it.each([
    ['travel', travel, ['partial', 'partial', 'near-complete', 'fully achieved']],
    ['care', care, ['partial', 'partial', 'developing', 'achieved']],
    ['engagement', engagement, ['attends', 'takes part', 'enjoys', 'chooses']],
  ])('%s: its own status words, as staff use them (C21)', (_, programme, words) => {
    expect(column(programme, 'displayWord')).toEqual(words);
    expect(programme.words.baseline).toBe('not yet partial');
    expect(programme.words.sustained).toBe(`${words[3] ?? ''}, sustained`);
  });

  it("are the audit's own (C22)", () => {
    const audit = ({ words }: Programme) => [words.auditUpheld, words.auditNotUpheld];
    expect(audit(travel)).toEqual(['validated', 'not validated']);
    expect(audit(care)).toEqual(['supported', 'not supported']);
    expect(audit(engagement)).toEqual(['justified', 'not justified']);
  });
});

/** `task: role, deadline or cadence`, as the article has them. */
function dutyText({ code, roles, deadline, cadence }: Programme['duties'][number]): string {
  const within =
    deadline &&
    `within ${deadline.value} ${deadline.workingDays ? 'working ' : ''}${deadline.unit}`;
  const every = cadence && `${cadence.frequency} per ${cadence.period} ${cadence.unit}`;
  return `${code}: ${roles.join('+')}, ${within ?? every ?? 'no time'}`;
}

describe('who does what by when', () => {
  it('in independent travel (T05, T12, T18, T20, T22, T24, T26, T28, T30)', () => {
    expect(travel.duties.map(dutyText)).toEqual([
      'record-baseline: key-worker, within 5 working day',
      'record-session: support-worker, within 1 hour',
      'frontline-review: team-leader, 2 per 1 week',
      'update-briefing: team-leader, within 0 day',
      'manager-review: registered-manager, 1 per 1 month',
      'restage: registered-manager, within 48 hour',
      'spot-observation: team-leader, within 7 day',
      'audit: quality-lead, 1 per 1 month',
      'escalate-senior-management: quality-lead, within 0 day',
    ]);
  });

  it('in personal-care confidence (P05, P12, P18, P19, P23, P25, P27, P29, P31)', () => {
    expect(care.duties.map(dutyText)).toEqual([
      'record-baseline: field-supervisor, within 3 working day',
      'record-session: care-worker, within 0 hour',
      'frontline-review: care-coordinator, 1 per 72 hour',
      'alert-manager: care-coordinator, within 0 day',
      'manager-review: registered-manager, 1 per 2 week',
      'change-support-frequency: registered-manager, within 24 hour',
      'restage: registered-manager, within 48 hour',
      'closer-review: care-coordinator, within 72 hour',
      'spot-observation: field-supervisor, within 7 day',
      'audit: quality-lead, 1 per 1 month',
      'escalate-senior-management: quality-lead, within 1 working day',
    ]);
  });

  it('in meaningful engagement (E05, E12, E17, E18, E20, E21, E25, E26, E28)', () => {
    expect(engagement.duties.map(dutyText)).toEqual([
      'record-baseline: activities-coordinator, within 2 week',
      'record-session: care-staff+activity-staff, within 0 hour',
      'frontline-review: deputy-manager, 1 per 1 week',
      'update-briefing: deputy-manager, within 0 day',
      'manager-review: registered-manager, 1 per 4 week',
      'update-activity-plan: registered-manager, within 48 hour',
      'spot-observation: deputy-manager, within 7 day',
      'coaching: deputy-manager, within 14 day',
      'restage: registered-manager, within 48 hour',
      'audit: quality-lead, 1 per 1 month',
      'escalate-senior-management: quality-lead, within 0 day',
    ]);
  });

  it('never lets those who record or decide audit (C17)', () => {
    for (const { duties } of definitions.programmes) {
      const auditors = duties.find(({ code }) => code === 'audit')?.roles ?? [];
      const others = duties
        .filter(({ code }) => code !== 'audit' && code !== 'escalate-senior-management')
        .flatMap(({ roles }) => roles);
      expect(auditors).toEqual(['quality-lead']);
      expect(others.filter((role) => auditors.includes(role))).toEqual([]);
    }
  });
});

describe('improvement since baseline', () => {
  const text = (programme: Programme) =>
    programme.improvement.map(
      ({ measure, statistic, code, better, window }) =>
        `${measure} ${statistic}${code === null ? '' : `(${code})`} ${better} ${window.value} ${window.unit}`,
    );

  it("is measured by each programme's own measures (T42-T46, P41-P44, E40-E44)", () => {
    expect(text(travel)).toEqual([
      'prompt-level median lower 56 day',
      'prompt-count median lower 56 day',
      'confidence-observed median higher 56 day',
      'safety-checks median higher 56 day',
      'success share-next-stage higher 56 day',
    ]);
    expect(text(care)).toEqual([
      'hesitation range lower 6 session',
      'reassurance-count median lower 6 session',
      'prompt-level median lower 6 session',
      'steps-independent median higher 6 session',
      'success share-next-stage higher 6 session',
    ]);
    expect(text(engagement)).toEqual([
      'engagement-duration median higher 28 day',
      'initiated-by share-equal(person) higher 28 day',
      'enjoyment-observed median higher 28 day',
      'records share-complete higher 28 day',
    ]);
  });
});

describe('parts that measures play', () => {
  it('are told by each programme', () => {
    expect(travel.measures).toEqual({
      feedback: 'confidence-self',
      safety: 'safety-checks',
      confidence: 'confidence-observed',
      prompt: 'prompt-level',
      'prompt-count': 'prompt-count',
    });
    expect(care.measures).toEqual({
      feedback: 'confidence-self',
      confidence: 'hesitation',
      'confidence-dip': 'confidence-dip',
      prompt: 'prompt-level',
      steps: 'steps-independent',
      reassurance: 'reassurance-count',
    });
    expect(engagement.measures).toEqual({
      feedback: 'enjoyment-stated',
      prompt: 'prompt-level',
      attendance: 'attended',
      duration: 'engagement-duration',
      'session-duration': 'session-duration',
      enjoyment: 'enjoyment-observed',
      'enjoyment-basis': 'enjoyment-basis',
      'enjoyment-stated': 'enjoyment-stated',
      initiation: 'initiated-by',
    });
  });

  it("let no proxy speak for the person's own word", () => {
    expect(definitions.programmes.map((each) => each.proxyFeedbackReason)).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe("a vendor's programme with its own codes", () => {
  const path = join(import.meta.dirname, '../../profiles/fourth-programme.json');
  const loaded = loadProgrammeFile(path, definitions);
  if ('faults' in loaded) throw new Error(JSON.stringify(loaded.faults));
  const { programme } = loaded;

  it('needs no change of code', () => {
    expect(canonicalOf(programme)).toBe(
      'https://kitchen.example/fhir/PlanDefinition/cooking-a-meal|0.3.0',
    );
    expect([programme.setting, programme.goalDomain]).toEqual(['supported-living', 'nutrition']);
    expect(criteriaOf(programme)).toEqual([
      ['helps', 'partial', 'help-needed ≤ talked-through'],
      ['shares', 'near-complete', 'help-needed ≤ watched', 'steps-alone ≥ 0.5'],
      [
        'cooks',
        'achieved',
        'help-needed = alone',
        'steps-alone = 1',
        'hob-off is true',
        'own-choice is true or (whose-meal)',
        'reminders ≤ 0 with menu or (whose-meal)',
      ],
    ]);
    expect(programme.stages[0]?.criteria[0]?.threshold).toMatchObject({ rank: 2 });
    expect(programme.proxyFeedbackReason).toMatch(/^Two of the people here/);
  });

  it('stands beside the others, with its codes and maps', () => {
    expect(loaded.definitions.programmes).toHaveLength(4);
    expect(definitions.programmes).toHaveLength(3);
    const help = 'https://kitchen.example/fhir/CodeSystem/help';
    expect(loaded.definitions.terminology.concept(help, 'not-today')?.attempt).toBe('declined');
    expect(loaded.definitions.conceptMaps).toHaveLength(definitions.conceptMaps.length + 1);
  });
});

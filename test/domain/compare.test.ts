import { compare } from '../../src/domain/compare.ts';
import type { Act } from '../../src/domain/acts.ts';
import type { Assessment } from '../../src/domain/assessment.ts';
import { DAY, HOUR } from '../../src/domain/time.ts';
import { NOTHING_WRITTEN, decisionOf } from '../../src/domain/written.ts';
import type {
  RaisedFinding,
  WrittenState,
  WrittenTask,
  WrittenVerdict,
} from '../../src/domain/written.ts';
import {
  AS_OF,
  aProgramme,
  anAssessment,
  dayBefore,
  withFindings,
} from '../support/assessments.ts';

const acts = (
  now: Assessment,
  before: Assessment | null,
  written: Partial<WrittenState> = {},
  changed: { setting?: string; propose?: boolean; open?: boolean; provider?: string } = {},
): readonly Act[] =>
  compare({
    now,
    dayBefore: before,
    open: changed.open ?? true,
    provider: changed.provider ?? null,
    written: { ...NOTHING_WRITTEN, ...written },
    programme: aProgramme({ setting: changed.setting ?? 'supported-living' }),
    propose: changed.propose ?? false,
    goal: null,
    isHoliday: () => false,
  });

const verdict = (
  assessment: Assessment,
  changed: Partial<WrittenVerdict> = {},
): WrittenVerdict => ({
  reference: 'Observation/v1',
  number: 1,
  decision: decisionOf(assessment),
  issued: AS_OF - 3 * DAY,
  standing: 'preliminary',
  traced: true,
  confirmationTraced: false,
  ...changed,
});

const raised = (code: string, changed: Partial<RaisedFinding> = {}): RaisedFinding => ({
  reference: `Flag/${code}`,
  code,
  episode: 1,
  active: true,
  since: AS_OF - 3 * DAY,
  closed: null,
  reopened: false,
  severity: 'warning',
  ...changed,
});

const task = (kind: string, changed: Partial<WrittenTask> = {}): WrittenTask => ({
  reference: `Task/${kind}`,
  kind,
  number: 1,
  case: { code: 'stalled', episode: 1 },
  open: true,
  touched: false,
  lastSeen: AS_OF - 3 * DAY,
  proposed: null,
  traced: true,
  ...changed,
});

const summaries = (list: readonly Act[]): readonly string[] =>
  list.map((act) => {
    switch (act.act) {
      case 'raise-finding':
        return `raise ${act.finding.code} ${act.episode}`;
      case 'close-finding':
        return `close ${act.raised}`;
      case 'reweigh-finding':
        return `reweigh ${act.raised} ${act.severity}`;
      case 'open-task':
        return `open ${act.kind} ${act.number} for ${act.case.code} ${act.case.episode}`;
      case 'propose-again':
        return `propose ${act.task} ${act.proposed}`;
      case 'cancel-task':
      case 'trace-task':
        return `${act.act} ${act.task}`;
      case 'record-verdict':
        return `record ${act.number}`;
      case 'attach-programme':
      case 'confirm-verdict':
      case 'trace-verdict':
      case 'trace-confirmation':
      case 'show-verdict':
      case 'hide-verdict':
      case 'set-status':
      case 'trace-shown':
      case 'trace-status':
        return act.act;
    }
  });

const flagging = (list: readonly Act[]): readonly string[] =>
  summaries(list).filter((line) => /^(raise|close|reweigh)/.test(line));
const tasking = (list: readonly Act[]): readonly string[] =>
  summaries(list).filter((line) => /^(open|cancel|propose)/.test(line));

const none = anAssessment();
const clean = (code: string): Assessment => withFindings([code]);

describe('raising and closing', () => {
  /** Holds now, held a day ago, active in the record -> what is done. */
  const table: readonly (readonly [string, boolean, boolean, boolean, readonly string[]])[] = [
    ['stalled', true, true, false, ['raise stalled 1']],
    ['stalled', true, false, false, []],
    ['stalled', false, true, false, []],
    ['stalled', false, false, false, []],
    ['stalled', true, true, true, []],
    ['stalled', true, false, true, []],
    ['stalled', false, true, true, []],
    ['stalled', false, false, true, ['close Flag/stalled']],
    ...[
      'overstatement',
      'missing-baseline',
      'audit-not-supported',
      'safety-event',
      'copied-note',
    ].flatMap((code): [string, boolean, boolean, boolean, readonly string[]][] => [
      [code, true, false, false, [`raise ${code} 1`]],
      [code, false, true, false, []],
      [code, false, true, true, [`close Flag/${code}`]],
    ]),
    ['late-record', true, true, false, []],
  ];

  it.each(table)('%s: now %s, a day ago %s, active %s', (code, now, before, active, expected) => {
    const severity = withFindings([code]).findings[0]?.severity ?? null;
    const list = acts(now ? clean(code) : none, dayBefore(before ? clean(code) : none), {
      raised: active ? [raised(code, { severity })] : [],
    });
    expect(flagging(list)).toEqual(expected);
  });

  it('raises only what one look settles on the first day of a goal', () => {
    const list = acts(withFindings(['overstatement', 'stalled']), null);
    expect(flagging(list)).toEqual(['raise overstatement 1']);
  });

  it('begins a new episode when a finding comes back', () => {
    const away = verdict(none, { number: 2, issued: AS_OF - 2 * DAY });
    const list = acts(clean('stalled'), dayBefore(clean('stalled')), {
      verdicts: [verdict(clean('stalled'), { issued: AS_OF - 9 * DAY }), away],
      raised: [raised('stalled', { active: false, closed: AS_OF - 2 * DAY, episode: 3 })],
    });
    expect(flagging(list)).toEqual(['raise stalled 4']);
  });

  it('leaves alone what can no longer be told, with its tasks', () => {
    const blind = anAssessment({
      notAssessable: [{ code: 'stalled', because: 'Too few records.' }],
    });
    const written = { raised: [raised('stalled')], tasks: [task('restage')] };
    expect(flagging(acts(blind, dayBefore(blind), written))).toEqual([]);
    expect(tasking(acts(blind, dayBefore(blind), written))).toEqual([]);
  });

  it('does not raise again what a person closed while it held', () => {
    const list = acts(clean('stalled'), dayBefore(clean('stalled')), {
      verdicts: [verdict(clean('stalled'))],
      raised: [raised('stalled', { active: false, closed: AS_OF - DAY })],
      tasks: [task('restage')],
    });
    expect(flagging(list)).toEqual([]);
    expect(tasking(list)).toEqual(['cancel-task Task/restage']);
  });

  it('leaves alone what a person set active again', () => {
    const list = acts(none, dayBefore(none), { raised: [raised('stalled', { reopened: true })] });
    expect(flagging(list)).toEqual([]);
  });

  it('follows a change of severity', () => {
    const list = acts(clean('overstatement'), null, { raised: [raised('overstatement')] });
    expect(flagging(list)).toEqual(['reweigh Flag/overstatement high']);
  });

  it('does not tell the severity again and again to a record that does not keep it', () => {
    const kept = [raised('overstatement', { severity: null })];
    expect(flagging(acts(clean('overstatement'), null, { raised: kept }))).toEqual([]);
  });
});

describe('verdicts', () => {
  const recorded = (now: Assessment, last: WrittenVerdict): readonly string[] =>
    summaries(acts(now, null, { plan: 'CarePlan/c', verdicts: [last] })).filter((line) =>
      line.startsWith('record'),
    );

  it('records none when only days, citations, words and severities have moved', () => {
    const later = withFindings(['stalled'], {
      asOf: AS_OF + 5 * DAY,
      run: { start: 20_520, cites: ['Observation/s40'] },
      rules: '1.0.1',
      claimed: { level: 'achieved', code: 'FULL', day: 20_543, reference: 'Goal/g1/_history/8' },
      findings: [{ code: 'stalled', severity: 'high', because: 'Other words.', cites: [] }],
    });
    expect(recorded(later, verdict(clean('stalled')))).toEqual([]);
  });

  const changes: readonly (readonly [string, Partial<Assessment>])[] = [
    ['claim', { claimed: { level: 'sustained', code: 'x', day: 1, reference: null } }],
    ['level', { validated: { ...none.validated, level: 'near-complete' } }],
    ['stage', { validated: { ...none.validated, stage: 'stage-1' } }],
    ['trajectory', { trajectory: 'steady' }],
    ['strength', { strength: 'weak' }],
    ['a grade', { grades: { ...none.grades, recency: 2 } }],
    ['a stance', { sources: { ...none.sources, audit: 'supports' } }],
    ['verdict', { verdict: 'unverifiable' }],
    ['a finding', { findings: clean('late-record').findings }],
    ['a need', { next: [] }],
    ['the programme', { programme: `${aProgramme().url}|2.0.0` }],
  ];
  it.each(changes)('records a new one when %s changes', (_what, changed) => {
    expect(recorded(anAssessment(changed), verdict(none, { number: 4 }))).toEqual(['record 5']);
  });

  it('leaves a finding that cannot be told now out of the comparison, whoever could tell it', () => {
    const blind = anAssessment({
      notAssessable: [{ code: 'copied-note', because: 'Needs the notes of other people.' }],
    });
    expect(recorded(blind, verdict(clean('copied-note')))).toEqual([]);
    expect(recorded(clean('copied-note'), verdict(none))).toEqual(['record 2']);
    const alsoStalled = { ...blind, findings: clean('stalled').findings };
    expect(recorded(alsoStalled, verdict(clean('copied-note')))).toEqual(['record 2']);
  });

  it('does not compare a programme that the host did not keep', () => {
    const kept = verdict(none, { decision: { ...decisionOf(none), programme: null } });
    expect(recorded(none, kept)).toEqual([]);
  });

  it('compares the stage at the baseline only where both verdicts tell it', () => {
    const began = (stage: string | null) =>
      anAssessment({ baseline: { reference: 'Observation/b', day: 20_468, stage } });
    expect(recorded(began('stage-1'), verdict(began(null)))).toEqual([]);
    expect(recorded(began(null), verdict(began('stage-1')))).toEqual([]);
    expect(recorded(began('stage-1'), verdict(began('stage-1')))).toEqual([]);
    expect(recorded(began('stage-1'), verdict(began('none')))).toEqual(['record 2']);
  });

  const review = (level: string, issued: number) => ({
    reference: 'Observation/r1',
    level,
    issued,
    by: 'PractitionerRole/rm',
    organisations: [] as readonly string[],
  });
  const confirmed = (level: string, issued: number): boolean =>
    acts(none, null, {
      verdicts: [verdict(none)],
      reviews: [review(level, issued)],
    }).some((act) => act.act === 'confirm-verdict');
  const confirming = (written: Partial<WrittenState>, provider?: string): readonly string[] =>
    summaries(acts(none, null, written, provider === undefined ? {} : { provider })).filter(
      (line) => line.endsWith('confirm-verdict') || line === 'trace-confirmation',
    );

  it('confirms a verdict by a later decision on the same level, and by no other', () => {
    expect(confirmed('partial', AS_OF - DAY)).toBe(true);
    expect(confirmed('achieved', AS_OF - DAY)).toBe(false);
    expect(confirmed('partial', AS_OF - 4 * DAY)).toBe(false);
    expect(confirmed('partial', AS_OF + HOUR)).toBe(false);
  });

  it('leaves a verdict that a person set aside as that person left it', () => {
    const reviews = [review('partial', AS_OF - DAY)];
    const standing = (changed: Partial<WrittenVerdict>) =>
      confirming({ verdicts: [verdict(none, changed)], reviews });
    expect(standing({ standing: 'set-aside' })).toEqual([]);
    expect(standing({ standing: 'confirmed' })).toEqual(['trace-confirmation']);
    expect(standing({ standing: 'confirmed', confirmationTraced: true })).toEqual([]);
  });

  it('takes the word of the manager of the service that supports the person, where both are known', () => {
    const by = (...organisations: readonly string[]) => ({
      verdicts: [verdict(none)],
      reviews: [{ ...review('partial', AS_OF - DAY), organisations }],
    });
    expect(confirming(by('Organization/elm'), 'Organization/oak')).toEqual([]);
    expect(confirming(by('Organization/elm', 'Organization/oak'), 'Organization/oak')).toEqual([
      'confirm-verdict',
    ]);
    expect(confirming(by(), 'Organization/oak')).toEqual(['confirm-verdict']);
    expect(confirming(by('Organization/elm'))).toEqual(['confirm-verdict']);
  });
});

describe('tasks', () => {
  const opened = (code: string, setting: string): readonly string[] =>
    acts(clean(code), dayBefore(clean(code)), {}, { setting }).flatMap((act) =>
      act.act === 'open-task' ? [act.kind] : [],
    );

  it.each([
    [
      'supported-living',
      ['manager-review', 'restage', 'spot-observation', 'escalate-senior-management'],
    ],
    ['home-care', ['restage', 'closer-review', 'spot-observation', 'escalate-senior-management']],
    ['residential', ['spot-observation', 'coaching', 'restage', 'escalate-senior-management']],
  ])('answers a doubtful claim in %s with three linked tasks (T37, E35)', (setting, expected) => {
    expect(opened('overstatement', setting)).toEqual(expected);
    expect(opened('claim-not-yet-evidenced', setting)).toEqual(expected.slice(0, 3));
  });

  it('answers unstable progress in home care with three linked tasks (P36)', () => {
    expect(opened('inconsistent-attempts', 'home-care')).toEqual([
      'restage',
      'closer-review',
      'spot-observation',
    ]);
  });

  it('opens nothing for a finding that has held for less than a day', () => {
    expect(tasking(acts(clean('late-record'), dayBefore(none)))).toEqual([]);
    expect(tasking(acts(clean('stalled'), dayBefore(none)))).toEqual([]);
  });

  it('opens one task where several findings ask for the same', () => {
    const now = withFindings(['stalled', 'inconsistent-attempts', 'overstatement']);
    const kinds = tasking(acts(now, dayBefore(now)));
    expect(kinds).toEqual([
      'open manager-review 1 for overstatement 1',
      'open restage 1 for overstatement 1',
      'open spot-observation 1 for overstatement 1',
      'open escalate-senior-management 1 for overstatement 1',
      'open frontline-review 1 for inconsistent-attempts 1',
    ]);
  });

  it('opens none of a kind that is still open, and a numbered one once it is done', () => {
    const now = clean('stalled');
    const other = { code: 'regressing', episode: 1 };
    const flags = { raised: [raised('stalled', { since: AS_OF - DAY })] };
    const open = task('restage', { case: other });
    expect(tasking(acts(now, dayBefore(now), { ...flags, tasks: [open] }))).toEqual([]);
    const done = { ...open, open: false, lastSeen: AS_OF - 2 * DAY };
    expect(tasking(acts(now, dayBefore(now), { ...flags, tasks: [done] }))).toEqual([
      'open restage 2 for stalled 1',
    ]);
    const doneSince = { ...done, lastSeen: AS_OF - HOUR };
    expect(tasking(acts(now, dayBefore(now), { ...flags, tasks: [doneSince] }))).toEqual([]);
  });

  it('does not ask twice for a quiet finding that simply goes on', () => {
    const now = clean('late-record');
    const verdicts = [verdict(now)];
    const done = task('data-fix', { open: false, case: { code: 'late-record', episode: 1 } });
    expect(tasking(acts(now, dayBefore(now), { verdicts, tasks: [done] }))).toEqual([]);
    const back = [
      verdict(now, { issued: AS_OF - 20 * DAY }),
      verdict(none, { number: 2, issued: AS_OF - 9 * DAY }),
      verdict(now, { number: 3, issued: AS_OF - 2 * DAY }),
    ];
    const old = { ...done, lastSeen: AS_OF - 15 * DAY };
    expect(tasking(acts(now, dayBefore(now), { verdicts: back, tasks: [old] }))).toEqual([
      'open data-fix 2 for late-record 2',
    ]);
  });

  it('withdraws an untouched task with its finding and leaves one that was begun', () => {
    const written = { raised: [raised('stalled')], tasks: [task('restage')] };
    expect(tasking(acts(none, dayBefore(none), written))).toEqual(['cancel-task Task/restage']);
    const begun = { ...written, tasks: [task('restage', { touched: true })] };
    expect(tasking(acts(none, dayBefore(none), begun))).toEqual([]);
    const stillHolding = acts(none, dayBefore(clean('stalled')), written);
    expect(tasking(stillHolding)).toEqual([]);
  });

  it.each(['overstatement', 'claim-unsupported', 'claim-not-yet-evidenced'])(
    'leaves the work that %s asked for to people, whatever became of the claim (C24)',
    (code) => {
      const asked = (kind: string) => task(kind, { case: { code, episode: 1 } });
      const kinds = ['manager-review', 'restage', 'spot-observation', 'escalate-senior-management'];
      const written = {
        raised: [raised(code, { active: false, closed: AS_OF - DAY })],
        tasks: kinds.map(asked),
      };
      expect(tasking(acts(none, dayBefore(none), written))).toEqual([]);
    },
  );

  it('asks again when a finding comes back in a record that cannot show it', () => {
    const now = clean('overstatement');
    const written = (...verdicts: readonly WrittenVerdict[]): Partial<WrittenState> => ({
      verdicts,
      tasks: ['manager-review', 'restage', 'spot-observation', 'escalate-senior-management'].map(
        (kind) =>
          task(kind, {
            case: { code: 'overstatement', episode: 1 },
            open: false,
            lastSeen: AS_OF - 200 * DAY,
          }),
      ),
    });
    const first = verdict(now, { issued: AS_OF - 300 * DAY });
    expect(tasking(acts(now, dayBefore(now), written(first)))).toEqual([]);
    const away = verdict(none, { number: 2, issued: AS_OF - 190 * DAY });
    expect(tasking(acts(now, dayBefore(now), written(first, away)))).toEqual([
      'open manager-review 2 for overstatement 2',
      'open restage 2 for overstatement 2',
      'open spot-observation 2 for overstatement 2',
      'open escalate-senior-management 2 for overstatement 2',
    ]);
  });

  it('keeps a task that another finding still asks for', () => {
    const now = clean('restaging-needed');
    const list = acts(now, dayBefore(now), {
      raised: [raised('stalled'), raised('restaging-needed')],
      tasks: [task('restage')],
    });
    expect(tasking(list)).toEqual([]);
  });

  it('sends each to the role that the programme names, in its own time', () => {
    const now = withFindings(['stalled', 'missing-baseline', 'overstatement']);
    const found = acts(now, dayBefore(now)).flatMap((act) =>
      act.act === 'open-task' ? [[act.kind, act.roles, act.due - AS_OF] as const] : [],
    );
    const of = (kind: string) => found.find(([name]) => name === kind)?.slice(1);
    expect(of('restage')).toEqual([['registered-manager'], 48 * HOUR]);
    // Tuesday 31 March, 19:00 in London: five working days on is Tuesday 7 April, to its end.
    expect(of('record-baseline')).toEqual([['key-worker'], 7 * DAY + 5 * HOUR - 1000]);
    expect(of('spot-observation')).toEqual([['team-leader'], 7 * DAY]);
    // At once is the same London day (C36).
    expect(of('escalate-senior-management')).toEqual([['senior-management'], 5 * HOUR - 1000]);
  });
});

describe('asking for what a stage lacks', () => {
  const lacking = (...needs: readonly string[]): Assessment =>
    anAssessment({ next: needs.map((code) => ({ code, need: `More ${code}.` })) });
  const far = lacking('consistency', 'observations');
  const near = { ...far, findings: clean('near-criterion').findings };
  const enough = lacking('observations');
  const steady = (now: Assessment, written: Partial<WrittenState> = {}, open = true) =>
    tasking(acts(now, dayBefore(now), written, { open }));
  const OBSERVE = 'open spot-observation 1 for observations 1';

  it('asks for an observation once the stage is near, and only if it lacks one', () => {
    expect(steady(far)).toEqual([]);
    expect(steady(near)).toEqual([OBSERVE]);
    expect(steady(enough)).toEqual([OBSERVE]);
    expect(steady(lacking('feedback'))).toEqual([]);
    expect(tasking(acts(near, dayBefore(none)))).toEqual([]);
  });

  it('asks for a probe while the top stage is held, before one is missed', () => {
    expect(steady(lacking('sustained-observations'))).toEqual([
      'open probe 1 for sustained-observations 1',
    ]);
  });

  it.each([enough, lacking('sustained-observations')])(
    'asks nothing more of a goal that is no longer pursued',
    (now) => {
      expect(steady(now, {}, false)).toEqual([]);
    },
  );

  it('asks anew while it is lacking, at most once in five days', () => {
    const asked = (changed: Partial<WrittenTask>) => ({
      verdicts: [verdict(near, { issued: AS_OF - 40 * DAY })],
      tasks: [task('spot-observation', { case: { code: 'observations', episode: 1 }, ...changed })],
    });
    expect(steady(near, asked({ open: true, lastSeen: AS_OF - 30 * DAY }))).toEqual([]);
    expect(steady(near, asked({ open: false, lastSeen: AS_OF - 5 * DAY + HOUR }))).toEqual([]);
    expect(steady(near, asked({ open: false, lastSeen: AS_OF - 5 * DAY }))).toEqual([
      'open spot-observation 2 for observations 1',
    ]);
  });

  it('withdraws the request when it is answered', () => {
    const tasks = [task('spot-observation', { case: { code: 'observations', episode: 1 } })];
    expect(steady(lacking('feedback'), { tasks })).toEqual(['cancel-task Task/spot-observation']);
  });
});

describe('proposing a change of status', () => {
  const now = clean('overstatement');
  const propose = (written: Partial<WrittenState>): readonly string[] =>
    tasking(acts(now, null, written, { propose: true })).filter((line) =>
      /confirm-status-change|^propose/.test(line),
    );
  const proposal = task('confirm-status-change', {
    case: { code: 'overstatement', episode: 1 },
    proposed: 'partial',
  });
  const flags = [raised('overstatement', { severity: 'high' })];

  it('asks the manager once, and only in that mode', () => {
    expect(propose({})).toEqual(['open confirm-status-change 1 for overstatement 1']);
    expect(tasking(acts(now, null)).join()).not.toContain('confirm-status-change');
    expect(propose({ raised: flags, tasks: [proposal] })).toEqual([]);
    expect(propose({ raised: flags, tasks: [{ ...proposal, open: false }] })).toEqual([]);
  });

  it('leaves a proposal alone in the mode that makes none, and withdraws it in the one that does', () => {
    const written = { tasks: [proposal], raised: flags };
    expect(tasking(acts(now, null, written)).join()).not.toContain('confirm-status-change');
    expect(tasking(acts(none, dayBefore(none), written))).toEqual([]);
    expect(tasking(acts(none, dayBefore(none), written, { propose: true }))).toEqual([
      'cancel-task Task/confirm-status-change',
    ]);
  });

  it('follows the validated level while the question is open, and asks anew when it is settled', () => {
    const other = { ...proposal, proposed: 'near-complete' };
    expect(propose({ raised: flags, tasks: [other] })).toEqual([
      'propose Task/confirm-status-change partial',
    ]);
    expect(propose({ raised: flags, tasks: [{ ...other, open: false }] })).toEqual([
      'open confirm-status-change 2 for overstatement 1',
    ]);
  });
});

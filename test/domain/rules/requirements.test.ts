import { readFileSync } from 'node:fs';
import { compare } from '../../../src/domain/compare.ts';
import type { Programme } from '../../../src/domain/programme.ts';
import { HOUR } from '../../../src/domain/time.ts';
import { NOTHING_WRITTEN } from '../../../src/domain/written.ts';
import { aProgramme, AS_OF, dayBefore, withFindings } from '../../support/assessments.ts';
import {
  aCaseFile,
  aSession,
  assessOn,
  engagement,
  personalCare,
  travel,
} from '../../support/caseFiles.ts';

/** A look on Tuesday 31 March 2026 at 19:00 in London: the last second of the day is just under five hours away. */
const TONIGHT = 5 * HOUR - 1000;
const TOMORROW_NIGHT = 29 * HOUR - 1000;

/** What one finding asks for: each task with those who are asked, and hours until it is due. */
function asked(code: string, setting: string): Readonly<Record<string, readonly [string, number]>> {
  const now = withFindings([code]);
  const acts = compare({
    now,
    dayBefore: dayBefore(now),
    open: true,
    provider: null,
    written: NOTHING_WRITTEN,
    programme: aProgramme({ setting }),
    propose: false,
    goal: null,
    isHoliday: () => false,
  });
  return Object.fromEntries(
    acts.flatMap((act) =>
      act.act === 'open-task'
        ? [[act.kind, [act.roles.join(' or '), act.due - AS_OF] as const]]
        : [],
    ),
  );
}

describe('who is asked for what, and by when', () => {
  const senior = 'senior-management';
  const manager = 'registered-manager';
  it.each<[string, string, string, string, string, number]>([
    ['T26', 'supported-living', 'overstatement', 'restage', manager, 48 * HOUR],
    ['T30', 'supported-living', 'overstatement', 'escalate-senior-management', senior, TONIGHT],
    ['T31', 'supported-living', 'claim-unsupported', 'escalate-senior-management', senior, TONIGHT],
    ['P23', 'home-care', 'overstatement', 'restage', manager, 48 * HOUR],
    ['P24', 'home-care', 'inconsistent-attempts', 'restage', manager, 48 * HOUR],
    [
      'P27',
      'home-care',
      'premature-support-reduction',
      'change-support-frequency',
      manager,
      24 * HOUR,
    ],
    ['P31', 'home-care', 'overstatement', 'escalate-senior-management', senior, TOMORROW_NIGHT],
    [
      'P31',
      'home-care',
      'audit-not-supported',
      'escalate-senior-management',
      senior,
      TOMORROW_NIGHT,
    ],
    ['P36', 'home-care', 'regressing', 'closer-review', 'care-coordinator', 72 * HOUR],
    [
      'E25',
      'residential',
      'attendance-without-engagement',
      'update-activity-plan',
      manager,
      48 * HOUR,
    ],
    ['E28', 'residential', 'overstatement', 'escalate-senior-management', senior, TONIGHT],
    ['E29', 'residential', 'claim-unsupported', 'escalate-senior-management', senior, TONIGHT],
    ['E35', 'residential', 'overstatement', 'coaching', 'deputy-manager', 14 * 24 * HOUR],
  ])('%s in %s: %s asks for %s of the %s', (_, setting, finding, task, role, hours) => {
    expect(asked(finding, setting)[task]).toEqual([role, hours]);
  });
});

describe('what is asked of each record', () => {
  it.each<[string, string, Programme]>([
    ['T14', 'prompt-level', travel],
    ['T14', 'prompt-count', travel],
    ['T15', 'safety-checks', travel],
    ['T16', 'confidence-observed', travel],
    ['P13', 'steps-independent', personalCare],
    ['P14', 'prompt-level', personalCare],
    ['P14', 'reassurance-count', personalCare],
    ['P15', 'hesitation', personalCare],
    ['P16', 'settled-after', personalCare],
    ['E13', 'attended', engagement],
    ['E14', 'engagement-duration', engagement],
    ['E15', 'enjoyment-observed', engagement],
    ['E16', 'prompt-level', engagement],
  ])('%s: a record without %s is flagged', (_, measure, programme) => {
    const missingIn = (facts: Readonly<Record<string, undefined>>): string | undefined =>
      assessOn(
        2,
        aCaseFile({ sessions: [aSession(4, 1, { programme, facts })] }),
        programme,
      ).findings.find(({ code }) => code === 'missing-components')?.because;
    expect(missingIn({ [measure]: undefined })).toContain(measure);
    expect(missingIn({})).toBeUndefined();
  });
});

describe('what a record can hold though no rule asks for it', () => {
  const path = new URL(
    '../../../profiles/dist/package/CodeSystem-observation.json',
    import.meta.url,
  );
  const { concept } = JSON.parse(readFileSync(path, 'utf8')) as { concept: { code: string }[] };
  const codes = concept.map(({ code }) => code);

  it.each([
    ['T06', 'route-knowledge'],
    ['T08', 'safety-prompts'],
    ['T09, P09, E09', 'agreed-stages'],
    ['T13', 'route'],
    ['P06', 'confidence-observed'],
    ['P08', 'hesitation-point'],
    ['P13', 'task-done'],
    ['P15', 'confidence-dip'],
    ['E06', 'attendance-per-week'],
    ['E08', 'mood-response'],
    ['E24', 'barrier'],
    ['E39', 'social-confidence'],
  ])('%s: %s', (_, code) => {
    expect(codes).toContain(code);
  });
});

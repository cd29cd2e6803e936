import type { Finding, NotAssessable } from '../assessment.ts';
import type { Ground } from '../ground.ts';
import type { Severity } from '../level.ts';
import { compareText } from '../order.ts';
import { BASELINE_RULES } from './baseline.ts';
import { CLAIM_RULES } from './claim.ts';
import { ENGAGEMENT_RULES } from './engagement.ts';
import { GOAL_RULES } from './goalQuality.ts';
import { NOTE_RULES } from './notes.ts';
import { PROGRESS_RULES } from './progress.ts';
import { RECORDING_RULES } from './recording.ts';
import type { Rule } from './rule.ts';
import { SAFETY_RULES } from './safety.ts';
import { TRIANGULATION_RULES } from './triangulation.ts';
import { VOICE_RULES } from './voice.ts';
import { WARNING_SIGN_RULES } from './warningSigns.ts';

/** The catalogue of what evidence alone can show. */
export const RULES: readonly Rule[] = [
  ...CLAIM_RULES,
  ...SAFETY_RULES,
  ...TRIANGULATION_RULES,
  ...PROGRESS_RULES,
  ...WARNING_SIGN_RULES,
  ...ENGAGEMENT_RULES,
  ...NOTE_RULES,
  ...VOICE_RULES,
  ...BASELINE_RULES,
  ...RECORDING_RULES,
  ...GOAL_RULES,
];

const SEVERITY_ORDER: readonly Severity[] = ['high', 'warning', 'info'];

/** Applies every rule; what cannot be told is said apart, never as a good or a bad answer. */
export function applyRules(ground: Ground): {
  readonly findings: readonly Finding[];
  readonly notAssessable: readonly NotAssessable[];
} {
  const findings: Finding[] = [];
  const notAssessable: NotAssessable[] = [];
  for (const rule of RULES) {
    if (rule.onlyWhileOpen && !ground.caseFile.goal.open) continue;
    const outcome = rule.assess(ground);
    if (outcome.holds === null) {
      notAssessable.push({ code: rule.code, because: outcome.because });
    } else if (outcome.holds) {
      const cites = [...new Set(outcome.cites)].sort(compareText);
      findings.push({ code: rule.code, severity: rule.severity, because: outcome.because, cites });
    }
  }
  findings.sort(
    (a, b) =>
      SEVERITY_ORDER.indexOf(a.severity) - SEVERITY_ORDER.indexOf(b.severity) ||
      compareText(a.code, b.code),
  );
  notAssessable.sort((a, b) => compareText(a.code, b.code));
  return { findings, notAssessable };
}

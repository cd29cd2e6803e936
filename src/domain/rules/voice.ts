import type { Feedback } from '../caseFile.ts';
import { referencesOf, type Ground } from '../ground.ts';
import { cannotTell, CLEAR, holds, plural, when, type Outcome, type Rule } from './rule.ts';

const current = (ground: Ground): readonly Feedback[] =>
  ground.caseFile.feedback.filter(
    (item) => ground.today - item.day < ground.programme.parameters['feedback-days'],
  );

const ownScores = (ground: Ground): readonly (Feedback & { readonly score: number })[] =>
  current(ground).flatMap((item) =>
    item.source === 'person' && item.score !== null && !item.declined
      ? [{ ...item, score: item.score }]
      : [],
  );

/** Two of the person's ratings this far apart are mixed. */
const APART = 2;

/**
 * No answer of the person is on record, or it says that it is not so far yet (E34, T28). Whether the
 * person was asked does not follow: they may have declined longer ago, or a proxy may have answered.
 */
function weakFeedback(ground: Ground): Outcome {
  const p = ground.programme.parameters;
  const first = ground.sessions[0]?.session;
  if (first === undefined || ground.today - first.day < p['weak-feedback-days']) {
    return cannotTell('The goal has run too short a time for feedback to be due.');
  }
  if (ground.caseFile.unseen?.includes('feedback') === true && current(ground).length === 0) {
    return cannotTell('The host does not let the person’s feedback be read.');
  }
  const scores = ownScores(ground);
  const mean = scores.reduce((sum, item) => sum + item.score, 0) / scores.length;
  if (scores.length > 0 && mean < p['feedback-moderate']) {
    return holds(
      `The person’s own rating is ${Math.round(mean * 10) / 10} of 4 on average.`,
      referencesOf(scores),
    );
  }
  const heard = ground.caseFile.feedback.some(
    (item) => item.source === 'person' && ground.today - item.day <= p['weak-feedback-days'],
  );
  return when(
    !heard,
    () =>
      `No answer from the person is on record for the last ${plural(p['weak-feedback-days'], 'day')}.`,
    () => [],
  );
}

/** The feedback gate is shut to a proxy's word unless the programme allows it and says why. */
export const VOICE_RULES: readonly Rule[] = [
  {
    code: 'weak-feedback',
    severity: 'warning',
    requirements: ['E34', 'C11', 'T28', 'P29', 'E26'],
    onlyWhileOpen: true,
    assess: weakFeedback,
  },
  {
    code: 'mixed-feedback',
    severity: 'warning',
    requirements: ['P35'],
    onlyWhileOpen: true,
    assess: (ground) => {
      const scores = current(ground).filter((item) => item.score !== null);
      const values = scores.map((item) => item.score as number);
      return when(
        values.length >= 2 && Math.max(...values) - Math.min(...values) >= APART,
        () =>
          `Ratings of the last ${plural(ground.programme.parameters['feedback-days'], 'day')} differ by ${Math.max(...values) - Math.min(...values)} steps.`,
        () => referencesOf(scores),
      );
    },
  },
  {
    code: 'proxy-only-feedback',
    severity: 'info',
    requirements: ['C11', 'T40'],
    onlyWhileOpen: true,
    assess: (ground) => {
      const all = current(ground).filter((item) => item.score !== null && !item.declined);
      const proxies = all.filter((item) => item.source === 'proxy');
      return when(
        proxies.length > 0 && all.every((item) => item.source !== 'person'),
        () => 'Others spoke for the person; the person’s own word is missing.',
        () => referencesOf(proxies),
      );
    },
  },
  {
    code: 'gate-by-proxy',
    severity: 'info',
    requirements: ['C11'],
    assess: (ground) => {
      const reason = ground.programme.proxyFeedbackReason;
      const needed = ground.holding.stages[ground.holding.validated - 1]?.stage.feedback ?? 0;
      const proxies = current(ground).filter((item) => item.source === 'proxy');
      if (reason === null || needed === 0) return CLEAR;
      return when(
        ownScores(ground).length < needed && proxies.length > 0,
        () => `Somebody else’s word stands for the person’s: ${reason}.`,
        () => referencesOf(proxies),
      );
    },
  },
];

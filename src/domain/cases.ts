import type { Assessment, Finding } from './assessment.ts';
import { isAtOnce, isRaised } from './findingWords.ts';
import { compareText } from './order.ts';
import { isRequest } from './tasks.ts';
import type { Instant } from './time.ts';
import type { RaisedFinding, WrittenState, WrittenVerdict } from './written.ts';

/** The two looks of one run: now, and as things were known a day earlier. */
export interface Looks {
  readonly now: Assessment;
  /** Null where the goal did not exist yet. */
  readonly dayBefore: Assessment | null;
  /** The goal is still pursued: only then is anything more asked for that a stage lacks. */
  readonly open: boolean;
}

/** One episode of a finding, or of a need that people are asked to fill, that is not over. */
export interface Case {
  /** A need stands here in the form of a finding. */
  readonly finding: Finding;
  readonly episode: number;
  readonly since: Instant;
  /** Raised in the record already; null when it is new, or not of the kind that is raised. */
  readonly raised: RaisedFinding | null;
  /** It holds firmly enough to ask people for something. */
  readonly firm: boolean;
}

/** Below half of its points it is too early to have somebody watch for a stage. */
const isDue = ({ findings, next }: Assessment, need: string): boolean =>
  need !== 'observations' ||
  findings.some(({ code }) => code === 'near-criterion') ||
  !next.some(({ code }) => code === 'consistency');

/** What people are asked for because a stage lacks it; a question, and no reproach. */
const requestsIn = (assessment: Assessment): readonly Finding[] =>
  assessment.next
    .filter(({ code }) => isRequest(code) && isDue(assessment, code))
    .map(({ code, need }) => ({ code, severity: 'info', because: need, cites: [] }));

/** All that one look pursues. */
const pursuedIn = (assessment: Assessment | null): readonly Finding[] =>
  assessment === null ? [] : [...assessment.findings, ...requestsIn(assessment)];

const findingIn = (assessment: Assessment | null, code: string): Finding | undefined =>
  pursuedIn(assessment).find((finding) => finding.code === code);

/** Raised when it holds at both looks, or now where one look is enough. */
const stands = ({ now, dayBefore }: Looks, code: string): boolean =>
  findingIn(now, code) !== undefined &&
  (isAtOnce(code) || findingIn(dayBefore, code) !== undefined);

/** A rule that could not be applied says nothing: what was raised by it stays. */
export const cannotBeTold = (assessment: Assessment, code: string): boolean =>
  assessment.notAssessable.some((each) => each.code === code);

/** Closed when it is absent at both looks, or now where one look is enough. */
export const isGone = ({ now, dayBefore }: Looks, code: string): boolean =>
  findingIn(now, code) === undefined &&
  !cannotBeTold(now, code) &&
  (isAtOnce(code) || findingIn(dayBefore, code) === undefined);

const lacks = ({ decision }: WrittenVerdict, code: string): boolean =>
  !(isRequest(code) ? decision.needs : decision.findings).includes(code);

/**
 * Whether a closed finding has been away since. A person may close one that still holds; it then stays
 * closed until some verdict at or after that moment was without it.
 */
function wasAway(verdicts: readonly WrittenVerdict[], last: RaisedFinding): boolean {
  if (verdicts.length === 0) return true;
  const closed = last.closed ?? last.since;
  const inForce = verdicts.filter((verdict) => verdict.issued <= closed).at(-1);
  const later = verdicts.filter((verdict) => verdict.issued > closed);
  return [...(inForce ? [inForce] : []), ...later].some((verdict) => lacks(verdict, last.code));
}

const episodesOf = (state: WrittenState, code: string): readonly RaisedFinding[] =>
  state.raised.filter((raised) => raised.code === code);

/**
 * The case of a finding that is shown at the head of the record; null when there is none to pursue. Where
 * it never was shown (the host may not have the means), its episodes are those of the verdicts.
 */
function raisedCase(looks: Looks, state: WrittenState, code: string): Case | null {
  const episodes = episodesOf(state, code);
  const last = episodes.at(-1);
  if (last === undefined) return quietCase(looks, state, code);
  const active = episodes.findLast((raised) => raised.active);
  if (active) return continued(looks, active);
  const finding = findingIn(looks.now, code);
  if (!finding || !stands(looks, code) || !wasAway(state.verdicts, last)) return null;
  const episode = last.episode + 1;
  return { finding, episode, since: looks.now.asOf, raised: null, firm: true };
}

function continued(looks: Looks, raised: RaisedFinding): Case | null {
  const now = findingIn(looks.now, raised.code);
  const finding = now ?? findingIn(looks.dayBefore, raised.code);
  if (!finding || isGone(looks, raised.code)) return null;
  const { episode, since } = raised;
  return { finding, episode, since, raised, firm: now !== undefined };
}

/** First instants of each stretch of verdicts that carry a finding, oldest first. */
const stretchesOf = (verdicts: readonly WrittenVerdict[], code: string): readonly Instant[] =>
  verdicts
    .filter(
      (verdict, index) =>
        !lacks(verdict, code) && (index === 0 || lacks(verdicts[index - 1] ?? verdict, code)),
    )
    .map((verdict) => verdict.issued);

/** The case of a finding that stays inside the verdict: its episodes are those of the verdicts. */
function quietCase(looks: Looks, state: WrittenState, code: string): Case | null {
  const finding = findingIn(looks.now, code) ?? findingIn(looks.dayBefore, code);
  if (!finding || isGone(looks, code)) return null;
  const stretches = stretchesOf(state.verdicts, code);
  const last = state.verdicts.at(-1);
  const goesOn = last !== undefined && !lacks(last, code);
  return {
    finding,
    episode: stretches.length + (goesOn ? 0 : 1),
    since: goesOn ? (stretches.at(-1) ?? looks.now.asOf) : looks.now.asOf,
    raised: null,
    firm: stands(looks, code),
  };
}

const SEVERITY = { high: 0, warning: 1, info: 2 } as const;
const byWeight = (a: Case, b: Case): number =>
  SEVERITY[a.finding.severity] - SEVERITY[b.finding.severity] ||
  compareText(a.finding.code, b.finding.code);

/** Every finding and every request that is being pursued now, the weightiest first. */
export function casesOf(looks: Looks, state: WrittenState): readonly Case[] {
  const pursued = [...pursuedIn(looks.now), ...pursuedIn(looks.dayBefore)];
  const codes = new Set(pursued.map((finding) => finding.code));
  return [...codes]
    .filter((code) => looks.open || !isRequest(code))
    .map((code) => (isRaised(code) ? raisedCase : quietCase)(looks, state, code))
    .filter((found) => found !== null)
    .sort(byWeight);
}

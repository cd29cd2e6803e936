import { lostRecently } from '../attainment/flags.ts';
import type { Contradiction } from '../attainment/claimVerdict.ts';
import { sessionReferences, type Ground, type Recorded } from '../ground.ts';
import { levelRank } from '../level.ts';
import { dateOfDay } from '../time.ts';
import { CLEAR, holds, plural, when, type Rule } from './rule.ts';

const CONTRADICTION: Readonly<Record<Contradiction, string>> = {
  records: 'the records meet it too seldom',
  observation: 'independent observations do not bear it out',
  pairs: 'observers did not see it met at sessions that were recorded as met',
};

/** The claimed level as this programme's staff know it (C21). */
function claimedWord({ claim, claimedStage, programme }: Ground): string {
  if (claim?.level === 'sustained') return programme.words.sustained;
  const stage = programme.stages.find(({ rank }) => rank === claimedStage);
  return stage?.displayWord ?? programme.words.baseline;
}

/** The claim in words, as the end of a sentence that begins with what speaks against it. */
const claimed = (ground: Ground): string =>
  `“${claimedWord(ground)}”, claimed since ${dateOfDay(ground.claim?.day ?? 0)}`;

const supported = (ground: Ground): string => `the evidence supports “${ground.validated.word}”`;

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const claimCites = (ground: Ground): readonly string[] => [
  ...(ground.claim === null ? [] : [ground.claim.reference]),
  ...(ground.claimTest?.cites ?? []),
];

/** One good day, one date or one worker is not a level (C08, T32, P32). */
const singleStrongSession: Rule = {
  code: 'single-strong-session',
  severity: 'warning',
  requirements: ['C08', 'T32', 'P32'],
  assess: (ground) => {
    const { claimedStage, programme, today } = ground;
    if (claimedStage === null || ground.claimTest === null) return CLEAR;
    const recent = ground.sessions.filter(
      ({ record }) => record.complete && today - record.day <= programme.parameters['pair-days'],
    );
    const met = recent.filter(({ record }) => (record.level ?? 0) >= claimedStage);
    const rests = whatItRestsOn(recent, met, claimedStage);
    return rests === null ? CLEAR : holds(rests.says(claimed(ground)), sessionReferences(rests.on));
  },
};

interface Support {
  readonly says: (claim: string) => string;
  readonly on: readonly Recorded[];
}

function whatItRestsOn(
  recent: readonly Recorded[],
  met: readonly Recorded[],
  stage: number,
): Support | null {
  const days = new Set(met.map(({ record }) => record.day));
  const workers = new Set(met.map(({ record }) => record.worker));
  const oneWorker = workers.size === 1 && !workers.has(null);
  const lastFive = recent.slice(-5).filter(({ record }) => (record.level ?? 0) >= stage);
  if (met.length === 0) return null;
  if (days.size === 1) {
    const day = dateOfDay([...days][0] as number);
    return { says: (claim) => `One day, ${day}, is all that ${claim}, rests on.`, on: met };
  }
  if (oneWorker)
    return {
      says: (claim) => `What one worker alone recorded is all that ${claim}, rests on.`,
      on: met,
    };
  return lastFive.length === 1 && recent.length >= 5
    ? { says: (claim) => `Only one of the last five sessions met ${claim}.`, on: lastFive }
    : null;
}

/** The claimed level was lost, or the records speak against it: the stage has to be set anew. */
const restagingNeeded: Rule = {
  code: 'restaging-needed',
  severity: 'warning',
  requirements: ['T37', 'P36', 'E35'],
  onlyWhileOpen: true,
  assess: (ground) => {
    const { claim, holding, programme, claimedStage } = ground;
    if (claim?.level == null || claimedStage === null) return CLEAR;
    const lost = lostRecently(holding, programme).find(({ stage }) => stage.rank >= claimedStage);
    return when(
      lost !== undefined && ground.claimTest !== null,
      () =>
        `The evidence lost ${claimed(ground)}, on ${dateOfDay(lost?.lostOn ?? 0)}: the stage needs to be set anew.`,
      () => [claim.reference],
    );
  },
};

export const CLAIM_RULES: readonly Rule[] = [
  {
    code: 'overstatement',
    severity: 'high',
    requirements: ['C02', 'C23', 'T02', 'T30', 'E28', 'P23', 'C08', 'C24', 'P31', 'T37', 'E35'],
    assess: (ground) =>
      when(
        ground.verdict === 'overstated',
        () =>
          `Not borne out: ${(ground.claimTest?.contradictedBy ?? []).map((by) => CONTRADICTION[by]).join(', and ')}. “${claimedWord(ground)}” is claimed since ${dateOfDay(ground.claim?.day ?? 0)}; ${supported(ground)}.`,
        () => claimCites(ground),
      ),
  },
  {
    code: 'understatement',
    severity: 'info',
    requirements: ['C05', 'C12'],
    assess: (ground) =>
      when(
        ground.verdict === 'understated',
        () => `${sentence(supported(ground))}, more than ${claimed(ground)}.`,
        () => claimCites(ground),
      ),
  },
  {
    code: 'claim-not-yet-evidenced',
    severity: 'warning',
    requirements: ['C02', 'C11', 'C24', 'T37', 'E35'],
    assess: (ground) =>
      when(
        ground.verdict === 'unverifiable' && ground.claimTest?.graceOver !== true,
        () => `${sentence(supported(ground))} so far, and does not contradict ${claimed(ground)}.`,
        () => claimCites(ground),
      ),
  },
  {
    code: 'claim-unsupported',
    severity: 'high',
    requirements: ['C23', 'C24', 'E29', 'T31'],
    assess: (ground) =>
      when(
        ground.verdict === 'unverifiable' && ground.claimTest?.graceOver === true,
        () =>
          `No sufficient evidence has followed in ${plural(ground.today - (ground.claim?.day ?? 0), 'day')} for ${claimed(ground)}: ${supported(ground)}.`,
        () => claimCites(ground),
      ),
  },
  singleStrongSession,
  restagingNeeded,
  {
    code: 'baseline-changed',
    severity: 'info',
    requirements: ['C09'],
    assess: ({ baseline, caseFile, claim }) => {
      const later = caseFile.baselines.filter(
        (item) => item !== baseline && item.knownAt > (claim?.knownAt ?? Infinity),
      );
      return when(
        claim?.level != null && levelRank(claim.level) > 0 && later.length > 0,
        () => 'A baseline was recorded anew after the claim; the first one still stands.',
        () => later.map((item) => item.reference),
      );
    },
  },
];

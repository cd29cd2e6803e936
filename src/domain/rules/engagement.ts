import { magnitudeOf } from '../attainment/sessionLevel.ts';
import { latest, sessionReferences, valueOf, type Ground, type Recorded } from '../ground.ts';
import { cannotTell, CLEAR, when, type Outcome, type Rule } from './rule.ts';

/** A pattern, not a day: this share of the latest attended sessions. */
const MOST = 2 / 3;

/** The lowest enjoyment that can be taken for enjoyment at all ("some" on the shipped scale). */
const SOME_ENJOYMENT = 2;

function attended(ground: Ground): readonly Recorded[] {
  const all = ground.sessions.filter(({ session }) => {
    const value = valueOf(session.values, ground.programme, 'attendance');
    return value?.kind === 'boolean' && value.value;
  });
  return latest(all, ground.programme.parameters['recent-sessions']);
}

/** Applies a test to the latest attended sessions, and asks for enough of them. */
function amongAttended(
  ground: Ground,
  test: (recorded: Recorded) => boolean,
  share: number,
  sentence: (found: number, of: number) => string,
): Outcome {
  if (ground.programme.measures.attendance === undefined) return CLEAR;
  const recent = attended(ground);
  const needed = ground.programme.parameters['recent-sessions'];
  if (recent.length < needed) return cannotTell(`Needs ${needed} attended sessions.`);
  const found = recent.filter(test);
  return when(
    found.length >= share * recent.length,
    () => sentence(found.length, recent.length),
    () => sessionReferences(found),
  );
}

const number = (
  ground: Ground,
  { session }: Recorded,
  role: 'duration' | 'session-duration' | 'enjoyment',
) => magnitudeOf(valueOf(session.values, ground.programme, role) ?? undefined);

/** Shorter than at the baseline, or a small part of the session; a missing duration is unknown (E32). */
function isBrief(ground: Ground, recorded: Recorded): boolean {
  const stayed = number(ground, recorded, 'duration');
  if (stayed === null) return false;
  const baseline = magnitudeOf(
    valueOf(ground.baseline?.values ?? [], ground.programme, 'duration') ?? undefined,
  );
  const whole = number(ground, recorded, 'session-duration');
  const brief = ground.programme.parameters['brief-share'];
  return (baseline !== null && stayed < baseline) || (whole !== null && stayed < brief * whole);
}

/** Enjoyment is written down, but neither what was seen nor what the person said (E31). */
function isAssumed(ground: Ground, recorded: Recorded): boolean {
  const { programme } = ground;
  const enjoyment = number(ground, recorded, 'enjoyment');
  const basis = valueOf(recorded.session.values, programme, 'enjoyment-basis');
  const stated = valueOf(recorded.session.values, programme, 'enjoyment-stated');
  const shown = basis?.kind === 'text' && basis.value.trim() !== '';
  return enjoyment !== null && enjoyment >= SOME_ENJOYMENT && !shown && stated === null;
}

export const ENGAGEMENT_RULES: readonly Rule[] = [
  {
    code: 'attendance-without-engagement',
    severity: 'warning',
    requirements: ['E02', 'E03', 'E20', 'E25', 'E30'],
    onlyWhileOpen: true,
    assess: (ground) =>
      amongAttended(
        ground,
        ({ record }) => (record.level ?? record.missedFrom - 1) <= 1,
        MOST,
        (found, of) =>
          `The person attended, but at ${found} of the last ${of} sessions the record shows attendance and no more.`,
      ),
  },
  {
    code: 'brief-attendance',
    severity: 'info',
    requirements: ['E32', 'E02', 'E07'],
    onlyWhileOpen: true,
    assess: (ground) =>
      amongAttended(
        ground,
        (recorded) => isBrief(ground, recorded),
        1 / 2,
        (found, of) => `At ${found} of the last ${of} attended sessions the stay was brief.`,
      ),
  },
  {
    code: 'enjoyment-assumed',
    severity: 'info',
    requirements: ['E31'],
    onlyWhileOpen: true,
    assess: (ground) =>
      amongAttended(
        ground,
        (recorded) => isAssumed(ground, recorded),
        1 / 3,
        (found, of) =>
          `At ${found} of the last ${of} attended sessions enjoyment is recorded without what was seen or said.`,
      ),
  },
];

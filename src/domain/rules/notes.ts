import { magnitudeOf } from '../attainment/sessionLevel.ts';
import { factsOf } from '../facts.ts';
import { latest, sessionReferences, valueOf, type Ground, type Recorded } from '../ground.ts';
import { contradicts, praiseIn, type RecordedFacts } from '../narrative/contradiction.ts';
import { flatRecords } from '../narrative/flatRecords.ts';
import { jaccard, shinglesOf, wordsOf } from '../narrative/likeness.ts';
import { isGeneric } from '../narrative/specifics.ts';
import type { MeasureRole } from '../programme.ts';
import { cannotTell, CLEAR, holds, plural, when, type Outcome, type Rule } from './rule.ts';

const withNotes = (ground: Ground): readonly Recorded[] =>
  ground.sessions.filter(({ session }) => session.note.trim() !== '');

/** Notes that could be about anybody, or that repeat an earlier one on the goal (E33, E20). */
function genericNotes(ground: Ground): Outcome {
  const needed = ground.programme.parameters['recent-sessions'];
  const recent = latest(withNotes(ground), needed);
  if (recent.length < needed) return cannotTell(`Needs ${plural(needed, 'note')}.`);
  const { nouns } = ground.caseFile.goal;
  const repeated = recent.filter(({ session }) => ground.duplicates.has(session.reference));
  const found = recent.filter(
    (item) => repeated.includes(item) || isGeneric(item.session.note, nouns),
  );
  const copies = repeated.length === 0 ? '' : `, ${repeated.length} of them repeat an earlier note`;
  return when(
    found.length >= needed / 2,
    () =>
      `${found.length} of the last ${recent.length} notes say little of what was seen${copies}.`,
    () => sessionReferences(found),
  );
}

const FACTS: Readonly<Record<Exclude<keyof RecordedFacts, 'stepsShare'>, MeasureRole>> = {
  promptRank: 'prompt',
  promptCount: 'prompt-count',
  safetyShare: 'safety',
  confidenceRank: 'confidence',
};

/** The recorded facts that words of praise could clash with. */
function factsFor(ground: Ground, { session }: Recorded): RecordedFacts {
  const read = (role: MeasureRole): number | null =>
    magnitudeOf(valueOf(session.values, ground.programme, role) ?? undefined);
  const steps = session.values.find((value) => value.measure === 'steps-independent');
  // Hesitation is recorded as an ordered scale too, but high means little confidence there.
  const confidence = ground.programme.measures.confidence === 'confidence-observed';
  return {
    promptRank: read(FACTS.promptRank),
    promptCount: read(FACTS.promptCount),
    safetyShare: read(FACTS.safetyShare),
    confidenceRank: confidence ? read(FACTS.confidenceRank) : null,
    stepsShare: magnitudeOf(steps),
  };
}

/** Praise beside recorded facts that say otherwise: shown side by side (T36). */
function overPositiveNotes(ground: Ground): Outcome {
  const recent = latest(withNotes(ground), ground.programme.parameters['claim-records']);
  const clashes = recent.flatMap((item) => {
    const praise = praiseIn(item.session.note);
    const facts = contradicts(factsFor(ground, item), praise);
    return facts.length === 0 ? [] : [{ item, praise, facts }];
  });
  const last = clashes.at(-1);
  if (last === undefined || clashes.length < 2) return CLEAR;
  const quoted = last.praise.map((phrase) => `“${phrase}”`).join(', ');
  return holds(
    `${clashes.length} of the last ${recent.length} notes praise what the record does not show; the latest says ${quoted} while ${last.facts.join(' and ')}.`,
    sessionReferences(clashes.map(({ item }) => item)),
  );
}

/** Words carried over from another person's record: a danger, not a style (coroners have named it). */
function copiedNote(ground: Ground): Outcome {
  const p = ground.programme.parameters;
  const others = ground.caseFile.serviceNotes;
  if (others === null) return cannotTell('Needs the notes of other people in the service.');
  const copied: { readonly own: string; readonly other: string }[] = [];
  for (const { session } of ground.sessions) {
    if (ground.today - session.day > p['regressed-days']) continue;
    if (wordsOf(session.note).length < p['note-shortest']) continue;
    const own = shinglesOf(session.note);
    const source = others.find(
      (other) =>
        Math.abs(other.day - session.day) <= p['note-copied-days'] &&
        other.knownAt <= session.knownAt &&
        jaccard(own, other.shingles, p['note-copied-likeness']) >= p['note-copied-likeness'],
    );
    if (source) copied.push({ own: session.reference, other: source.reference });
  }
  return when(
    copied.length > 0,
    () =>
      `${plural(copied.length, 'note')} repeat${copied.length === 1 ? 's' : ''} words of another person’s record: check whose session it was.`,
    () => copied.flatMap(({ own, other }) => [own, other]),
  );
}

/** The facts that differ from day to day where each is looked at afresh. */
const VARYING: readonly MeasureRole[] = [
  'prompt',
  'prompt-count',
  'reassurance',
  'confidence',
  'duration',
  'enjoyment',
];

const varyingFacts = (ground: Ground, { session }: Recorded): string =>
  session.outcome === 'declined'
    ? ''
    : factsOf(VARYING.flatMap((role) => valueOf(session.values, ground.programme, role) ?? []));

/** One worker's facts never vary while others' do: it asks for a second look, and names nobody (E43). */
function flat(ground: Ground): Outcome {
  const runs = flatRecords(
    ground.sessions.map((recorded) => ({
      reference: recorded.session.reference,
      worker: recorded.session.worker,
      day: recorded.session.day,
      knownAt: recorded.session.knownAt,
      facts: varyingFacts(ground, recorded),
    })),
  );
  return when(
    runs.length > 0,
    () => 'Some records are the same each time while others on the same goal vary.',
    () => runs.flatMap((run) => run.cites),
  );
}

export const NOTE_RULES: readonly Rule[] = [
  {
    code: 'generic-notes',
    severity: 'warning',
    requirements: ['E20', 'E33'],
    onlyWhileOpen: true,
    assess: genericNotes,
  },
  {
    code: 'over-positive-notes',
    severity: 'warning',
    requirements: ['T36', 'P23', 'C38'],
    assess: overPositiveNotes,
  },
  { code: 'copied-note', severity: 'high', requirements: ['C26', 'E43'], assess: copiedNote },
  {
    code: 'flat-records',
    severity: 'info',
    requirements: ['E04', 'E43', 'T22'],
    onlyWhileOpen: true,
    assess: flat,
  },
];

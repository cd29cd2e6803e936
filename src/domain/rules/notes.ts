import { magnitudeOf } from '../attainment/sessionLevel.ts';
import type { ServiceNote } from '../caseFile.ts';
import { factsOf } from '../facts.ts';
import { latest, sessionReferences, valueOf, type Ground, type Recorded } from '../ground.ts';
import { contradicts, praiseIn, type RecordedFacts } from '../narrative/contradiction.ts';
import { flatRecords } from '../narrative/flatRecords.ts';
import { jaccard, shinglesOf, wordsOf } from '../narrative/likeness.ts';
import { sharedRun } from '../narrative/sharedRun.ts';
import { isGeneric } from '../narrative/specifics.ts';
import type { MeasureRole, Programme } from '../programme.ts';
import type { Day, Instant } from '../time.ts';
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
  return when(
    found.length >= needed / 2,
    () =>
      `${found.length} of the last ${recent.length} notes say little of what was seen${howRepeated(ground, repeated)}.`,
    () => sessionReferences(found),
  );
}

/** Enough to know a note again by. */
const QUOTED_WORDS = 8;

/** How many repeat an earlier note, in which words, and whether each repeats its own recorder's. */
function howRepeated(ground: Ground, repeated: readonly Recorded[]): string {
  const last = repeated.at(-1);
  if (last === undefined) return '';
  const repeats = repeated.flatMap(({ session }) => ground.duplicates.get(session.reference) ?? []);
  const earlier = ground.caseFile.sessions.find(
    ({ reference }) => reference === ground.duplicates.get(last.session.reference)?.of,
  );
  const quoted = sharedRun(last.session.note, earlier?.note ?? '', QUOTED_WORDS);
  const by = repeats.every(({ sameAuthor }) => sameAuthor) ? ' by the same recorder' : '';
  const words = quoted === '' ? '' : `: “${quoted}”`;
  return `, ${repeated.length} of them ${repeated.length === 1 ? 'repeats' : 'repeat'} an earlier note${by}${words}`;
}

/** The recorded facts that words of praise could clash with. */
function factsFor({ programme }: Ground, { session }: Recorded): RecordedFacts {
  const read = (role: MeasureRole): number | null =>
    magnitudeOf(valueOf(session.values, programme, role) ?? undefined);
  return {
    promptRank: read('prompt'),
    promptCount: read('prompt-count'),
    safetyShare: read('safety'),
    confidenceRank: moreIsSurer(programme) ? read('confidence') : null,
    stepsShare: read('steps'),
  };
}

/**
 * Whether a high value of the measure of confidence is a good one. Hesitation is an ordered scale too,
 * but high means little confidence there; what the programme asks for tells them apart.
 */
function moreIsSurer({ measures, stages, improvement }: Programme): boolean {
  const ofConfidence = (item: { readonly measure: string }) => item.measure === measures.confidence;
  const asked = stages.flatMap(({ criteria }) => criteria).filter(ofConfidence);
  if (asked.some(({ comparator }) => comparator === 'at-most')) return false;
  if (asked.some(({ comparator }) => comparator === 'at-least')) return true;
  return improvement.some(
    (item) => ofConfidence(item) && item.statistic === 'median' && item.better === 'higher',
  );
}

/** A box for dips that was filled in to say that there was none. */
const NO_DIP = /^\W*(?:no|none|nil|nothing|n\/?a|no dips?)?\W*$/i;

function dipped({ programme }: Ground, { session }: Recorded): boolean {
  const dip = valueOf(session.values, programme, 'confidence-dip');
  return dip !== null && !(dip.kind === 'text' && NO_DIP.test(dip.value));
}

/** What the record holds against its own praise, in words. */
function clashesOf(
  ground: Ground,
  recorded: Recorded,
  praise: readonly string[],
): readonly string[] {
  const dip = praise.length > 0 && dipped(ground, recorded);
  return [
    ...contradicts(factsFor(ground, recorded), praise),
    ...(dip ? ['a dip in confidence is recorded'] : []),
  ];
}

/** Praise beside recorded facts that say otherwise: shown side by side (T36). */
function overPositiveNotes(ground: Ground): Outcome {
  const recent = latest(withNotes(ground), ground.programme.parameters['claim-records']);
  const clashes = recent.flatMap((item) => {
    const praise = praiseIn(item.session.note);
    const facts = clashesOf(ground, item, praise);
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

/** A note of this goal, as it is compared with other people's. */
interface OwnNote {
  readonly reference: string;
  readonly day: Day;
  readonly knownAt: Instant;
  readonly shingles: ReadonlySet<string>;
}

function recentNotes({
  sessions,
  today,
  programme: { parameters: p },
}: Ground): readonly OwnNote[] {
  return sessions
    .filter(({ session }) => today - session.day <= p['regressed-days'])
    .filter(({ session }) => wordsOf(session.note).length >= p['note-shortest'])
    .map(({ session: { reference, day, knownAt, note } }) => {
      return { reference, day, knownAt, shingles: shinglesOf(note) };
    });
}

/**
 * Each note of this goal that carries another person's words, with the first such source by reference.
 * Every note of the service is cut into shingles once here, however many it is compared with.
 */
function sourcesOfCopies(
  own: readonly OwnNote[],
  others: readonly ServiceNote[],
  { parameters: p }: Programme,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const other of others) {
    const near = own.filter(
      (note) =>
        Math.abs(other.day - note.day) <= p['note-copied-days'] && other.knownAt <= note.knownAt,
    );
    if (near.length === 0) continue;
    const theirs = other.shingles;
    for (const { reference, shingles } of near) {
      const known = found.get(reference);
      if (known !== undefined && known <= other.reference) continue;
      const least = p['note-copied-likeness'];
      if (jaccard(shingles, theirs, least) >= least) found.set(reference, other.reference);
    }
  }
  return found;
}

/**
 * A note much like one in another person's record may be of the wrong person's session: a danger, not a
 * style (coroners have named it). Likeness proves nothing, and says nothing of whoever wrote it.
 */
function copiedNote(ground: Ground): Outcome {
  const others = ground.caseFile.serviceNotes;
  if (others === null) return cannotTell('Needs the notes of other people in the service.');
  const copied = sourcesOfCopies(recentNotes(ground), others, ground.programme);
  return when(
    copied.size > 0,
    () =>
      copied.size === 1
        ? '1 note is much like one in another person’s record: check whose session it was.'
        : `${copied.size} notes are each much like one in another person’s record: check whose sessions they were.`,
    () => [...copied].flat(),
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

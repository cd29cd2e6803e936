import type { Recorded } from './measures/facts.ts';
import { createNoteMemory, type NoteMemory } from './notes/memory.ts';
import { PHRASEBOOKS } from './notes/phrasebooks.ts';
import { VOICES, type VoiceStyle } from './notes/voices.ts';
import { composeNote, type NoteTopic } from './notes/writer.ts';
import type { Person } from './people.ts';
import { diceFor } from './random.ts';
import { recordOf } from './records.ts';
import { scheduleOf, sessionsIn, type PlannedSession } from './schedule.ts';
import type { Colleague, Service } from './services.ts';
import type { Story } from './story.ts';

/** A story with the person and the place it happens in. */
export interface Casting {
  readonly story: Story;
  readonly person: Person;
  readonly service: Service;
  /** Place of the story in its service, and of the goal among the person's goals. */
  readonly place: number;
  readonly goalNumber: number;
}

/** One session as it is written down. */
export interface SessionDraft {
  readonly casting: Casting;
  readonly planned: PlannedSession;
  /** `story-s12`. */
  readonly id: string;
  readonly worker: Colleague;
  /** Minutes of the London day. */
  readonly start: number;
  readonly end: number;
  readonly recorded: Recorded;
  readonly note: string;
  /** What somebody else saw and wrote; null where nobody watched. */
  readonly seen: { readonly recorded: Recorded; readonly note: string } | null;
}

type Unwritten = Omit<SessionDraft, 'note' | 'seen'>;

/** All sessions of one service, in the order in which they happened, with their notes. */
export function draftSessions(seed: number, castings: readonly Casting[]): readonly SessionDraft[] {
  const unwritten = castings
    .flatMap((casting) =>
      scheduleOf(casting.story).map((planned) => unwrittenSession(seed, casting, planned)),
    )
    .sort((a, b) => a.planned.day - b.planned.day || a.start - b.start || (a.id < b.id ? -1 : 1));
  return writeNotes(seed, unwritten);
}

/** Between one person's first goal and the next, minutes. */
const NEXT_GOAL = 210;

function unwrittenSession(seed: number, casting: Casting, planned: PlannedSession): Unwritten {
  const { story, service, place, goalNumber } = casting;
  const id = `${story.id}-s${planned.number}`;
  const dice = diceFor(seed, id);
  const { from, least, most } = service.hours;
  const start = from + goalNumber * NEXT_GOAL + dice.int(0, 80);
  const worker = service.frontline[(place * 2 + planned.turn) % service.frontline.length];
  return {
    casting,
    planned,
    id,
    worker: worker as Colleague,
    start,
    end: start + dice.int(least, most),
    recorded: recordedBy(seed, story, planned),
  };
}

/** Flat records roll the same dice each time. */
function recordedBy(seed: number, story: Story, planned: PlannedSession): Recorded {
  const key = planned.flaw === 'flat' ? 'flat' : `s${planned.number}`;
  const number = planned.flaw === 'flat' ? 0 : planned.number;
  return recordOf(story, { ...planned, number }, diceFor(seed, `${story.id}-${key}/facts`));
}

function writeNotes(seed: number, sessions: readonly Unwritten[]): readonly SessionDraft[] {
  const memory = createNoteMemory();
  const written: SessionDraft[] = [];
  for (const session of sessions) {
    const note = noteFor(seed, session, written, memory);
    written.push({ ...session, note, seen: seenAt(seed, session, memory) });
  }
  return written;
}

function noteFor(
  seed: number,
  session: Unwritten,
  written: readonly SessionDraft[],
  memory: NoteMemory,
): string {
  const { story } = session.casting;
  const { day, notes } = session.planned;
  const earlier = notes === 'repeated' ? ownNote(session, written) : null;
  const taken = earlier ?? (notes === 'copied' ? copiedNote(session, written) : null);
  if (taken !== null) {
    memory.keep(story.id, day, taken);
    return taken;
  }
  const dice = diceFor(seed, `${session.id}/note`);
  const style = notes === 'praise' || notes === 'generic' ? notes : 'honest';
  const topic = topicOf(session, voiceOf(session), style);
  return memory.write(story.id, day, () => composeNote(topic, dice));
}

const voiceOf = ({ casting, worker }: Unwritten): VoiceStyle =>
  VOICES[casting.service.frontline.indexOf(worker) % VOICES.length] as VoiceStyle;

/** The note with which this worker began to repeat themselves. */
const ownNote = (session: Unwritten, written: readonly SessionDraft[]): string | null =>
  written.find(
    ({ casting, planned, worker }) =>
      casting.story.id === session.casting.story.id &&
      planned.notes === 'repeated' &&
      worker === session.worker,
  )?.note ?? null;

/** The latest note of the other story, from an earlier day. */
const copiedNote = (session: Unwritten, written: readonly SessionDraft[]): string | null =>
  written.findLast(
    ({ casting, planned }) =>
      casting.story.id === session.casting.story.copiesFrom && planned.day < session.planned.day,
  )?.note ?? null;

const PRONOUNS = {
  female: { they: 'she', them: 'her', their: 'her', theirs: 'hers', themself: 'herself' },
  male: { they: 'he', them: 'him', their: 'his', theirs: 'his', themself: 'himself' },
  other: { they: 'they', them: 'them', their: 'their', theirs: 'theirs', themself: 'themself' },
} as const;

function topicOf(
  { casting, planned, start, end, recorded }: Unwritten,
  voice: VoiceStyle,
  style: NoteTopic['style'],
): NoteTopic {
  const { story, person } = casting;
  return {
    book: PHRASEBOOKS[story.programme],
    voice,
    level: planned.level,
    style,
    slots: {
      ...story.goal.words,
      ...recorded.said,
      ...PRONOUNS[person.gender],
      first: person.given,
      minute: String(start),
      lastMinute: String(end),
      span: String(end - start - 8),
    },
  };
}

/** What an observer recorded of the session, where one was there. */
function seenAt(seed: number, session: Unwritten, memory: NoteMemory): SessionDraft['seen'] {
  const { story } = session.casting;
  const { number, day } = session.planned;
  const level = story.seen?.[sessionsIn(story) - number];
  if (level === undefined) return null;
  const dice = diceFor(seed, `${session.id}/seen`);
  const planned = { ...session.planned, level: String(level), flaw: null };
  const recorded = recordOf(story, planned, dice);
  const topic = topicOf({ ...session, planned, recorded }, OBSERVER, 'honest');
  return { recorded, note: memory.write(story.id, day, () => composeNote(topic, dice)) };
}

const OBSERVER = VOICES.find(({ name }) => name === 'methodical') as VoiceStyle;

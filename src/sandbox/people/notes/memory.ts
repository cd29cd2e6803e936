import { createShingler, type Shingles } from './shingles.ts';

interface Remembered {
  readonly goal: string;
  readonly day: number;
  /** How many notes on the goal came before it. */
  readonly nth: number;
  readonly size: number;
}

/** The notes of one service so far, so that no two honest ones come out alike by chance. */
export interface NoteMemory {
  /** The first draft that is unlike all recent ones, or else the least alike; it is remembered. */
  write(goal: string, day: number, draft: () => string): string;
  /** Remembers a note as it is. */
  keep(goal: string, day: number, text: string): void;
}

/** Draft again from this likeness on; well under the 0.6 at which a note counts as copied. */
const ALIKE = 0.45;
const DRAFTS = 16;
/** Notes on one goal are compared with the last 40, those of a service over 14 days; and some more. */
const OWN = 45;
const DAYS = 16;
/** Of the notes that share two words, the latest so many: it keeps the time in bounds. */
const LATEST = 120;

export function createNoteMemory(): NoteMemory {
  const shinglesIn = createShingler();
  const holding = new Map<number, Remembered[]>();
  const counts = new Map<string, number>();

  const remember = (goal: string, day: number, shingles: Shingles): void => {
    const nth = counts.get(goal) ?? 0;
    counts.set(goal, nth + 1);
    const note = { goal, day, nth, size: shingles.size };
    for (const shingle of shingles) {
      const notes = holding.get(shingle);
      if (notes === undefined) holding.set(shingle, [note]);
      else notes.push(note);
    }
  };
  const likest = (goal: string, day: number, shingles: Shingles): number => {
    const nth = counts.get(goal) ?? 0;
    const counted = (other: Remembered): boolean =>
      day - other.day <= DAYS || (other.goal === goal && nth - other.nth <= OWN);
    return mostAlike(shingles, holding, counted);
  };

  return {
    write: (goal, day, draft) => {
      let best = { text: '', shingles: shinglesIn(''), alike: Infinity };
      for (let tries = 0; tries < DRAFTS && best.alike >= ALIKE; tries += 1) {
        const text = draft();
        const shingles = shinglesIn(text);
        const alike = likest(goal, day, shingles);
        if (alike < best.alike) best = { text, shingles, alike };
      }
      remember(goal, day, best.shingles);
      return best.text;
    },
    keep: (goal, day, text) => {
      remember(goal, day, shinglesIn(text));
    },
  };
}

/** Shared shingles of all shingles, 0 to 1, with the most alike of the notes that count. */
function mostAlike(
  shingles: Shingles,
  holding: ReadonlyMap<number, readonly Remembered[]>,
  counted: (note: Remembered) => boolean,
): number {
  const common = new Map<Remembered, number>();
  for (const shingle of shingles) {
    const notes = holding.get(shingle) ?? [];
    for (let at = Math.max(0, notes.length - LATEST); at < notes.length; at += 1) {
      const note = notes[at] as Remembered;
      if (counted(note)) common.set(note, (common.get(note) ?? 0) + 1);
    }
  }
  let most = 0;
  for (const [{ size }, shared] of common) {
    most = Math.max(most, shared / (shingles.size + size - shared));
  }
  return most;
}

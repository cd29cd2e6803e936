import { shinglesOf } from '../../../src/domain/narrative/likeness.ts';
import { goal, pertains, readOne, ref, session, type Json } from './records.ts';

const NOTE = 'Waited at the kerb unprompted and asked twice which stop to use';
const noted = (id: string, patient: string, date: string, text = NOTE): Json =>
  session(id, {
    extension: patient === 'p1' ? [pertains('Goal/g1')] : undefined,
    subject: ref(`Patient/${patient}`),
    effectivePeriod: { start: `${date}T10:00:00Z` },
    issued: `${date}T11:00:00Z`,
    note: [{ text }],
  });
const patient = (id: string, organisation?: string): Json => ({
  resourceType: 'Patient',
  id,
  ...(organisation === undefined
    ? {}
    : { managingOrganization: ref(`Organization/${organisation}`) }),
});

const notesOf = (resources: readonly Json[], serviceNotes = true) =>
  readOne([goal(), noted('own', 'p1', '2026-03-30'), ...resources], { serviceNotes }).caseFile
    .serviceNotes;
const ids = (resources: readonly Json[]) =>
  notesOf(resources)?.map((note) => note.reference.split('/')[1]);

describe('other people’s notes', () => {
  it('are null where they may not be read, which is not the same as none', () => {
    expect(notesOf([noted('n1', 'p2', '2026-03-30')], false)).toBeNull();
    expect(notesOf([])).toEqual([]);
  });

  it('are kept as shingles, with the day and the time they were known', () => {
    const [note] = notesOf([noted('n1', 'p2', '2026-03-30')]) ?? [];
    expect(note?.shingles).toEqual(shinglesOf(NOTE));
    expect(note).toMatchObject({ knownAt: Date.parse('2026-03-30T11:00:00Z') });
    // Neither the words nor whose they are can be read from it.
    expect(Object.keys(note ?? {}).sort()).toEqual(['day', 'knownAt', 'reference']);
  });

  it('are those within 14 days of a note of the goal', () => {
    const dates = ['2026-03-15', '2026-03-16', '2026-04-13', '2026-04-14'];
    expect(ids(dates.map((date) => noted(date, 'p2', date)))).toEqual(['2026-03-16', '2026-04-13']);
  });

  it('are of no days on which the goal has no note', () => {
    const wordless = { ...noted('mute', 'p1', '2026-01-20'), note: undefined };
    expect(ids([wordless, noted('n1', 'p2', '2026-01-20')])).toEqual([]);
  });

  it('have at least eight words', () => {
    const short = noted('n1', 'p2', '2026-03-30', 'one two three four five six seven');
    const long = noted('n2', 'p2', '2026-03-30', 'one two three four five six seven eight');
    expect(ids([short, long])).toEqual(['n2']);
  });

  it('are of the same organisation, where the person has one', () => {
    const people = [
      patient('p1', 'house'),
      patient('p2', 'house'),
      patient('p3', 'other'),
      patient('p4'),
    ];
    const notes = ['p2', 'p3', 'p4'].map((id) => noted(`of-${id}`, id, '2026-03-30'));
    expect(ids([...people, ...notes])).toEqual(['of-p2']);
    expect(ids([patient('p3', 'other'), ...notes])).toEqual(['of-p2', 'of-p3', 'of-p4']);
  });

  it('are not of the person, nor of records that cannot be used', () => {
    const unusable = { ...noted('n2', 'p2', '2026-03-30'), status: 'preliminary' };
    expect(ids([noted('n1', 'p1', '2026-03-29'), unusable])).toEqual([]);
  });
});

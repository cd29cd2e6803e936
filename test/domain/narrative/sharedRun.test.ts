import { sharedRun } from '../../../src/domain/narrative/sharedRun.ts';

describe('the words that two notes share', () => {
  it('are the longest run of them, as the first note has them', () => {
    expect(
      sharedRun(
        'She laughed. Crossed at the Lights alone, then rested.',
        'crossed at the lights',
        8,
      ),
    ).toBe('Crossed at the Lights');
  });

  it('do not differ in numbers, accents, hyphens or headings', () => {
    const first = 'Mood: calm. Had 2 cups in the café-bar at 10:30 with friends';
    expect(sharedRun(first, 'calm, had 3 cups in the cafe bar at 11:15', 20)).toBe(
      'calm. Had 2 cups in the café-bar at 10:30',
    );
  });

  it('are cut after so many, and of two equal runs the first', () => {
    expect(sharedRun('one two three four five', 'one two three four five', 3)).toBe(
      'one two three',
    );
    expect(sharedRun('a b x c d', 'c d y a b', 8)).toBe('a b');
  });

  it('are none where nothing is shared', () => {
    expect(sharedRun('nothing here', 'of that', 8)).toBe('');
    expect(sharedRun('', 'of that', 8)).toBe('');
  });
});

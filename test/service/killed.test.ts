import { describe, expect, it } from '@jest/globals';
import { killRounds, momentsOf, type Moment } from './killRounds.ts';

/** Survey, reading, and writing: before the host did what it was asked, and after. */
const STEPS: readonly Moment[] = [
  { at: 'GET', nth: 1, when: 'after' },
  { at: 'GET', nth: 40, when: 'before' },
  { at: 'POST', nth: 1, when: 'before' },
  { at: 'POST', nth: 1, when: 'after' },
];

/** Entry by entry, where half of what belongs together may be written. */
const SINGLY: readonly Moment[] = [
  { at: 'POST', nth: 3, when: 'after' },
  { at: 'POST', nth: 4, when: 'before' },
  { at: 'PUT', nth: 1, when: 'before' },
  { at: 'PUT', nth: 1, when: 'after' },
];

describe('a service that is killed without warning', () => {
  it('at one step after the other and at moments of chance, leaves what an undisturbed one leaves', async () => {
    const { differences, total, log } = await killRounds([...STEPS, ...momentsOf(8, 1)], {
      people: 4,
    });
    expect(total).toBeGreaterThan(400);
    expect(differences).toEqual([]);
    expect(log).toContain('"message":"jobs-taken-back"');
  });

  it('and so where the host does no transactions', async () => {
    const { differences } = await killRounds(SINGLY, { people: 2, singly: true });
    expect(differences).toEqual([]);
  });
});

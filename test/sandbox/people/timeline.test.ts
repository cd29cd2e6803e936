import { timelineFrom } from '../../../src/sandbox/people/timeline.ts';

describe('story days', () => {
  it.each([
    ['2026-10-24', '2026-10-24T09:00:00Z'],
    ['2026-10-25', '2026-10-25T10:00:00Z'],
    ['2027-03-27', '2027-03-27T10:00:00Z'],
    ['2027-03-28', '2027-03-28T09:00:00Z'],
  ])('ten in the morning in London on %s is %s', (anchor, instant) => {
    expect(timelineFrom(anchor).instant(0, 600)).toBe(instant);
  });

  it('counts back over months, leap days and clock changes', () => {
    const timeline = timelineFrom('2028-03-01');
    expect(timeline.date(-1)).toBe('2028-02-29');
    expect(timeline.date(-366)).toBe('2027-03-01');
    expect(timeline.instant(-150, 720)).toBe('2027-10-03T11:00:00Z');
  });

  it('runs on past midnight', () => {
    expect(timelineFrom('2026-06-10').instant(0, 3 * 1440 + 5)).toBe('2026-06-12T23:05:00Z');
  });

  it.each(['2026-13-01', '2026-1-1', 'yesterday', ''])('refuses the anchor "%s"', (anchor) => {
    expect(() => timelineFrom(anchor)).toThrow('YYYY-MM-DD');
  });
});

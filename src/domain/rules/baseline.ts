import { lengthOf } from '../duration.ts';
import type { Ground } from '../ground.ts';
import type { Duration } from '../programme.ts';
import { DAY, dateOfDay, londonDay, type Day } from '../time.ts';
import { addWorkingDays } from '../workingDays.ts';
import { cannotTell, CLEAR, when, type Rule } from './rule.ts';

/** The last day on which the programme's baseline is on time; null where it sets no deadline. */
function deadlineOf(ground: Ground): Day | null {
  const duty = ground.programme.duties.find((item) => item.code === 'record-baseline');
  const { start } = ground.caseFile.goal;
  return duty?.deadline == null ? null : dueDay(start, duty.deadline, ground.isHoliday);
}

const dueDay = (start: Day, deadline: Duration, isHoliday: (day: Day) => boolean): Day =>
  deadline.workingDays
    ? addWorkingDays(start, deadline.value, isHoliday)
    : start + Math.ceil(lengthOf(deadline) / DAY);

/** The clock starts on the day the goal was agreed, or else began (C35). */
export const BASELINE_RULES: readonly Rule[] = [
  {
    code: 'missing-baseline',
    severity: 'warning',
    requirements: ['C09', 'T05', 'P05', 'E05', 'C28', 'C35', 'C15'],
    assess: (ground) => {
      const due = deadlineOf(ground);
      if (ground.baseline !== null) return CLEAR;
      if (due === null) return cannotTell('The programme sets no deadline for the baseline.');
      return when(
        ground.today > due,
        () => `No baseline is recorded; it was due by ${dateOfDay(due)}.`,
        () => [ground.caseFile.goal.reference],
      );
    },
  },
  {
    code: 'late-baseline',
    severity: 'info',
    requirements: ['C09', 'T05', 'P05', 'E05', 'C35'],
    assess: (ground) => {
      const due = deadlineOf(ground);
      const { baseline } = ground;
      if (baseline === null || due === null) return CLEAR;
      const recorded = Math.max(baseline.day, londonDay(baseline.recordedAt ?? baseline.knownAt));
      return when(
        recorded > due,
        () =>
          `The baseline was recorded on ${dateOfDay(recorded)}; it was due by ${dateOfDay(due)}.`,
        () => [baseline.reference],
      );
    },
  },
];

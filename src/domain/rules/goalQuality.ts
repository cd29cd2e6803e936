import { when, type Rule } from './rule.ts';

export const GOAL_RULES: readonly Rule[] = [
  {
    code: 'goal-not-person-led',
    severity: 'info',
    requirements: ['C07', 'C14'],
    onlyWhileOpen: true,
    assess: ({ caseFile }) =>
      when(
        caseFile.goal.personLed !== true,
        () => 'Nothing in the goal shows that the person expressed or accepted it.',
        () => [caseFile.goal.reference],
      ),
  },
  {
    code: 'goal-not-measurable',
    severity: 'info',
    requirements: ['C01', 'C04'],
    onlyWhileOpen: true,
    assess: ({ caseFile }) =>
      when(
        !caseFile.goal.measurable,
        () =>
          'The goal has no target that could be measured: what success means is not written down.',
        () => [caseFile.goal.reference],
      ),
  },
];

import { latest, sessionReferences, type Ground, type Recorded } from '../ground.ts';
import { CLEAR, plural, when, type Rule } from './rule.ts';

const recent = (ground: Ground): readonly Recorded[] =>
  latest(ground.sessions, ground.programme.parameters['claim-records']);

const problemsOf = (ground: Ground, kind: 'unlinked' | 'unmapped'): readonly string[] =>
  ground.caseFile.problems.filter((item) => item.kind === kind).map((item) => item.reference);

/** Data quality: it lowers what the evidence is worth, and is the provider's to mend. */
export const RECORDING_RULES: readonly Rule[] = [
  {
    code: 'missing-components',
    severity: 'info',
    requirements: [
      'T18',
      'P04',
      'E04',
      'T03',
      'T14',
      'T15',
      'T16',
      'P13',
      'P14',
      'P16',
      'E13',
      'E14',
      'E15',
      'E16',
    ],
    onlyWhileOpen: true,
    assess: (ground) => {
      const found = recent(ground).filter(({ record }) => !record.complete);
      const missing = [...new Set(found.flatMap(({ level }) => level.missing))].sort();
      return when(
        found.length > 0,
        () =>
          `${found.length} of the last ${plural(recent(ground).length, 'record')} lack ${missing.join(', ')}.`,
        () => sessionReferences(found),
      );
    },
  },
  {
    code: 'late-record',
    severity: 'info',
    requirements: ['T18', 'P18', 'E17'],
    onlyWhileOpen: true,
    assess: (ground) => {
      const found = recent(ground).filter(({ record }) => record.late);
      const hours = ground.programme.parameters['late-after-hours'];
      return when(
        found.length > 0,
        () =>
          `${found.length} of the last ${plural(recent(ground).length, 'record')} were written more than ${hours} hours after the session, or show no time of writing.`,
        () => sessionReferences(found),
      );
    },
  },
  {
    code: 'unmapped-code',
    severity: 'info',
    requirements: ['C25', 'T38', 'T39', 'P37', 'P38', 'E36', 'E37'],
    assess: (ground) => {
      const cites = problemsOf(ground, 'unmapped');
      return when(
        cites.length > 0,
        () =>
          `${plural(new Set(cites).size, 'record')} use${new Set(cites).size === 1 ? 's' : ''} codes that are not mapped to the programme’s own; those values count for nothing.`,
        () => cites,
      );
    },
  },
  {
    code: 'unlinked-evidence',
    severity: 'info',
    requirements: ['C33'],
    assess: (ground) => {
      const cites = problemsOf(ground, 'unlinked');
      return when(
        cites.length > 0,
        () =>
          `${plural(new Set(cites).size, 'item')} could be about this goal or another, and ${new Set(cites).size === 1 ? 'is' : 'are'} counted for neither.`,
        () => cites,
      );
    },
  },
  {
    code: 'stale-evidence',
    severity: 'info',
    requirements: ['T19', 'C14'],
    onlyWhileOpen: true,
    assess: ({ sessions, today, programme }) => {
      const last = sessions.at(-1)?.session;
      if (last === undefined) return CLEAR;
      return when(
        today - last.day > programme.parameters['recency-days'],
        () => `The latest record is ${plural(today - last.day, 'day')} old.`,
        () => [last.reference],
      );
    },
  },
];

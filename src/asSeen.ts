import type { GoalCase } from './fhir/read/intake.ts';

/** How much of a record could be looked at. */
export interface Sight {
  /** Forms can be searched for: that none is there then says that nobody was asked. */
  readonly forms: boolean;
  /** Everybody's notes were read: that none is alike then says that none was copied. */
  readonly notes: boolean;
}

/** What could not be seen says nothing: neither that nobody was asked, nor that no note was copied. */
export function asSeen(goalCase: GoalCase, { forms, notes }: Sight): GoalCase {
  if (forms && notes) return goalCase;
  const { caseFile } = goalCase;
  return {
    ...goalCase,
    caseFile: {
      ...caseFile,
      ...(forms ? {} : { unseen: ['feedback'] as const }),
      ...(notes ? {} : { serviceNotes: null }),
    },
  };
}

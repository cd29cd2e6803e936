/** How far a goal has come; the rank is the place in this list (CodeSystem `level`). */
export const LEVELS = ['baseline', 'partial', 'near-complete', 'achieved', 'sustained'] as const;
export type Level = (typeof LEVELS)[number];

export const STRENGTHS = ['insufficient', 'weak', 'moderate', 'strong'] as const;
export type Strength = (typeof STRENGTHS)[number];

/** 0 insufficient, 1 weak, 2 moderate, 3 strong. */
export type Grade = 0 | 1 | 2 | 3;

export type Trajectory =
  'improving' | 'steady' | 'inconsistent' | 'stalled' | 'regressing' | 'not-assessable';
export type Verdict = 'supported' | 'overstated' | 'understated' | 'unverifiable' | 'no-claim';
export type Stance = 'supports' | 'mixed' | 'contradicts' | 'absent' | 'not-independent';
export type Severity = 'info' | 'warning' | 'high';

export const levelRank = (level: Level): number => LEVELS.indexOf(level);

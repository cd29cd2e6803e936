import type { Programme, Threshold } from '../../domain/programme.ts';
import { SYSTEM } from '../names.ts';
import type { Terminology } from '../terminology.ts';

/** The one form in which a measure counts as full evidence. */
export type MeasureForm =
  | { readonly kind: 'coded'; readonly system: string }
  | { readonly kind: 'integer' | 'boolean' | 'ratio' | 'minutes' | 'per-week' | 'text' }
  /** A code or words; a code of `system` carries its rank. */
  | { readonly kind: 'detail'; readonly system: string | null; readonly repeats: boolean }
  /** A measure of a programme that came with no form: a count or a share. */
  | { readonly kind: 'magnitude' };

const coded = (system: string): MeasureForm => ({ kind: 'coded', system });
const detail = (system: string | null = null, repeats = false): MeasureForm => ({
  kind: 'detail',
  system,
  repeats,
});
const INTEGER = { kind: 'integer' } as const;
const BOOLEAN = { kind: 'boolean' } as const;
const RATIO = { kind: 'ratio' } as const;
const MINUTES = { kind: 'minutes' } as const;

const FORMS: Readonly<Record<string, MeasureForm>> = {
  'prompt-level': coded(SYSTEM.promptLevel),
  'prompt-count': INTEGER,
  'reassurance-count': INTEGER,
  'safety-prompts': INTEGER,
  'confidence-observed': coded(SYSTEM.confidence),
  'confidence-self': coded(SYSTEM.confidence),
  'safety-checks': RATIO,
  'steps-independent': RATIO,
  'safety-event': BOOLEAN,
  hesitation: coded(SYSTEM.hesitation),
  'settled-after': coded(SYSTEM.settled),
  attended: BOOLEAN,
  'engagement-duration': MINUTES,
  'session-duration': MINUTES,
  'initiated-by': coded(SYSTEM.initiatedBy),
  'enjoyment-observed': coded(SYSTEM.enjoyment),
  'enjoyment-stated': coded(SYSTEM.enjoyment),
  'enjoyment-basis': { kind: 'text' },
  planned: BOOLEAN,
  route: detail(),
  'confidence-dip': detail(),
  'task-done': detail(null, true),
  'hesitation-point': detail(null, true),
  'agreed-stages': detail(null, true),
  barrier: detail(null, true),
  'social-confidence': detail(SYSTEM.confidence),
  'route-knowledge': detail(SYSTEM.confidence),
  'mood-response': detail(SYSTEM.settled),
  'attendance-per-week': { kind: 'per-week' },
};

/** A code and the system it belongs to. */
interface Code {
  readonly system?: string | undefined;
  readonly code?: string | undefined;
}

/** Which component codes are measures, and in what form. */
export interface Measures {
  readonly forms: ReadonlyMap<string, MeasureForm>;
  /** Measures of which `false` means that the person did not take part. */
  readonly attendance: ReadonlySet<string>;
  /** The measure that a coding of ours, or of a loaded programme, names. */
  measureOf(coding: Code, terminology: Terminology): string | null;
}

/** The measures of every record, and those that loaded programmes bring along. */
export function measuresOf(programmes: readonly Programme[]): Measures {
  const forms = new Map(Object.entries(FORMS));
  for (const criterion of programmes.flatMap(criteriaOf)) {
    if (!forms.has(criterion.measure)) forms.set(criterion.measure, formOf(criterion.threshold));
    const { requires } = criterion;
    if (requires !== null && !forms.has(requires)) forms.set(requires, detail());
  }
  const attendance = programmes.flatMap((programme) => programme.measures.attendance ?? []);
  return {
    forms,
    attendance: new Set(['attended', ...attendance]),
    measureOf: ({ system, code }, terminology) =>
      system !== undefined &&
      code !== undefined &&
      forms.has(code) &&
      terminology.concept(system, code) !== undefined
        ? code
        : null,
  };
}

export const criteriaOf = (programme: Programme) =>
  programme.stages.flatMap((stage) => stage.criteria);

/** A programme's own measure takes the form that its threshold can be compared with. */
function formOf(threshold: Threshold | null): MeasureForm {
  if (threshold === null) return BOOLEAN;
  if (threshold.kind === 'code') return coded(threshold.system);
  return threshold.unit === 'min' ? MINUTES : { kind: 'magnitude' };
}

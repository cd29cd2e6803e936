import { hash } from 'node:crypto';
import { compareText } from '../domain/order.ts';
import type { ReadingContext } from '../fhir/read/intake.ts';
import { ENTRY_SHAPE } from '../fhir/read/projection.ts';
import { writesGoals, type GoalWriteMode } from '../fhir/write/planInput.ts';
import { canonicalJson } from './canonicalJson.ts';

/**
 * What stored entries depend on beside the resources they were made of, in one word: where it is
 * another one, people have to be read again. The order of programmes and maps is of no consequence; that
 * of adapters is, as the first rule that matches counts. Goals are held whole only where they are written.
 */
export function projectionVersionOf(context: ReadingContext, mode: GoalWriteMode): string {
  const known = VERSIONS.get(context) ?? versionOf(context);
  VERSIONS.set(context, known);
  return writesGoals(mode) ? `${known}-with-goals` : known;
}

/** Asked for with every change, and a context is kept for a day. */
const VERSIONS = new WeakMap<ReadingContext, string>();

function versionOf(context: ReadingContext): string {
  const { programmes, terminology, conceptMaps, adapters = [] } = context;
  const content = {
    shape: ENTRY_SHAPE,
    programmes: programmes.map(canonicalJson).sort(compareText),
    codes: terminology.stated(),
    maps: conceptMaps.stated(),
    adapters: adapters.map(({ source }) => source),
  };
  return hash('sha256', canonicalJson(content), 'hex');
}

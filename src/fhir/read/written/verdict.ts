import { z } from 'zod';
import { GRADED } from '../../../domain/assessment.ts';
import { NO_STAGE } from '../../../domain/attainment/baselineStage.ts';
import { compareText } from '../../../domain/order.ts';
import type { Decision, WrittenVerdict } from '../../../domain/written.ts';
import { CORE_EXTENSION, SYSTEM } from '../../names.ts';
import { conceptSchema, extensionsOf } from '../elements.ts';
import type { CodeableConcept } from '../elements.ts';
import { codeIn, instantIn, lastUpdated, ourCode } from './ours.ts';
import type { Owned } from './ours.ts';
import type { Traces } from './trace.ts';

const verdictSchema = z.looseObject({
  status: z.string().optional(),
  issued: z.string().optional(),
  extension: z.array(z.unknown()).optional(),
  valueCodeableConcept: conceptSchema.optional(),
  component: z
    .array(
      z.looseObject({
        code: conceptSchema,
        valueCodeableConcept: conceptSchema.optional(),
        valueInteger: z.number().optional(),
        valueString: z.string().optional(),
      }),
    )
    .catch([])
    .default([]),
});
type Parsed = z.infer<typeof verdictSchema>;

/** Our verdict as it can be read back; null where the host's copy is no Observation any more. */
export function readVerdict(owned: Owned, number: number, traces: Traces): WrittenVerdict | null {
  const parsed = verdictSchema.safeParse(owned.raw);
  if (!parsed.success) return null;
  return {
    reference: owned.reference,
    number,
    decision: decisionIn(parsed.data),
    issued: instantIn(parsed.data.issued) ?? lastUpdated(owned.head),
    standing: standingOf(parsed.data.status),
    traced: traces.created(owned.reference),
    confirmationTraced: traces.confirmed(owned.reference),
  };
}

function standingOf(status: string | undefined): WrittenVerdict['standing'] {
  if (status === 'preliminary') return 'preliminary';
  return status === 'final' ? 'confirmed' : 'set-aside';
}

function decisionIn(verdict: Parsed): Decision {
  const concepts = (code: string): readonly CodeableConcept[] =>
    verdict.component
      .filter((each) => ourCode(each.code) === code)
      .map((each) => each.valueCodeableConcept)
      .filter((value) => value !== undefined);
  const one = (code: string, system: string): string | null => codeIn(concepts(code)[0], system);
  const every = (code: string, system: string): readonly string[] =>
    [...new Set(concepts(code).flatMap((each) => codeIn(each, system) ?? []))].sort(compareText);
  return {
    programme: programmeIn(verdict),
    claimed: one('claimed-level', SYSTEM.level) ?? claimedCodeIn(verdict),
    level: codeIn(verdict.valueCodeableConcept, SYSTEM.level),
    stage: concepts('validated-stage')[0]?.coding?.[0]?.code ?? null,
    baselineStage: baselineStageIn(concepts('baseline-stage')[0]),
    trajectory: one('trajectory', SYSTEM.trajectory),
    strength: one('evidence-strength', SYSTEM.strength),
    verdict: one('verdict', SYSTEM.verdict),
    grades: gradesIn(verdict),
    stances: stancesIn(one),
    findings: every('finding', SYSTEM.finding),
    needs: every('need', SYSTEM.need),
  };
}

/** A stage of the programme; our level `baseline` stands for none. */
const baselineStageIn = (met: CodeableConcept | undefined): string | null =>
  codeIn(met, SYSTEM.level) === 'baseline' ? NO_STAGE : (met?.coding?.[0]?.code ?? null);

const claimedCodeIn = ({ component }: Parsed): string | null =>
  component.find((each) => ourCode(each.code) === 'claimed-code')?.valueString ?? null;

const programmeIn = (verdict: Parsed): string | null =>
  extensionsOf(verdict.extension).find((each) => each.url === CORE_EXTENSION.adheresTo)
    ?.valueCanonical ?? null;

const gradesIn = ({ component }: Parsed): Decision['grades'] =>
  Object.fromEntries(
    GRADED.flatMap((grade) => {
      const found = component.find((each) => ourCode(each.code) === `grade-${grade}`);
      return found?.valueInteger === undefined ? [] : [[grade, found.valueInteger]];
    }),
  );

const stancesIn = (one: (code: string, system: string) => string | null): Decision['stances'] =>
  Object.fromEntries(
    (['records', 'observation', 'feedback', 'audit'] as const).flatMap((source) => {
      const stance = one(`source-${source}`, SYSTEM.sourceStance);
      return stance === null ? [] : [[source, stance]];
    }),
  );

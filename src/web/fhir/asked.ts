import { z } from 'zod';
import type { Instant } from '../../domain/time.ts';
import { fhirDateTime } from '../../fhir/dateTime.ts';
import { Problem } from '../../problem.ts';

/** The parameters of `$evaluate-attainment` (its OperationDefinition ships in the package). */
export interface Asked {
  readonly asOf: Instant;
  readonly dryRun: boolean;
  /** A Bundle; null where the host is to be read. */
  readonly evidence: unknown;
}

/** Parameters of any operation that are about the answer. */
const ABOUT_THE_ANSWER = ['_format', '_pretty'];

/** By GET nothing is ever written. @throws Problem `bad-usage` or `wrong-method` */
export function askedByQuery(query: Readonly<Record<string, unknown>>, now: Instant): Asked {
  const { asOf, dryRun, ...others } = withoutAnswering(query);
  refuseOthers(Object.keys(others));
  if (dryRun !== undefined && dryRun !== 'true') throw dryRun === 'false' ? NOT_BY_GET : NO_BOOLEAN;
  return { asOf: asOf === undefined ? now : instantOf(asOf), dryRun: true, evidence: null };
}

/** @throws Problem `bad-usage` */
export function askedByBody(
  body: unknown,
  query: Readonly<Record<string, unknown>>,
  now: Instant,
): Asked {
  if (Object.keys(withoutAnswering(query)).length > 0) throw NOT_IN_ADDRESS;
  const given = body === undefined ? [] : parametersIn(body);
  refuseOthers(given.map(({ name }) => name).filter((name) => !NAMES.includes(name)));
  const [asOf, dryRun, evidence] = NAMES.map((name) => only(given, name));
  const asked = {
    asOf: asOf === undefined ? now : instantOf(asOf.valueInstant),
    dryRun: dryRun === undefined || booleanOf(dryRun.valueBoolean),
    evidence: evidence === undefined ? null : bundleOf(evidence.resource),
  };
  refuseToWrite(asked, now);
  return asked;
}

const NAMES = ['asOf', 'dryRun', 'evidence'];

const badUsage = (sentence: string): Problem => new Problem('bad-usage', sentence);
const NOT_BY_GET = new Problem(
  'wrong-method',
  'By GET nothing is written: use POST for dryRun false.',
);
const NO_BOOLEAN = badUsage('dryRun is true or false (valueBoolean).');
const NOT_IN_ADDRESS = badUsage('Give the parameters of a POST in its body.');

const withoutAnswering = (query: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(query).filter(([name]) => !ABOUT_THE_ANSWER.includes(name)));

/** A name misspelt would give an answer to another question. */
function refuseOthers(names: readonly string[]): void {
  if (names.length > 0)
    throw badUsage(`The parameters are ${NAMES.join(', ')} (by GET the first two).`);
}

const parametersSchema = z.looseObject({
  resourceType: z.literal('Parameters'),
  parameter: z
    .array(
      z.looseObject({
        name: z.string(),
        valueInstant: z.unknown().optional(),
        valueBoolean: z.unknown().optional(),
        resource: z.unknown().optional(),
      }),
    )
    .default([]),
});

type Given = z.infer<typeof parametersSchema>['parameter'];

function parametersIn(body: unknown): Given {
  const parsed = parametersSchema.safeParse(body);
  if (parsed.success) return parsed.data.parameter;
  throw badUsage('The body is not a FHIR Parameters resource.');
}

function only(given: Given, name: string): Given[number] | undefined {
  const [first, ...more] = given.filter((each) => each.name === name);
  if (more.length > 0) throw badUsage(`${name} is there more than once.`);
  return first;
}

function instantOf(value: unknown): Instant {
  const read = typeof value === 'string' ? fhirDateTime(value) : null;
  if (read?.precision === 'instant') return read.start;
  throw badUsage(
    'asOf is one instant with its time zone, such as 2026-03-31T18:00:00Z (valueInstant).',
  );
}

function booleanOf(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw NO_BOOLEAN;
}

function bundleOf(resource: unknown): unknown {
  if (z.looseObject({ resourceType: z.literal('Bundle') }).safeParse(resource).success)
    return resource;
  throw badUsage('evidence is a Bundle (resource).');
}

function refuseToWrite({ dryRun, evidence, asOf }: Asked, now: Instant): void {
  if (dryRun) return;
  if (evidence !== null)
    throw badUsage('With evidence handed in nothing is written: leave dryRun out.');
  if (asOf > now) throw badUsage('What will be known later cannot be written now.');
}

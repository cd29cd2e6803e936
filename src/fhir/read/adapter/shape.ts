import { CORE_EXTENSION, SYSTEM } from '../../names.ts';
import type { Doubt } from '../components.ts';
import type { Report } from '../programme/fault.ts';
import type { AdaptedKind, AdaptedType } from './adapter.ts';
import type { Expression } from './expression.ts';
import type { ElementEntries } from './mappingFile.ts';
import type { Json } from './pruned.ts';
import { recorded } from './source.ts';
import { EMPTY } from './views.ts';

const coded = (system: string, code: string) => ({ coding: [{ system, code }] });
const attempt = (source: string): Json => ({
  category: [coded(SYSTEM.evidenceSource, source)],
  code: coded(SYSTEM.observation, 'session'),
});

/** By what the readers know each kind. */
const MARKS: Readonly<Record<AdaptedKind, Json>> = {
  session: attempt('daily-record'),
  'spot-observation': attempt('spot-observation'),
  baseline: { category: [], code: coded(SYSTEM.observation, 'baseline') },
  'person-rating': {
    category: [coded(SYSTEM.evidenceSource, 'person-feedback')],
    code: coded(SYSTEM.observation, 'person-rating'),
  },
};

/** The Observation that stands for a resource: all but its components. */
export const shapeOf = (resource: Json, type: AdaptedType, kind: AdaptedKind): Json => ({
  ...(type === 'Observation' ? resource : fromForm(resource, kind)),
  ...MARKS[kind],
});

const STATUS: ReadonlyMap<string, string> = new Map([
  ['completed', 'final'],
  ['amended', 'amended'],
  ['entered-in-error', 'entered-in-error'],
]);

/** A form's elements under their names in an Observation. What is not final in the one is not in the other. */
function fromForm(form: Json, kind: AdaptedKind): Json {
  const { identifier, authored, status } = form;
  const who = kind === 'person-rating' ? form['source'] : form['author'];
  const said = typeof status === 'string' ? status : '';
  const kept = ['id', 'meta', 'implicitRules', 'contained', 'extension', 'modifierExtension'];
  return defined({
    resourceType: 'Observation',
    ...Object.fromEntries(
      [...kept, 'subject', 'encounter', 'basedOn'].map((key) => [key, form[key]]),
    ),
    identifier: identifier === undefined ? undefined : [identifier],
    status: status === undefined ? undefined : (STATUS.get(said) ?? 'preliminary'),
    effectiveDateTime: authored,
    issued: authored,
    performer: who === undefined ? undefined : [who],
  });
}

const defined = (elements: Json): Json =>
  Object.fromEntries(Object.entries(elements).filter(([, value]) => value !== undefined));

type ElementName = keyof ElementEntries;

/** Elements that the host keeps elsewhere than FHIR has them. */
export type ElementRules = readonly {
  readonly name: ElementName;
  readonly expression: Expression;
}[];

export const elementRules = (entries: ElementEntries, path: string, report: Report): ElementRules =>
  Object.entries(entries).flatMap(([name, text = '']) => {
    const expression = recorded(text, { path: `${path}.${name}`, report, blanks: EMPTY });
    return expression === undefined ? [] : [{ name: name as ElementName, expression }];
  });

/**
 * The Observation with what the rules give. A time, worker or note that is asked for elsewhere is not had
 * from its own place. A goal stands beside those that the record names itself: no rule can take a record
 * from the goal that it pertains to, and one that names two goals counts for neither.
 */
export function withElements(
  observation: Json,
  rules: ElementRules,
  resource: Json,
): { readonly observation: Json; readonly doubts: readonly Doubt[] } {
  let changed = observation;
  const doubts: Doubt[] = [];
  for (const { name, expression } of rules) {
    let given: readonly unknown[] = [];
    try {
      given = expression.of(resource);
    } catch {
      doubts.push({
        kind: 'unreadable',
        because: `${name}: its FHIRPath cannot be evaluated here`,
      });
    }
    changed = PUT[name](changed, given);
  }
  return { observation: defined(changed), doubts };
}

type Put = (observation: Json, given: readonly unknown[]) => Json;

/** One time, or none: of two nobody knows which. */
const only = (given: readonly unknown[]): string | undefined =>
  given.length === 1 && typeof given[0] === 'string' ? given[0] : undefined;

const referenceOf = (given: unknown): readonly object[] => {
  if (typeof given === 'string') return [{ reference: given }];
  return typeof given === 'object' && given !== null ? [given] : [];
};

const periodOf = (observation: Json): Json => {
  const { effectivePeriod, effectiveDateTime, effectiveInstant } = observation;
  return (effectivePeriod as Json | undefined) ?? { start: effectiveDateTime ?? effectiveInstant };
};

const withPeriod = (observation: Json, changed: Json): Json => ({
  ...observation,
  effectiveDateTime: undefined,
  effectiveInstant: undefined,
  effectivePeriod: defined({ ...periodOf(observation), ...changed }),
});

const PUT: Readonly<Record<ElementName, Put>> = {
  goal: (observation, given) => {
    const own = observation['extension'];
    const links = given
      .flatMap(referenceOf)
      .map((valueReference) => ({ url: CORE_EXTENSION.pertainsToGoal, valueReference }));
    return {
      ...observation,
      extension: [...(Array.isArray(own) ? (own as unknown[]) : []), ...links],
    };
  },
  start: (observation, given) => withPeriod(observation, { start: only(given) }),
  end: (observation, given) => withPeriod(observation, { end: only(given) }),
  recorded: (observation, given) => ({ ...observation, issued: only(given) }),
  worker: (observation, given) => ({ ...observation, performer: given.flatMap(referenceOf) }),
  note: (observation, given) => ({
    ...observation,
    note: given.filter((text) => typeof text === 'string').map((text) => ({ text })),
  }),
};

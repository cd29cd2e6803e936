import type { Terminology } from '../../terminology.ts';
import { SYSTEM } from '../../names.ts';
import type { Doubt } from '../components.ts';
import type { Coding } from '../elements.ts';
import type { Measures } from '../measures.ts';
import { converterOf, shareOf, type Converted } from './convert.ts';
import { givesOf } from './expression.ts';
import type { ComponentEntry } from './mappingFile.ts';
import { sourcesOf, type Place, type Source } from './source.ts';
import type { Views } from './views.ts';

/** What the components of a mapping may be called, and what codes there are. */
export interface Vocabulary {
  readonly measures: Measures;
  readonly terminology: Terminology;
}

/** One component, and how it is had from a resource. */
export interface ComponentRule {
  readonly measure: string;
  /** Its FHIRPath, one expression or the two of a share. */
  readonly expressions: readonly string[];
  /** Entries of `Observation.component`; one without a value where the host recorded none. */
  readonly of: (views: Views) => {
    readonly entries: readonly Entry[];
    readonly doubt: Doubt | null;
  };
}

type Entry = Readonly<Record<string, unknown>>;

/** The component of an entry of the mapping; undefined, and everything reported, where it is faulty. */
export function componentRule(
  entry: ComponentEntry,
  { measures, terminology }: Vocabulary,
  place: Place,
): ComponentRule | undefined {
  const { path, report } = place;
  const coding = codingOf(entry.component);
  const measure = measures.measureOf(coding, terminology);
  const form = measure === null ? undefined : measures.forms.get(measure);
  if (measure === null || form === undefined) {
    report(`${path}.component`, `no known component is called ${entry.component}`);
    return undefined;
  }
  const sources = sourcesOf(entry, form, place);
  const convert = converterOf(entry, form, terminology, place);
  if (sources.length === 0) return undefined;
  const repeats = form.kind === 'detail' && form.repeats;
  const code = { coding: [coding] };
  return {
    measure,
    expressions: sources.map(({ expression }) => expression.text),
    of: (views) => {
      const outcome = outcomeOf(sources, views, convert, repeats);
      if ('doubt' in outcome) {
        const { kind, because } = outcome.doubt;
        return {
          entries: [{ code, ...ABSENT }],
          doubt: { kind, because: `${measure}: ${because}` },
        };
      }
      const held = outcome.held.length === 0 ? [ABSENT] : outcome.held;
      return { entries: held.map((one) => ({ code, ...one })), doubt: null };
    },
  };
}

/** The component is there and says that nothing is known: it never takes a value by default. */
const ABSENT = {
  dataAbsentReason: { coding: [{ system: SYSTEM.dataAbsentReason, code: 'unknown' }] },
};

function codingOf(name: string): Coding {
  const bar = name.lastIndexOf('|');
  return bar === -1
    ? { system: SYSTEM.observation, code: name }
    : { system: name.slice(0, bar), code: name.slice(bar + 1) };
}

type Outcome = { readonly held: readonly Entry[] } | { readonly doubt: Doubt };

const doubt = (kind: Doubt['kind'], because: string): Outcome => ({ doubt: { kind, because } });

function outcomeOf(
  sources: readonly Source[],
  { whole, certain, blank }: Views,
  convert: (given: unknown) => Converted,
  repeats: boolean,
): Outcome {
  const given = evaluated(sources, whole);
  if (given === null) return doubt('unreadable', 'its FHIRPath cannot be evaluated here');
  if (given[0]?.length === 0) return { held: [] };
  if (isOfItself(sources, blank))
    return doubt('unreadable', 'its FHIRPath gives a value though nothing is recorded');
  if (certain !== whole && !isSame(evaluated(sources, certain), given))
    return doubt('unreadable', 'only a bound of its value is known, or a reason why it has none');
  if (given.length === 2) return shareIn(given as [readonly unknown[], readonly unknown[]]);
  const results = given[0] ?? [];
  if (results.length > 1 && !repeats)
    return doubt('unreadable', 'its FHIRPath gives several values');
  return outcomeWith(results.map(convert));
}

/** What cannot be evaluated where nothing is recorded cannot tell an empty box from a full one either. */
const isOfItself = (sources: readonly Source[], blank: object): boolean =>
  sources.some(
    ({ expression, mayBeFixed }) => !mayBeFixed && givesOf(expression, blank) !== 'nothing',
  );

function shareIn([done, required]: readonly [readonly unknown[], readonly unknown[]]): Outcome {
  const both = done.length === 1 && required.length === 1;
  return outcomeWith([both ? shareOf(done[0], required[0]) : 'malformed']);
}

function outcomeWith(converted: readonly Converted[]): Outcome {
  if (converted.includes('unmapped'))
    return doubt('unmapped', 'the mapping has no place for its value');
  if (converted.includes('malformed'))
    return doubt('unreadable', 'not a value of the kind that counts');
  return { held: converted.filter((one) => typeof one === 'object') };
}

/** What each expression gives, equal results once; null where one cannot be evaluated. */
function evaluated(
  sources: readonly Source[],
  resource: object,
): readonly (readonly unknown[])[] | null {
  try {
    return sources.map(({ expression }) => {
      const results = expression.of(resource);
      return results.length < 2
        ? results
        : [...new Map(results.map((one) => [JSON.stringify(one), one])).values()];
    });
  } catch {
    return null;
  }
}

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

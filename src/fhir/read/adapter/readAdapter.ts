import type { Doubt } from '../components.ts';
import type { Fault, Report } from '../programme/fault.ts';
import type { Adapted, Adapter } from './adapter.ts';
import { componentRule, type ComponentRule, type Vocabulary } from './component.ts';
import type { Expression } from './expression.ts';
import { readMappingFile, type Fixture, type RuleEntry } from './mappingFile.ts';
import type { Json } from './pruned.ts';
import { elementRules, shapeOf, withElements, type ElementRules } from './shape.ts';
import { reported } from './source.ts';
import { blankOf, EMPTY_OF_KIND, isModifiedWithin, UNKNOWN_MODIFIER, viewsOf } from './views.ts';

/** One rule, with its expressions taken apart. */
export interface AdapterRule {
  readonly name: string;
  readonly entry: RuleEntry;
  readonly when: Expression;
  readonly elements: ElementRules;
  readonly components: readonly ComponentRule[];
}

/** An adapter with what it was made of, for those who check it. */
export interface LoadedAdapter extends Adapter {
  readonly rules: readonly AdapterRule[];
  readonly fixtures: readonly Fixture[];
  /** The rules whose condition a resource meets, in their order. */
  readonly matching: (resource: object) => readonly AdapterRule[];
}

/** An adapter from its file, parsed from JSON, or everything that is wrong with it. */
export function readAdapter(
  json: unknown,
  vocabulary: Vocabulary,
): { readonly adapter: LoadedAdapter } | { readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const report: Report = (path, message) => faults.push({ path, message });
  const file = readMappingFile(json, report);
  if (file === undefined) return { faults };
  const rules = file.rules.map((entry, at) =>
    ruleOf(entry, file.fixtures, vocabulary, { path: `rules[${at}]`, report }),
  );
  reportTwins(
    file.rules.map(({ name }) => name),
    (at) => `rules[${at}].name`,
    report,
  );
  const sound = rules.filter((rule) => rule !== undefined);
  if (faults.length > 0) return { faults };
  const { adapter: name, version, fixtures } = file;
  return {
    adapter: {
      name,
      version,
      source: json,
      rules: sound,
      fixtures,
      reads: (type) => sound.some(({ entry }) => entry.resource === type),
      adapt: (resource) => adapt(resource as Json, sound, `${name} ${version}`),
      matching: (resource) => sound.filter((rule) => matches(rule, resource as Json) === true),
    },
  };
}

function ruleOf(
  entry: RuleEntry,
  fixtures: readonly Fixture[],
  vocabulary: Vocabulary,
  { path, report }: { readonly path: string; readonly report: Report },
): AdapterRule | undefined {
  const when = reported(entry.when, `${path}.when`, report);
  const shown = fixtures
    .map(({ resource }) => resource)
    .filter((resource) => when !== undefined && matches({ entry, when }, resource) === true);
  const blanks = [...EMPTY_OF_KIND, ...shown.map(blankOf)];
  const elements = elementRules(entry.elements, `${path}.elements`, report);
  const components = entry.components.flatMap(
    (one, at) =>
      componentRule(one, vocabulary, { path: `${path}.components[${at}]`, report, blanks }) ?? [],
  );
  const names = components.map(({ measure }) => measure);
  // Where one was refused, places and names no longer agree; its own fault is reported.
  if (components.length === entry.components.length) {
    reportTwins(names, (at) => `${path}.components[${at}].component`, report);
  }
  return when === undefined ? undefined : { name: entry.name, entry, when, elements, components };
}

function reportTwins(
  names: readonly string[],
  pathOf: (at: number) => string,
  report: Report,
): void {
  names.forEach((name, at) => {
    if (names.indexOf(name) !== at) report(pathOf(at), `${name} is there twice`);
  });
}

function adapt(
  resource: Json,
  rules: readonly AdapterRule[],
  who: string,
): Adapted | { readonly fault: string } | null {
  for (const rule of rules) {
    const matched = matches(rule, resource);
    if (matched === 'unknown') {
      return { fault: `${who}, rule ${rule.name}: its condition gives neither true nor false` };
    }
    if (matched && isModifiedWithin(resource)) return { fault: UNKNOWN_MODIFIER };
    if (matched) return adaptedBy(rule, resource, who);
  }
  return null;
}

/** As in FHIRPath's own `where()`, a condition that gives nothing is not met. */
function matches(
  { entry, when }: Pick<AdapterRule, 'entry' | 'when'>,
  resource: Json,
): boolean | 'unknown' {
  if (resource['resourceType'] !== entry.resource) return false;
  try {
    const given = when.of(resource);
    if (given.length === 0) return false;
    const [only] = given;
    return given.length === 1 && typeof only === 'boolean' ? only : 'unknown';
  } catch {
    return 'unknown';
  }
}

function adaptedBy(rule: AdapterRule, resource: Json, who: string): Adapted {
  const { entry, elements, components } = rule;
  const shape = shapeOf(resource, entry.resource, entry.gives);
  const { observation, doubts } = withElements(shape, elements, resource);
  const views = viewsOf(resource);
  const outcomes = components.map((component) => component.of(views));
  const all = [...doubts, ...outcomes.flatMap((outcome) => outcome.doubt ?? [])];
  return {
    rule: rule.name,
    observation: { ...observation, component: outcomes.flatMap(({ entries }) => entries) },
    measures: new Set(components.map(({ measure }) => measure)),
    doubts: all.map(({ kind, because }): Doubt => ({
      kind,
      because: `${who}, rule ${rule.name}: ${because}`,
    })),
  };
}

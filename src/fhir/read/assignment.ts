import { compareText } from '../../domain/order.ts';
import type { Programme } from '../../domain/programme.ts';
import type { ConceptMaps } from '../conceptMaps.ts';
import type { GoalRecord } from './goal.ts';
import type { PlanRecord } from './plans.ts';
import { printableName } from './printable.ts';

/** Which programme a goal is on, or why none can be told. */
type Assignment = { readonly programme: Programme } | { readonly because: string };

export interface AssignmentRules {
  readonly programmes: readonly Programme[];
  readonly conceptMaps: ConceptMaps;
  readonly defaultProgramme: string | null;
}

/**
 * The first source that answers decides: the goal's attainment plan, a host's plan for this one
 * goal, the goal's own extension, the map of its topic, the default. Two answers of one source are
 * none, and the goal's words are never asked.
 *
 * @param plans those that name this goal and no other
 */
export function assignProgramme(
  goal: GoalRecord,
  plans: readonly PlanRecord[],
  rules: AssignmentRules,
): Assignment {
  const ours = plans.filter((plan) => plan.ours).flatMap((plan) => plan.instantiates);
  const known = plans
    .filter((plan) => !plan.ours)
    .flatMap((plan) => plan.instantiates)
    .filter((canonical) => rules.programmes.some((one) => answersTo(one, urlOf(canonical))));
  const { defaultProgramme } = rules;
  const sources: readonly (readonly string[])[] = [
    ours,
    known,
    goal.programmes,
    topicProgrammes(goal, rules),
    defaultProgramme === null ? [] : [defaultProgramme],
  ];
  const answers = sources.find((canonicals) => canonicals.length > 0);
  return answers === undefined
    ? { because: 'nothing in the record names a programme for it' }
    : oneOf(answers, rules.programmes);
}

function oneOf(canonicals: readonly string[], programmes: readonly Programme[]): Assignment {
  const found = canonicals.map((canonical) => programmeFor(canonical, programmes));
  const missing = canonicals.find((_, index) => found[index] === undefined);
  if (missing !== undefined) {
    const name = printableName(missing);
    return { because: `its programme ${name === null ? '' : `${name} `}is not loaded` };
  }
  const [first, ...rest] = found as [Programme, ...Programme[]];
  return rest.some((other) => other !== first)
    ? { because: 'the record names more than one programme for it' }
    : { programme: first };
}

const urlOf = (canonical: string): string => canonical.split('|', 1)[0] as string;

/** A programme is called by its URL, or by the id at its end. */
const answersTo = (programme: Programme, name: string): boolean =>
  programme.url === name || programme.url.endsWith(`/PlanDefinition/${name}`);

/** The version that is pinned, else the newest that is loaded. */
function programmeFor(canonical: string, programmes: readonly Programme[]): Programme | undefined {
  const [url, version] = canonical.split('|') as [string, string?];
  return programmes
    .filter((programme) => answersTo(programme, url))
    .filter((programme) => version === undefined || programme.version === version)
    .sort((a, b) => compareDotted(a.version, b.version))
    .at(-1);
}

/** 1.9.0 before 1.10.0. */
function compareDotted(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  const at = left.findIndex((part, index) => part !== right[index]);
  return (left[at] ?? 0) - (right[at] ?? 0) || compareText(a, b);
}

const PLAN_DEFINITION = '/PlanDefinition';

/** Programmes that the tenant's maps, or ours, name for the goal's category or description. */
function topicProgrammes(goal: GoalRecord, { conceptMaps }: AssignmentRules): readonly string[] {
  const targets = goal.topics.flatMap(({ system = '', code }) =>
    code === undefined ? [] : conceptMaps.translate(system, code),
  );
  const canonicals = targets.flatMap(({ system, code }) => {
    if (code.includes(`${PLAN_DEFINITION}/`)) return [code];
    return system.endsWith(PLAN_DEFINITION) ? [`${system}/${code}`] : [];
  });
  return [...new Set(canonicals)].sort();
}

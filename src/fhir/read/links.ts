import type { Link } from '../../domain/caseFile.ts';
import { grouped } from './grouped.ts';
import type { GoalRecord } from './goal.ts';
import type { StatedLinks } from './observation.ts';
import type { PlanRecord, RequestRecord } from './plans.ts';
import type { ResourceName } from './references.ts';
import type { Resolver } from './resolver.ts';

/** What ties one record to its goal. */
type Tie =
  | { readonly kind: 'one'; readonly goal: string; readonly link: Link }
  /** It might be about any of these: it counts for none. */
  | { readonly kind: 'several'; readonly goals: readonly string[] }
  | { readonly kind: 'none' };

export interface Linker {
  tieOf(record: { readonly reference: string; readonly links: StatedLinks }): Tie;
  /** The goals of an order for support: its own, else those of the plans it belongs to. */
  readonly goalsOfRequest: (request: RequestRecord) => readonly string[];
}

/** Each entry is one thing that names goals: a plan, an order, an activity. */
type Naming = readonly (readonly string[])[];

interface LinkSources {
  /** The newest version of each goal. */
  readonly goals: readonly GoalRecord[];
  readonly plans: readonly PlanRecord[];
  /** The newest version of each order. */
  readonly requests: readonly RequestRecord[];
  readonly resolver: Resolver;
}

/** The ways of FHIR R4 by which evidence names its goal, best first. */
export function createLinker(sources: LinkSources): Linker {
  const { resolver } = sources;
  const goalsOnly = (names: readonly ResourceName[]): readonly string[] =>
    resolver.resolveAll(names).filter((name) => name.startsWith('Goal'));
  const outcomes = outcomesOf(sources.goals, resolver);
  const activities = activitiesOf(sources.plans, (activity) => activity.outcomes, sources);
  const requestActivities = activitiesOf(
    sources.plans,
    (activity) => (activity.request === null ? [] : [activity.request]),
    sources,
  );
  const plans = new Map(sources.plans.map((plan) => [plan.reference, goalsOnly(plan.goals)]));
  const goalsOfRequest = (request: RequestRecord): readonly string[] => {
    const own = goalsOnly(request.pertainsTo);
    if (own.length > 0) return distinct(own);
    const based = resolver.resolveAll(request.basedOn).flatMap((name) => plans.get(name) ?? []);
    return distinct([...based, ...(requestActivities.get(request.reference) ?? []).flat()]);
  };
  const requests = new Map(
    sources.requests.map((request) => [request.reference, goalsOfRequest(request)]),
  );
  const basis = (name: string): readonly string[] => plans.get(name) ?? requests.get(name) ?? [];

  return {
    goalsOfRequest,
    tieOf: ({ reference, links }) =>
      firstTie([
        ['pertains-to-goal', 'each', goalsOnly(links.pertainsTo).map((goal) => [goal])],
        ['focus', 'each', goalsOnly(links.focus).map((goal) => [goal])],
        ['outcome-reference', 'each', outcomes.get(reference) ?? []],
        ['plan-activity', 'single', activities.get(reference) ?? []],
        ['based-on', 'single', resolver.resolveAll(links.basedOn).map(basis)],
      ]),
  };
}

const distinct = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();

/**
 * The first way that names a goal decides. A plan or order for several goals (`single`) says nothing
 * of which one is meant, so that the next way is asked; without another it stays open.
 */
function firstTie(ways: readonly (readonly [Link, 'each' | 'single', Naming])[]): Tie {
  const open: string[] = [];
  for (const [link, mode, naming] of ways) {
    const goals = distinct(naming.filter((named) => named.length === 1).flat());
    if (goals.length === 1) return { kind: 'one', goal: goals[0] as string, link };
    if (goals.length > 1) return { kind: 'several', goals };
    if (mode === 'single') open.push(...naming.flat());
  }
  return open.length === 0 ? { kind: 'none' } : { kind: 'several', goals: distinct(open) };
}

/** Evidence and the goals whose outcome it is said to be. */
function outcomesOf(goals: readonly GoalRecord[], resolver: Resolver): ReadonlyMap<string, Naming> {
  const pairs = goals.flatMap((goal) =>
    resolver.resolveAll(goal.outcomes).map((outcome) => ({ outcome, goal: [goal.reference] })),
  );
  return namings(grouped(pairs, (pair) => pair.outcome));
}

function activitiesOf(
  plans: readonly PlanRecord[],
  targetsOf: (activity: PlanRecord['activities'][number]) => readonly ResourceName[],
  { resolver }: LinkSources,
): ReadonlyMap<string, Naming> {
  const pairs = plans
    .flatMap((plan) => plan.activities)
    .flatMap((activity) => {
      const goal = resolver.resolveAll(activity.goals).filter((name) => name.startsWith('Goal'));
      return resolver.resolveAll(targetsOf(activity)).map((outcome) => ({ outcome, goal }));
    });
  return namings(grouped(pairs, (pair) => pair.outcome));
}

const namings = (
  groups: ReadonlyMap<string, readonly { readonly goal: readonly string[] }[]>,
): ReadonlyMap<string, Naming> =>
  new Map([...groups].map(([name, pairs]) => [name, pairs.map((pair) => pair.goal)]));

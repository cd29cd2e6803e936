import { compareText } from '../../domain/order.ts';
import type {
  RaisedFinding,
  ReviewDecision,
  WrittenState,
  WrittenTask,
  WrittenVerdict,
} from '../../domain/written.ts';
import { IDENTIFIER } from '../names.ts';
import type { Codes } from './coded.ts';
import { namedKey, numberedKey, ownedOf } from './written/ours.ts';
import type { Owned, RawResource } from './written/ours.ts';
import { readRaised } from './written/raised.ts';
import { managersIn, readReview } from './written/review.ts';
import { readTask } from './written/task.ts';
import { tracesIn } from './written/trace.ts';
import type { GoalTraces, Traces } from './written/trace.ts';
import { readVerdict } from './written/verdict.ts';

/** What earlier runs left in the record for one goal, and the resources that say so. */
export interface Written {
  readonly state: WrittenState;
  /** The host's own copies by `Type/id`, to change our fields in and leave the rest as it is. */
  readonly resources: ReadonlyMap<string, RawResource>;
  /** What is on record of our edits of the goal itself. */
  readonly onGoal: GoalTraces;
}

interface Gathered {
  readonly plans: string[];
  readonly verdicts: WrittenVerdict[];
  readonly raised: RaisedFinding[];
  readonly tasks: WrittenTask[];
  readonly reviews: ReviewDecision[];
  readonly resources: Map<string, RawResource>;
}

/** Our Device in the host, by its identifier; null before the first write. */
export const readDevice = (resources: readonly unknown[], tenant: string): string | null =>
  resources
    .flatMap((resource) => ownedOf(resource, tenant) ?? [])
    .filter(({ raw }) => raw.resourceType === 'Device')
    .filter((owned) => owned.carries(IDENTIFIER.device, tenant))
    .map(({ reference }) => reference)
    .sort(compareText)[0] ?? null;

/**
 * The state of the last run, read from the host itself, by goal (`Goal/id`). Ours are known by our
 * identifiers, so that absolute references, versions in references and people's edits do no harm.
 */
export function readWritten(
  resources: readonly unknown[],
  tenant: string,
  codes: Codes | null = null,
): ReadonlyMap<string, Written> {
  const traces = tracesIn(resources, readDevice(resources, tenant));
  const managers = managersIn(resources, codes);
  const goals = new Map<string, Gathered>();
  for (const resource of resources) {
    const owned = ownedOf(resource, tenant);
    if (owned) gather(goals, owned, tenant, traces);
    const reviewed = readReview(resource, managers);
    for (const goal of reviewed?.goals ?? [])
      if (reviewed) gatheredFor(goals, goal).reviews.push(reviewed.review);
  }
  return new Map(
    [...goals].map(([goal, gathered]) => [goal, inOrder(gathered, traces.onGoal(goal))]),
  );
}

function gatheredFor(goals: Map<string, Gathered>, goal: string): Gathered {
  const known = goals.get(goal);
  if (known) return known;
  const fresh: Gathered = {
    plans: [],
    verdicts: [],
    raised: [],
    tasks: [],
    reviews: [],
    resources: new Map(),
  };
  goals.set(goal, fresh);
  return fresh;
}

type Reader = (
  goals: Map<string, Gathered>,
  owned: Owned,
  tenant: string,
  traces: Traces,
) => Gathered | null;

function gather(goals: Map<string, Gathered>, owned: Owned, tenant: string, traces: Traces): void {
  const reader = READERS[owned.raw.resourceType];
  reader?.(goals, owned, tenant, traces)?.resources.set(owned.reference, owned.raw);
}

/** Adds what was read to its list, and says whose it is. */
function keep<T>(gathered: Gathered, list: T[], read: T | null): Gathered | null {
  if (read === null) return null;
  list.push(read);
  return gathered;
}

const READERS: Readonly<Record<string, Reader>> = {
  CarePlan(goals, owned) {
    const key = owned.key(IDENTIFIER.plan);
    if (key === null) return null;
    const gathered = gatheredFor(goals, `Goal/${key}`);
    return keep(gathered, gathered.plans, owned.reference);
  },
  Observation(goals, owned, _tenant, traces) {
    const key = numberedKey(owned.key(IDENTIFIER.verdict) ?? '');
    if (key === null) return null;
    const gathered = gatheredFor(goals, key.goal);
    return keep(gathered, gathered.verdicts, readVerdict(owned, key.number, traces));
  },
  Flag(goals, owned) {
    const key = namedKey(owned.key(IDENTIFIER.flag) ?? '');
    if (key === null) return null;
    const gathered = gatheredFor(goals, key.goal);
    return keep(gathered, gathered.raised, readRaised(owned, key.name, key.number));
  },
  Task(goals, owned, tenant, traces) {
    const key = namedKey(owned.key(IDENTIFIER.task) ?? '');
    if (key === null) return null;
    const gathered = gatheredFor(goals, key.goal);
    return keep(gathered, gathered.tasks, readTask(owned, key, tenant, traces));
  },
};

const byReference = (a: { reference: string }, b: { reference: string }): number =>
  compareText(a.reference, b.reference);

const inOrder = (gathered: Gathered, onGoal: GoalTraces): Written => ({
  onGoal,
  state: {
    plan: gathered.plans.sort(compareText)[0] ?? null,
    verdicts: gathered.verdicts.sort((a, b) => a.number - b.number || byReference(a, b)),
    raised: gathered.raised.sort(
      (a, b) => compareText(a.code, b.code) || a.episode - b.episode || byReference(a, b),
    ),
    tasks: gathered.tasks.sort(
      (a, b) => compareText(a.kind, b.kind) || a.number - b.number || byReference(a, b),
    ),
    reviews: gathered.reviews.sort((a, b) => a.issued - b.issued || byReference(a, b)),
  },
  resources: gathered.resources,
});

import type { ReadingProblem, ServiceNote } from '../../domain/caseFile.ts';
import { caseFileOf, type GoalMaterial } from './caseFiles.ts';
import { noteLoneDocuments } from './document.ts';
import type { GoalRecord } from './goal.ts';
import { sortGoals, type SortedGoals } from './goalsAtHand.ts';
import { grouped } from './grouped.ts';
import type { Holdings } from './holdings.ts';
import type { GoalAtHand } from './inference.ts';
import { createLinker } from './links.ts';
import { placeAll } from './placements.ts';
import { createProblemBook, sorted, type ProblemBook } from './problemBook.ts';
import { createProviders, type Providers } from './provider.ts';
import type { ProvenanceRecord } from './provenance.ts';
import type { CaseFileReading, GoalCase, ReadingContext } from './reading.ts';
import type { ResourceName } from './references.ts';
import { createResolver, type Resolver } from './resolver.ts';
import { createServiceNotes, notesOf, type ServiceNotes } from './serviceNotes.ts';
import { supportByGoal } from './support.ts';

/** Makes case files of all that was read: names are followed now, and every record finds its goal. */
export function judge(holdings: Holdings, context: ReadingContext): CaseFileReading {
  const histories = new Map(holdings.goals.all());
  const goals = [...histories.values()].map((versions) => versions.at(-1) as GoalRecord);
  const { parties } = holdings;
  const resolver = createResolver(
    [...goals, ...holdings.forms.all(), ...parties.all()],
    parties,
    actorsIn(holdings),
  );
  const sortedGoals = sortGoals(histories, holdings.plans.all(), context, resolver);
  const book = createProblemBook((goal) => sortedGoals.atHand.has(goal));
  for (const problem of [...holdings.problems, ...sortedGoals.problems]) {
    book.note([problem.reference], problem);
  }
  const material = gather(holdings, { histories, goals, sortedGoals, resolver, book });
  const providers = createProviders(parties, resolver);
  const notes = context.serviceNotes
    ? createServiceNotes(notesOf(holdings.observations.all(), resolver), providers.ofPatient)
    : null;
  const desk: Desk = { resolver, book, notes, providers, hostPlans: sortedGoals.hostPlans };
  const cases = material.map((one) => caseOf(one, desk));
  const undated = material.filter((_, index) => cases[index] === null);
  return {
    cases: cases.filter((one) => one !== null),
    unassigned: sortedGoals.unassigned,
    problems: sorted([...book.others(), ...undated.flatMap((one) => undatedProblems(one, book))]),
    counts: {
      resources: holdings.resources,
      goals: goals.length,
      evidence: material.reduce(
        (sum, one) => sum + one.observations.length + one.forms.length + one.baselineForms.length,
        0,
      ),
    },
  };
}

/** Those who recorded evidence, and those who acted on what is in the record. */
const actorsIn = ({ observations, forms, provenances }: Holdings): readonly ResourceName[] => [
  ...observations.all().flatMap(({ kind, performers }) => (kind === null ? [] : performers)),
  ...forms.all().flatMap((form) => (form.kind === 'baseline' ? form.performers : [])),
  ...provenances.all().flatMap(({ agents }) => agents),
];

interface Found {
  readonly histories: ReadonlyMap<string, readonly GoalRecord[]>;
  readonly goals: readonly GoalRecord[];
  readonly sortedGoals: SortedGoals;
  readonly resolver: Resolver;
  readonly book: ProblemBook;
}

/** What there is for each goal at hand, by the goal's reference. */
function gather(holdings: Holdings, found: Found): readonly GoalMaterial[] {
  const { goals, resolver, book, histories } = found;
  const { atHand } = found.sortedGoals;
  const orders = holdings.requests.all().map(([, versions]) => versions);
  const requests = orders.flatMap((versions) => versions.at(-1) ?? []);
  const linker = createLinker({ goals, plans: holdings.plans.all(), requests, resolver });
  const provenances = byTarget(holdings.provenances.all(), resolver);
  const placed = placeAll({ holdings, goals, atHand, linker, resolver, book, provenances });
  const support = supportByGoal(orders, linker.goalsOfRequest);
  noteLoneDocuments(holdings.documents.all(), holdings.observations.all(), resolver, book);
  return [...atHand.values()].map((goal: GoalAtHand) => ({
    goal,
    versions: histories.get(goal.reference) as readonly GoalRecord[],
    observations: placed.observations.get(goal.reference) ?? [],
    forms: placed.forms.get(goal.reference) ?? [],
    baselineForms: placed.baselineForms.get(goal.reference) ?? [],
    provenances: provenances.get(goal.reference) ?? [],
    support: support.get(goal.reference) ?? [],
  }));
}

function byTarget(
  provenances: readonly ProvenanceRecord[],
  resolver: Resolver,
): ReadonlyMap<string, readonly ProvenanceRecord[]> {
  const pairs = provenances.flatMap((provenance) =>
    provenance.targets.map((target) => ({ name: resolver.resolve(target.name), provenance })),
  );
  const groups = grouped(pairs, (pair) => pair.name);
  return new Map([...groups].map(([name, all]) => [name, all.map((pair) => pair.provenance)]));
}

function undatedProblems({ goal }: GoalMaterial, book: ProblemBook): readonly ReadingProblem[] {
  const because = 'nothing shows when it began';
  return [...book.of(goal.reference), { reference: goal.reference, kind: 'unreadable', because }];
}

interface Desk {
  readonly resolver: Resolver;
  readonly book: ProblemBook;
  readonly notes: ServiceNotes | null;
  readonly providers: Providers;
  readonly hostPlans: ReadonlyMap<string, string>;
}

function caseOf(material: GoalMaterial, desk: Desk): GoalCase | null {
  const { reference, patient, programme } = material.goal;
  const file = caseFileOf(material, desk.resolver, (problem) => {
    desk.book.note([reference], problem);
  });
  if (file === null) return null;
  const noted = [...file.sessions, ...file.spotObservations].filter(({ note }) => note !== '');
  const days = noted.map((attempt) => attempt.day);
  return {
    caseFile: {
      ...file,
      // Found when they are asked for: held for every goal at once, they would outweigh all the rest.
      get serviceNotes(): readonly ServiceNote[] | null {
        return desk.notes?.around(patient, days) ?? null;
      },
      problems: desk.book.of(reference),
    },
    programme,
    goalVersion: material.versions.at(-1)?.version ?? null,
    hostPlan: desk.hostPlans.get(reference) ?? null,
    provider: desk.providers.ofGoal(patient, material.observations),
  };
}

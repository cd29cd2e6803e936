import type { Extension, FhirResource, Goal, Provenance } from 'fhir/r4.js';
import { CORE_EXTENSION, SYSTEM } from '../../../fhir/names.ts';
import type { StoryClaim } from '../story.ts';
import { concept, goalOf, meta, patientOf, roleOf, type StoryContext } from './context.ts';
import { achievementStatus } from './status.ts';

/** One version of a Goal: from this day and minute on it says this. */
interface GoalVersion {
  readonly day: number;
  readonly minute: number;
  readonly changes: Partial<Goal>;
  readonly claim: StoryClaim | null;
}

/** Every version of the Goal, oldest first, and who made the claims. */
export function goalResources(context: StoryContext): readonly FhirResource[] {
  const versions = versionsOf(context);
  let goal = firstVersion(context);
  const resources: FhirResource[] = [goal];
  versions.forEach(({ day, minute, changes, claim }, at) => {
    const number = at + 2;
    const when = context.timeline.instant(day, minute);
    goal = { ...goal, ...changes, meta: meta(when, number) };
    resources.push(goal);
    if (claim?.signed) resources.push(claimProvenance(context, number, when));
  });
  return resources;
}

/** How many versions stood at the end of a day: what an audit of that day looked at. */
export const versionOn = (context: StoryContext, day: number): number =>
  1 + versionsOf(context).filter((version) => version.day <= day).length;

function versionsOf(context: StoryContext): readonly GoalVersion[] {
  const { story, timeline } = context;
  const claims = (story.claims ?? []).map((claim): GoalVersion => ({
    day: claim.day,
    minute: 990,
    claim,
    changes: {
      achievementStatus: achievementStatus(story.programme, claim.says),
      statusDate: timeline.date(claim.day),
    },
  }));
  return [...claims, ...withdrawal(context), ...references(context)];
}

function withdrawal({ story, timeline }: StoryContext): readonly GoalVersion[] {
  const { withdrawn } = story.goal;
  if (withdrawn === undefined) return [];
  const changes = {
    lifecycleStatus: 'cancelled',
    statusReason: withdrawn.reason,
    statusDate: timeline.date(withdrawn.day),
  } as const;
  return [{ day: withdrawn.day, minute: 870, claim: null, changes }];
}

/** A host that links from the Goal to its evidence keeps the list up to date. */
function references({ story, sessions }: StoryContext): readonly GoalVersion[] {
  if (story.link !== 'outcome-reference') return [];
  const outcomeReference = sessions.map(({ id }) => ({ reference: `Observation/${id}` }));
  return [{ day: -1, minute: 1260, claim: null, changes: { outcomeReference } }];
}

/** Weeks that a goal is planned to take. */
const PLANNED_DAYS = 182;

function firstVersion(context: StoryContext): Goal {
  const { story, service, timeline, start, place } = context;
  return {
    resourceType: 'Goal',
    id: story.id,
    meta: meta(timeline.instant(start, 660)),
    ...agreement(context),
    identifier: [{ system: `https://${service.id}.example/id/goal`, value: String(4100 + place) }],
    lifecycleStatus: 'active',
    achievementStatus: achievementStatus(story.programme, 'in-progress'),
    category: [concept(SYSTEM.goalDomain, service.goalDomain)],
    description: { text: story.goal.text },
    subject: patientOf(context),
    startDate: timeline.date(start),
    statusDate: timeline.date(start),
    ...target(context),
  };
}

function target({ story, timeline, start }: StoryContext): Pick<Goal, 'target'> {
  if (story.goal.unmeasured) return {};
  return {
    target: [
      {
        measure: concept(SYSTEM.observation, 'attainment'),
        detailCodeableConcept: concept(SYSTEM.level, 'achieved'),
        dueDate: timeline.date(start + PLANNED_DAYS),
      },
    ],
  };
}

/** Who asked for the goal and that they agreed to it. */
function agreement(context: StoryContext): Pick<Goal, 'extension' | 'expressedBy'> {
  if (context.story.goal.notPersonLed) return {};
  const acceptance: Extension = {
    url: CORE_EXTENSION.goalAcceptance,
    extension: [
      { url: 'individual', valueReference: patientOf(context) },
      { url: 'status', valueCode: 'agree' },
    ],
  };
  return { extension: [acceptance], expressedBy: patientOf(context) };
}

function claimProvenance(context: StoryContext, version: number, recorded: string): Provenance {
  return {
    resourceType: 'Provenance',
    id: `${context.story.id}-said-v${version}`,
    meta: meta(recorded),
    target: [{ reference: `${goalOf(context).reference ?? ''}/_history/${version}` }],
    recorded,
    activity: concept(SYSTEM.dataOperation, 'UPDATE'),
    agent: [
      {
        type: concept(SYSTEM.provenanceParticipant, 'author'),
        who: roleOf(context.service.claimant),
      },
    ],
  };
}

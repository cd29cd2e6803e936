import type { FhirResource } from 'fhir/r4.js';
import { draftSessions, type Casting } from './draft.ts';
import { ordinaryPerson } from './ordinary.ts';
import { STORY_PEOPLE, type Person } from './people.ts';
import { baselineResources } from './resources/baseline.ts';
import type { StoryContext } from './resources/context.ts';
import { feedbackResources } from './resources/feedback.ts';
import { goalResources } from './resources/goal.ts';
import { auditResources, planResources, supportResources } from './resources/governance.ts';
import { organisationResources } from './resources/organisations.ts';
import { personResources } from './resources/person.ts';
import { sessionResources, spotResources } from './resources/session.ts';
import { statusMap } from './resources/status.ts';
import { scheduleOf, startOf } from './schedule.ts';
import { SERVICES, type Service } from './services.ts';
import { STORIES } from './stories/stories.ts';
import type { Story, StoryExpectation } from './story.ts';
import { timelineFrom } from './timeline.ts';

interface SynthesiseOptions {
  readonly seed: number;
  /** `YYYY-MM-DD`, a day in London: everything happens before it. */
  readonly anchor: string;
  /** How many people at least; the stories need 36, more are ordinary. */
  readonly people?: number;
}

export interface SyntheticService {
  /** Several versions of one id stand in order, oldest first. */
  readonly resources: readonly FhirResource[];
  readonly stories: readonly StoryExpectation[];
  /** The instant at which the stories end and hold: the end of the anchor day. */
  readonly asOf: string;
}

const PEOPLE = 36;

/**
 * Three services, their staff and the people they support. A pure function of its arguments; of the anchor
 * only dates depend, of the seed only how each record that meets a level looks.
 */
export function synthesise({ seed, anchor, people = PEOPLE }: SynthesiseOptions): SyntheticService {
  const timeline = timelineFrom(anchor);
  const cast = castOf(seed, people);
  const sessions = SERVICES.flatMap((service) =>
    draftSessions(
      seed,
      cast.castings.filter((casting) => casting.service === service),
    ),
  );
  const byStory = Map.groupBy(sessions, ({ casting }) => casting.story.id);
  return {
    resources: [
      ...SERVICES.flatMap((service) => organisationResources(service, timeline)),
      statusMap(timeline),
      ...cast.people.flatMap((person, at) =>
        personResources(person, at, serviceOf(person), timeline),
      ),
      ...cast.castings.flatMap((casting) =>
        storyResources({
          ...casting,
          seed,
          timeline,
          sessions: byStory.get(casting.story.id) ?? [],
          start: startOf(scheduleOf(casting.story)),
        }),
      ),
    ],
    stories: STORIES.flatMap(expectationOf),
    asOf: timeline.instant(1, 0),
  };
}

const serviceOf = (person: Person): Service =>
  SERVICES.find(({ programme }) => programme === person.programme) as Service;

interface Cast {
  readonly people: readonly Person[];
  readonly castings: readonly Casting[];
}

function castOf(seed: number, count: number): Cast {
  const extra = Array.from({ length: Math.max(0, count - STORY_PEOPLE.length) }, (_, at) =>
    ordinaryPerson(seed, at + 1),
  );
  const people = [...STORY_PEOPLE, ...extra.map(({ person }) => person)];
  const stories = [...STORIES, ...extra.map(({ story }) => story)];
  const byId = new Map(people.map((person) => [person.id, person]));
  const places = new Map<string, number>();
  const next = (key: string): number => {
    const place = places.get(key) ?? 0;
    places.set(key, place + 1);
    return place;
  };
  const castings = stories.map((story): Casting => {
    const person = byId.get(story.person) as Person;
    const service = serviceOf(person);
    return { story, person, service, place: next(service.id), goalNumber: next(person.id) };
  });
  return { people, castings };
}

const storyResources = (context: StoryContext): readonly FhirResource[] => [
  ...goalResources(context),
  ...planResources(context),
  ...baselineResources(context),
  ...supportResources(context),
  ...sessionResources(context),
  ...spotResources(context),
  ...feedbackResources(context),
  ...auditResources(context),
];

const expectationOf = (story: Story): readonly StoryExpectation[] =>
  story.expected === undefined
    ? []
    : [
        {
          story: story.id,
          goal: `Goal/${story.id}`,
          programme: story.programme,
          title: story.title,
          expected: story.expected,
        },
      ];

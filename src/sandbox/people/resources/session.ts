import type { Encounter, FhirResource, Observation } from 'fhir/r4.js';
import { SYSTEM } from '../../../fhir/names.ts';
import type { SessionDraft } from '../draft.ts';
import {
  concept,
  goalOf,
  meta,
  patientOf,
  pertainsTo,
  roleOf,
  type StoryContext,
} from './context.ts';

const DAY = 1440;

/** Minutes from the end to the note: at once, or three days later. */
const writtenAfter = (session: SessionDraft): number =>
  session.planned.flaw === 'late' ? 3 * DAY : 3 + (session.planned.number % 5) * 7;

/** Every session record, with the visit it belongs to where visits are planned. */
export const sessionResources = (context: StoryContext): readonly FhirResource[] =>
  context.sessions.flatMap((session) => [
    ...visitOf(context, session),
    sessionRecord(context, session),
  ]);

function sessionRecord(context: StoryContext, session: SessionDraft): Observation {
  const issued = context.timeline.instant(session.planned.day, session.end + writtenAfter(session));
  return {
    resourceType: 'Observation',
    id: session.id,
    meta: meta(issued),
    ...linkOf(context),
    status: 'final',
    category: [concept(SYSTEM.evidenceSource, 'daily-record')],
    code: concept(SYSTEM.observation, 'session'),
    subject: patientOf(context),
    ...encounterOf(context, session),
    effectivePeriod: periodOf(context, session, 0),
    issued,
    performer: [roleOf(session.worker)],
    component: [...session.recorded.facts],
    note: [{ text: session.note }],
  };
}

/** How this host ties a session to its goal; two ways keep the link on the other side. */
function linkOf(context: StoryContext): Pick<Observation, 'extension' | 'focus' | 'basedOn'> {
  switch (context.story.link ?? 'pertains-to-goal') {
    case 'pertains-to-goal':
      return { extension: [pertainsTo(context)] };
    case 'focus':
      return { focus: [goalOf(context)] };
    case 'based-on-plan':
      return { basedOn: [{ reference: `CarePlan/${context.story.id}-plan` }] };
    case 'outcome-reference':
    case 'plan-activity':
      return {};
  }
}

const periodOf = ({ timeline }: StoryContext, session: SessionDraft, inset: number) => ({
  start: timeline.instant(session.planned.day, session.start + inset),
  end: timeline.instant(session.planned.day, session.end - inset),
});

const isVisit = ({ story }: StoryContext): boolean =>
  story.programme === 'personal-care-confidence';

const visitId = (session: SessionDraft): string => session.id.replace(/s(\d+)$/, 'visit-$1');

const encounterOf = (
  context: StoryContext,
  session: SessionDraft,
): Pick<Observation, 'encounter'> =>
  isVisit(context) ? { encounter: { reference: `Encounter/${visitId(session)}` } } : {};

function visitOf(context: StoryContext, session: SessionDraft): readonly Encounter[] {
  if (!isVisit(context)) return [];
  return [
    {
      resourceType: 'Encounter',
      id: visitId(session),
      meta: meta(context.timeline.instant(session.planned.day, session.end)),
      status: 'finished',
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'HH' },
      subject: patientOf(context),
      participant: [{ individual: roleOf(session.worker) }],
      period: periodOf(context, session, 0),
      serviceProvider: { reference: `Organization/${context.service.site.id}` },
    },
  ];
}

/** What somebody else saw at some of the sessions, oldest first. */
export const spotResources = (context: StoryContext): readonly Observation[] =>
  context.sessions.flatMap((session) =>
    session.seen === null ? [] : [spotObservation(context, session, session.seen)],
  );

function spotObservation(
  context: StoryContext,
  session: SessionDraft,
  { recorded, note }: NonNullable<SessionDraft['seen']>,
): Observation {
  const issued = context.timeline.instant(session.planned.day, session.end + 45);
  return {
    resourceType: 'Observation',
    id: `${context.story.id}-o${session.planned.number}`,
    meta: meta(issued),
    extension: [pertainsTo(context)],
    status: 'final',
    category: [concept(SYSTEM.evidenceSource, 'spot-observation')],
    code: concept(SYSTEM.observation, 'session'),
    subject: patientOf(context),
    ...encounterOf(context, session),
    effectivePeriod: periodOf(context, session, 2),
    issued,
    performer: [roleOf(context.service.observer)],
    component: [...recorded.facts],
    note: [{ text: note }],
  };
}

import type { CarePlan, FhirResource, Observation, ServiceRequest } from 'fhir/r4.js';
import { SYSTEM } from '../../../fhir/names.ts';
import {
  concept,
  goalOf,
  meta,
  patientOf,
  pertainsTo,
  roleOf,
  type StoryContext,
} from './context.ts';
import { versionOn } from './goal.ts';

/** The quality lead's opinions of the version of the goal that stood on the day. */
export const auditResources = (context: StoryContext): readonly Observation[] =>
  (context.story.audits ?? []).map(({ day, opinion }, at) => {
    const { story, service, timeline } = context;
    const issued = timeline.instant(day, 1020);
    return {
      resourceType: 'Observation',
      id: `${story.id}-a${at + 1}`,
      meta: meta(issued),
      status: 'final',
      category: [concept(SYSTEM.evidenceSource, 'audit')],
      code: concept(SYSTEM.observation, 'audit-opinion'),
      subject: patientOf(context),
      focus: [{ reference: `Goal/${story.id}/_history/${versionOn(context, day)}` }],
      effectiveDateTime: timeline.date(day),
      issued,
      performer: [roleOf(service.auditor)],
      valueCodeableConcept: concept(SYSTEM.auditOpinion, opinion),
    };
  });

/** Every version of the order that says how often support is given. */
export const supportResources = (context: StoryContext): readonly ServiceRequest[] =>
  (context.story.support ?? []).map(({ day, perWeek }, at) => {
    const authored = context.timeline.instant(day, 630);
    return {
      resourceType: 'ServiceRequest',
      id: `${context.story.id}-support`,
      meta: meta(authored, at + 1),
      extension: [pertainsTo(context)],
      status: 'active',
      intent: 'order',
      code: { text: 'Home care visits' },
      subject: patientOf(context),
      occurrenceTiming: { repeat: { frequency: perWeek, period: 1, periodUnit: 'wk' } },
      authoredOn: authored,
      requester: roleOf(context.service.claimant),
    };
  });

/** The host's own plan, where the link between a session and its goal goes through it. */
export function planResources(context: StoryContext): readonly FhirResource[] {
  const { story, timeline, start, sessions } = context;
  if (story.link !== 'based-on-plan' && story.link !== 'plan-activity') return [];
  const activity = sessions.map(({ id }) => ({
    outcomeReference: [{ reference: `Observation/${id}` }],
  }));
  const plan: CarePlan = {
    resourceType: 'CarePlan',
    id: `${story.id}-plan`,
    meta: meta(timeline.instant(story.link === 'plan-activity' ? -1 : start, 1275)),
    status: 'active',
    intent: 'plan',
    title: story.goal.text,
    subject: patientOf(context),
    period: { start: timeline.date(start) },
    goal: [goalOf(context)],
    ...(story.link === 'plan-activity' ? { activity } : {}),
  };
  return [plan];
}

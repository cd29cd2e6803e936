import type { FhirResource, Organization } from 'fhir/r4.js';
import { SYSTEM } from '../../../fhir/names.ts';
import { staffOf, type Colleague, type Service } from '../services.ts';
import type { Timeline } from '../timeline.ts';
import { concept, meta } from './context.ts';

/** When the record began, long before any story. */
export const OPENED = -400;

const ODS = {
  organisation: 'https://fhir.nhs.uk/Id/ods-organization-code',
  site: 'https://fhir.nhs.uk/Id/ods-site-code',
} as const;

/** The provider, its one site, and everybody who works there with their role. */
export function organisationResources(
  service: Service,
  timeline: Timeline,
): readonly FhirResource[] {
  const opened = timeline.instant(OPENED, 540);
  const provider: Organization = {
    resourceType: 'Organization',
    id: service.id,
    meta: meta(opened),
    identifier: [{ system: ODS.organisation, value: service.odsCode }],
    active: true,
    name: service.name,
  };
  const site: Organization = {
    resourceType: 'Organization',
    id: service.site.id,
    meta: meta(opened),
    identifier: [{ system: ODS.site, value: service.site.odsCode }],
    active: true,
    name: service.site.name,
    partOf: { reference: `Organization/${service.id}` },
  };
  const staff = staffOf(service);
  return [
    provider,
    site,
    ...staff.flatMap((colleague) => colleagueResources(colleague, service, opened)),
  ];
}

const colleagueResources = (
  colleague: Colleague,
  service: Service,
  opened: string,
): readonly FhirResource[] => [
  {
    resourceType: 'Practitioner',
    id: colleague.id,
    meta: meta(opened),
    active: true,
    name: [{ family: colleague.family, given: [colleague.given] }],
  },
  {
    resourceType: 'PractitionerRole',
    id: `${colleague.id}-role`,
    meta: meta(opened),
    active: true,
    practitioner: { reference: `Practitioner/${colleague.id}` },
    organization: { reference: `Organization/${service.site.id}` },
    code: [concept(SYSTEM.role, colleague.role, colleague.role.replaceAll('-', ' '))],
  },
];

import type { ProgrammeId } from './story.ts';

export interface Colleague {
  /** Also the id of the Practitioner; `<id>-role` is the PractitionerRole. */
  readonly id: string;
  readonly given: string;
  readonly family: string;
  readonly role: string;
}

/** One provider of care and everybody who works in it. */
export interface Service {
  readonly programme: ProgrammeId;
  /** Id of the Organization. */
  readonly id: string;
  readonly name: string;
  readonly odsCode: string;
  /** The house, branch or home itself: a second Organization, part of the first. */
  readonly site: { readonly id: string; readonly name: string; readonly odsCode: string };
  readonly goalDomain: string;
  readonly frontline: readonly Colleague[];
  readonly observer: Colleague;
  readonly claimant: Colleague;
  readonly baseliner: Colleague;
  readonly auditor: Colleague;
  readonly others: readonly Colleague[];
  /** Minutes: earliest start of a session and how long one lasts. */
  readonly hours: { readonly from: number; readonly least: number; readonly most: number };
}

function colleague(name: string, role: string): Colleague {
  const [given = '', ...rest] = name.split(' ');
  const family = rest.join(' ');
  return { id: `${given}-${family}`.toLowerCase().replaceAll(' ', '-'), given, family, role };
}

const team = (role: string, names: readonly string[]): readonly Colleague[] =>
  names.map((name) => colleague(name, role));

export const SERVICES: readonly Service[] = [
  {
    programme: 'independent-travel',
    id: 'thistlewick-supported-living',
    name: 'Thistlewick Supported Living',
    odsCode: 'ZZ901',
    site: { id: 'thistlewick-house', name: 'Thistlewick House', odsCode: 'ZZ90101' },
    goalDomain: 'community-travel',
    frontline: team('support-worker', [
      'Amara Fieldgate',
      'Lewis Copperthwaite',
      'Joanna Briarfield',
      'Kofi Elderby',
      'Siobhan Marlowick',
      'Teddy Ravenshaw',
    ]),
    observer: colleague('Helen Crossmead', 'team-leader'),
    claimant: colleague('Dev Sandalwood', 'key-worker'),
    baseliner: colleague('Rosie Underhay', 'key-worker'),
    auditor: colleague('Martin Peverstone', 'quality-lead'),
    others: [
      colleague('Grace Holloway-Finch', 'registered-manager'),
      colleague('Alan Westerdale', 'senior-management'),
    ],
    hours: { from: 570, least: 35, most: 70 },
  },
  {
    programme: 'personal-care-confidence',
    id: 'pennyroyal-home-care',
    name: 'Pennyroyal Home Care',
    odsCode: 'ZZ902',
    site: { id: 'pennyroyal-ambersley', name: 'Pennyroyal, Ambersley branch', odsCode: 'ZZ90201' },
    goalDomain: 'personal-care',
    frontline: team('care-worker', [
      'Bethan Oakhanger',
      'Marcus Fernhill',
      'Zofia Wintergate',
      'Paul Hazelrigg',
      'Ngozi Larchmont',
      'Carys Silverbrook',
    ]),
    observer: colleague('Fiona Stonebridge-Lee', 'field-supervisor'),
    claimant: colleague('Tom Ashgrovely', 'care-coordinator'),
    baseliner: colleague('Ruth Kettlewick', 'field-supervisor'),
    auditor: colleague('Olu Brightwater', 'quality-lead'),
    others: [
      colleague('Dawn Merriweather-Pike', 'registered-manager'),
      colleague('Keith Lavenham-Roe', 'senior-management'),
    ],
    hours: { from: 425, least: 30, most: 50 },
  },
  {
    programme: 'meaningful-engagement',
    id: 'quillstone-care',
    name: 'Quillstone Care Homes',
    odsCode: 'ZZ903',
    site: { id: 'quillstone-court', name: 'Quillstone Court', odsCode: 'ZZ90301' },
    goalDomain: 'engagement',
    frontline: team('activity-staff', [
      'Hannah Juniper-Wells',
      'Isaac Thornbury-Cole',
      'Leila Moorcroft-Dean',
      'Gary Buttermere',
      'Eilidh Rowanfield',
      'Samir Beechcombe',
    ]),
    observer: colleague('Nadia Foxglove-Hart', 'activities-coordinator'),
    claimant: colleague('Sheila Wychwood', 'deputy-manager'),
    baseliner: colleague('Colin Maplethorpe-Day', 'activities-coordinator'),
    auditor: colleague('Verity Stanhope-Lyle', 'quality-lead'),
    others: [
      colleague('Neil Gorsefield', 'registered-manager'),
      colleague('Anita Bellwether-Shaw', 'senior-management'),
    ],
    hours: { from: 610, least: 40, most: 60 },
  },
];

/** Everybody who works in a service. */
export const staffOf = (service: Service): readonly Colleague[] => [
  ...service.frontline,
  service.observer,
  service.claimant,
  service.baseliner,
  service.auditor,
  ...service.others,
];

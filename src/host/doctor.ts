import { writesGoals, type GoalWriteMode } from '../fhir/write/planInput.ts';
import { capabilitiesOf, searchesBy } from './capabilities.ts';
import type { Capabilities, TypeCapabilities } from './capabilities.ts';
import type { CapabilityProfile, Probe } from './probe.ts';

/** One thing that Attest can use of a host. */
export interface DoctorLine {
  readonly area: string;
  readonly state: 'works' | 'missing' | 'degraded';
  /** What it costs that it is so; empty where it works. */
  readonly costs: string;
}

interface Row {
  readonly area: string;
  /** What is there when the answer is no. */
  readonly otherwise: 'missing' | 'degraded';
  readonly costs: string;
  /** Null where it is not known: then there is no line. */
  readonly holds: (host: Examined) => boolean | null;
}

interface Examined {
  readonly capabilities: Capabilities;
  readonly profile: CapabilityProfile | null;
  readonly smart: boolean;
}

/**
 * What works with a host, what is missing and what that costs: by its own claims and, where it was
 * probed, by what is true of them.
 */
export function doctorLines(
  capabilities: Capabilities,
  profile: CapabilityProfile | null,
  smartConfiguration: unknown,
  mode: GoalWriteMode = 'A',
): readonly DoctorLine[] {
  const host = { capabilities, profile, smart: smartConfiguration !== null };
  return [...READING, ...WRITING, ...goalRows(mode), ...MANNERS].flatMap((row) =>
    lineOf(row, row.holds(host)),
  );
}

function lineOf({ area, otherwise, costs }: Row, holds: boolean | null): readonly DoctorLine[] {
  if (holds === null) return [];
  return [holds ? { area, state: 'works', costs: '' } : { area, state: otherwise, costs }];
}

type Offers = (offered: TypeCapabilities) => boolean;

const byPatient: Offers = (offered) =>
  ['patient', 'subject'].some((name) => searchesBy(offered, name));
const creates: Offers = ({ create }) => create;
const updates: Offers = ({ update }) => update;

const typeRow = (
  verb: string,
  type: string,
  offers: Offers,
  costs: string,
  otherwise: Row['otherwise'] = 'missing',
): Row => ({
  area: `${verb} ${type}`,
  otherwise,
  costs,
  holds: ({ capabilities }) => offers(capabilitiesOf(capabilities, type)),
});

const READING: readonly Row[] = [
  typeRow('read', 'Goal', byPatient, 'Nothing can be assessed.'),
  typeRow('read', 'Observation', byPatient, 'Nothing can be assessed.'),
  typeRow(
    'earlier versions of',
    'Goal',
    ({ history }) => history,
    'Earlier claims are not seen: only what the goal says now.',
  ),
  typeRow('read', 'CarePlan', byPatient, 'A goal gets its programme from its category alone.'),
  typeRow(
    'read',
    'QuestionnaireResponse',
    byPatient,
    "The person's own feedback and baselines on forms are not seen.",
  ),
  typeRow('read', 'ServiceRequest', byPatient, 'Less support given too soon is not noticed.'),
  typeRow('read', 'Encounter', byPatient, 'Observations are paired with sessions by time alone.'),
  typeRow('read', 'DocumentReference', byPatient, 'Notes kept as documents are not seen.'),
  typeRow(
    'read',
    'Provenance',
    (offered) => searchesBy(offered, 'target'),
    'Who made a claim is not known.',
  ),
  typeRow('read', 'Flag', byPatient, 'Flags are not written, as what stands cannot be seen.'),
  typeRow('read', 'Task', byPatient, 'Tasks are not written, as what stands cannot be seen.'),
];

const WRITING: readonly Row[] = [
  typeRow('write', 'Observation', creates, 'Verdicts are not in the record; each run starts anew.'),
  typeRow('write', 'Flag', creates, 'Staff see no flags in the record.'),
  typeRow('close', 'Flag', updates, 'Flags that no longer hold stay open until staff close them.'),
  typeRow('write', 'Task', creates, 'Staff get no tasks in the record.'),
  typeRow('write', 'CarePlan', creates, 'The programme of a goal is not shown in the record.'),
  typeRow('write', 'Provenance', creates, 'The record does not show what a verdict was made from.'),
  typeRow('write', 'Device', creates, 'What we write does not name Attest as its author.'),
];

/** What a mode needs that writes into goals; without it, goals are left as they are. */
function goalRows(mode: GoalWriteMode): readonly Row[] {
  const changed: Row = {
    area: `goals changed (mode ${mode})`,
    otherwise: 'missing',
    costs:
      'Goals are left as they are: the host takes no update of a Goal that is bound to its version.',
    holds: (host) =>
      goalOf(host).update && proved('version-check', () => goalOf(host).ifMatch)(host),
  };
  const followed: Row = {
    area: 'status follows (mode D)',
    otherwise: 'missing',
    costs:
      'No status is set: the host shows no earlier versions of a Goal, so that the claim of staff would be lost.',
    holds: (host) => goalOf(host).history,
  };
  if (!writesGoals(mode)) return [];
  return mode === 'D' ? [changed, followed] : [changed];
}

const goalOf = ({ capabilities }: Examined): TypeCapabilities =>
  capabilitiesOf(capabilities, 'Goal');

/** What is claimed, unless a trial showed otherwise. */
const proved =
  (probe: Probe, claimed: (capabilities: Capabilities) => boolean) =>
  ({ capabilities, profile }: Examined): boolean =>
    profile?.results[probe].state === 'fails' ? false : claimed(capabilities);

/** What no CapabilityStatement tells. */
const found =
  (probe: Probe) =>
  ({ profile }: Examined): boolean | null => {
    const state = profile?.results[probe].state ?? 'untried';
    return state === 'untried' ? null : state === 'works';
  };

/** The types that we make, which is where manners of writing matter. */
const OURS = ['Observation', 'Flag', 'Task', 'CarePlan'] as const;

const everywhere =
  (offers: Offers) =>
  (capabilities: Capabilities): boolean =>
    OURS.map((type) => capabilitiesOf(capabilities, type))
      .filter(creates)
      .every(offers);

const MANNERS: readonly Row[] = [
  {
    area: 'search of all goals',
    otherwise: 'missing',
    costs: 'Whose goals are assessed has to be said: “people” in the tenants’ file, or --goal.',
    holds: found('read'),
  },
  {
    area: 'transactions',
    otherwise: 'degraded',
    costs: 'Each resource is written by itself; what a broken run leaves out, the next run adds.',
    holds: proved('rollback', ({ transaction }) => transaction),
  },
  {
    area: 'conditional create',
    otherwise: 'degraded',
    costs:
      'Before each new resource the host is searched: slower, and two runs at once could write one twice.',
    holds: proved(
      'conditional-create',
      everywhere(({ conditionalCreate }) => conditionalCreate),
    ),
  },
  {
    area: 'search by our identifiers',
    otherwise: 'degraded',
    costs: 'What was written is found again through the person alone.',
    holds: ({ capabilities }) =>
      everywhere((offered) => searchesBy(offered, 'identifier'))(capabilities),
  },
  {
    area: 'version check on update',
    otherwise: 'degraded',
    costs: 'A change that staff make in the very moment of ours could be lost.',
    holds: proved(
      'version-check',
      everywhere(({ ifMatch }) => ifMatch),
    ),
  },
  {
    area: 'extensions kept',
    otherwise: 'degraded',
    costs: 'Flags lose their links to the goal and the verdict, and their severity.',
    holds: found('extensions'),
  },
  {
    area: 'strict searches',
    otherwise: 'degraded',
    costs: 'Unknown parameters are ignored, so more is read than needed and sorted out here.',
    holds: found('strict-search'),
  },
  {
    area: 'size of pages',
    otherwise: 'degraded',
    costs: 'Answers may be larger than we ask for.',
    holds: found('paging'),
  },
  {
    area: 'writing, as tried',
    otherwise: 'missing',
    costs: 'Our Device could not be written, so nothing else may be.',
    holds: found('write'),
  },
  {
    area: 'SMART configuration',
    otherwise: 'missing',
    costs: 'Only a fixed token can be used, or none.',
    holds: ({ smart }) => smart,
  },
];

import { dateOfDay } from '../../domain/time.ts';
import type { Day, Instant } from '../../domain/time.ts';
import { SYSTEM } from '../names.ts';
import type { RawResource } from '../read/written/ours.ts';
import type { Resource, Write } from './chunks.ts';
import { fullUrlOf } from './fullUrl.ts';

export interface Identifier {
  readonly system: string;
  readonly value: string;
}

/** Where one goal's resources hang: a reference of ours is a `urn:uuid` until the host has the thing. */
export interface Place {
  readonly tenant: string;
  /** `Goal/id`. */
  readonly goal: string;
  /** `Goal/id/_history/v` where the version is known, else as `goal`. */
  readonly goalVersion: string;
  readonly patient: string;
  /** `url|version`. */
  readonly programme: string;
  readonly provider: string | null;
  readonly device: string;
  readonly plan: string;
  readonly asOf: Instant;
}

const goalIdOf = ({ goal }: Pick<Place, 'goal'>): string => goal.slice('Goal/'.length);

/** `tenant.goal`, the beginning of every identifier of ours about one goal. */
export const keyOf = (place: Pick<Place, 'tenant' | 'goal'>): string =>
  `${place.tenant}.${goalIdOf(place)}`;

export const concept = (system: string, code: string, text?: string) => ({
  coding: [{ system, code }],
  ...(text === undefined ? {} : { text }),
});

export const instant = (at: Instant): string => new Date(at).toISOString();
export const date = (day: Day): string => dateOfDay(day);

export const COMPUTED = { system: SYSTEM.tag, code: 'computed' };
export const CONFIRMED = { system: SYSTEM.tag, code: 'confirmed' };

export const metaOf = (profile: string) => ({ profile: [profile], tag: [COMPUTED] });

/** The element under its name, or nothing at all: FHIR has no empty elements. */
export const optional = <Name extends string, Value>(
  name: Name,
  value: Value | null,
): Partial<Record<Name, Value>> =>
  value === null ? {} : ({ [name]: value } as Record<Name, Value>);

export const identifierKey = ({ system, value }: Identifier): string => `${system}|${value}`;

/** A resource to be created once, however often it is tried. */
export const creation = (identifier: Identifier, resource: Resource): Write => ({
  fullUrl: fullUrlOf(identifierKey(identifier)),
  resource,
  kind: 'create',
  identifier,
  version: null,
});

/** Our fields put over the host's own copy; all else in it stays. */
export const update = (raw: RawResource, ours: Readonly<Record<string, unknown>>): Write => ({
  fullUrl: fullUrlOf(`${raw.resourceType}/${String(raw['id'])}`),
  resource: { ...raw, ...ours },
  kind: 'update',
  identifier: null,
  version: versionOf(raw),
});

function versionOf(raw: RawResource): string | null {
  const version = (raw['meta'] as { versionId?: unknown } | undefined)?.versionId;
  return typeof version === 'string' ? version : null;
}

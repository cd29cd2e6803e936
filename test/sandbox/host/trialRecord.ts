import type { FhirResource } from 'fhir/r4.js';

import {
  createSandboxHost,
  type SandboxHost,
  type SandboxOptions,
} from '../../../src/sandbox/host/createSandboxHost.ts';

const goal = (version: string, lastUpdated: string, claim: string): FhirResource => ({
  resourceType: 'Goal',
  id: 'library',
  meta: { versionId: version, lastUpdated },
  identifier: [{ system: 'https://record.example/goal', value: 'G-1' }],
  lifecycleStatus: 'active',
  achievementStatus: { coding: [{ code: claim }] },
  description: { text: 'Travel alone to the library' },
  subject: { reference: 'Patient/ann' },
  startDate: '2026-01-12',
});

const session = (id: string, when: string, code = 'session'): FhirResource => ({
  resourceType: 'Observation',
  id,
  meta: { versionId: '1', lastUpdated: when },
  identifier: [{ system: 'https://record.example/note', value: id }],
  status: 'final',
  code: { coding: [{ system: 'https://record.example/kind', code }] },
  subject: { reference: 'Patient/ann' },
  focus: [{ reference: 'Goal/library/_history/1' }],
  effectiveDateTime: when,
});

/** Two people, one goal in three versions, and sessions around the change of the clocks. */
export const TRIAL_RECORD: readonly FhirResource[] = [
  {
    resourceType: 'Patient',
    id: 'ann',
    name: [{ family: 'Brook', given: ['Ann', 'Zoë'] }],
    birthDate: '1990-05-01',
  },
  { resourceType: 'Patient', id: 'joanne', name: [{ family: 'Reed', given: ['Joanne'] }] },
  goal('3', '2026-03-30T16:40:00.000Z', 'achieved'),
  goal('1', '2026-01-12T09:00:00.000Z', 'in-progress'),
  goal('2', '2026-02-20T12:00:00.000Z', 'improving'),
  session('s1', '2026-03-28T10:00:00.000Z'),
  session('s2', '2026-03-29T00:30:00+00:00'),
  session('s3', '2026-03-29T10:00:00+01:00'),
  session('s4', '2026-03-30T00:10:00+01:00', 'spot'),
  {
    resourceType: 'Task',
    id: 't1',
    status: 'requested',
    intent: 'order',
    for: { reference: 'Patient/ann' },
  },
];

interface Entry {
  readonly fullUrl: string;
  readonly resource: Body;
  readonly search: { readonly mode: string };
  readonly request: { readonly method: string };
  readonly response: { readonly status: string };
}

/** Whatever JSON the server answers with, by the elements that tests look at; any may be absent. */
export interface Body {
  readonly resourceType: string;
  readonly id: string;
  readonly meta: { readonly versionId: string; readonly lastUpdated: string };
  readonly type: string;
  readonly status: string;
  readonly total: number;
  readonly birthDate: string;
  readonly achievementStatus: { readonly coding: readonly { readonly code: string }[] };
  readonly target: readonly { readonly reference: string }[];
  readonly issue: readonly {
    readonly severity: string;
    readonly details: { readonly text: string };
    readonly expression: readonly string[];
  }[];
  readonly link: readonly { readonly relation: string; readonly url: string }[];
  readonly entry: readonly Entry[];
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Body;
}

type Ask = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<Answer>;

export interface Trial {
  readonly host: SandboxHost;
  readonly url: string;
  readonly home: string;
  readonly ask: Ask;
  readonly close: () => Promise<void>;
}

const asking =
  (url: string): Ask =>
  async (method, path, body, headers = {}) => {
    const sent = typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { 'content-type': 'application/fhir+json', ...headers },
      ...(body === undefined ? {} : { body: sent }),
    });
    const text = await answer.text();
    const isJson = (answer.headers.get('content-type') ?? '').includes('json');
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      body: (text && isJson ? JSON.parse(text) : {}) as Body,
    };
  };

/** A running sandbox whose clock moves one second with every look at it. */
export async function startTrial(options: Partial<SandboxOptions> = {}): Promise<Trial> {
  let looks = 0;
  const now = () => new Date(Date.UTC(2026, 3, 1, 9, 0, looks++));
  const host = createSandboxHost({ resources: TRIAL_RECORD, now, ...options });
  const { url, home, close } = await host.listen({ host: '127.0.0.1', port: 0 });
  return { host, url, home, close, ask: asking(url) };
}

export const idsOf = ({ body }: Answer): string[] =>
  ((body.entry as Body['entry'] | undefined) ?? [])
    .filter(({ search }) => search.mode === 'match')
    .map(({ resource }) => resource.id);

export const observation = (more: object = {}): object => ({
  resourceType: 'Observation',
  status: 'final',
  code: { text: 'session' },
  subject: { reference: 'Patient/ann' },
  ...more,
});

export const identified = (value: string): object => ({
  identifier: [{ system: 'https://attest.example/id', value }],
});

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CapabilityStatement, Extension } from 'fhir/r4.js';

const FHIR = { 'content-type': 'application/fhir+json' };

/**
 * What is asked of a host, or what one offers, each thing in one line: `Goal read`, `Goal by patient`,
 * `Flag create`, `Flag conditional create`, `Flag version check`, `transaction`.
 */
export type Lines = ReadonlySet<string>;

export interface WatchedHost {
  /** FHIR base. */
  readonly url: string;
  readonly asked: Lines;
  readonly close: () => void;
}

/** All that a statement names, or only what carries one of these expectations. */
export function linesOf(statement: CapabilityStatement, expectations?: readonly string[]): Lines {
  const counts = ({ extension }: { extension?: Extension[] | undefined }): boolean =>
    expectations === undefined || expectations.includes(extension?.[0]?.valueCode ?? '');
  return new Set(
    (statement.rest ?? []).flatMap(({ interaction = [], resource = [] }) => [
      ...interaction.filter(counts).map(({ code }) => code),
      ...resource.flatMap(({ type, conditionalCreate, versioning, ...offered }) => [
        ...(offered.interaction ?? []).filter(counts).map(({ code }) => `${type} ${code}`),
        ...(offered.searchParam ?? []).filter(counts).map(({ name }) => `${type} by ${name}`),
        ...(conditionalCreate === true ? [`${type} conditional create`] : []),
        ...(versioning === 'versioned-update' ? [`${type} version check`] : []),
      ]),
    ]),
  );
}

/** A host's statement of itself that offers these things and no other. */
export function statementOf(lines: Lines): CapabilityStatement {
  const words = [...lines].map((line) => line.split(' '));
  const types = new Set(words.filter(({ length }) => length > 1).map(([type = '']) => type));
  const has = (line: string): boolean => lines.has(line);
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-01-01',
    kind: 'instance',
    implementation: { description: 'A host of exactly this' },
    fhirVersion: '4.0.1',
    format: ['json'],
    rest: [
      {
        mode: 'server',
        interaction: has('transaction') ? [{ code: 'transaction' }] : [],
        resource: [...types].map((type) => ({
          type: type as 'Goal',
          interaction: words.flatMap(([of, code = '', more]) =>
            of === type && code !== 'by' && more === undefined ? [{ code: code as 'read' }] : [],
          ),
          searchParam: words.flatMap(([of, by, name = '']) =>
            of === type && by === 'by' ? [{ name, type: 'reference' as const }] : [],
          ),
          conditionalCreate: has(`${type} conditional create`),
          versioning: has(`${type} version check`) ? 'versioned-update' : 'no-version',
        })),
      },
    ],
  };
}

/** How the answer is formed, and where a page begins: the host's own links say so. */
const NO_CRITERION = new Set(['_count', '_offset']);

interface Asked {
  readonly method: string;
  /** Below the FHIR base, with the query. */
  readonly path: string;
  readonly ifNoneExist: string | undefined;
  readonly ifMatch: string | undefined;
  readonly body: string;
}

function linesAsked(asked: Asked): readonly string[] {
  const { method, path, body } = asked;
  const [type = '', id, history] = path.replace(/\?.*/, '').split('/');
  if (type === 'metadata' || type.startsWith('.well-known')) return [];
  if (method === 'POST' && type === '') return ['transaction', ...linesInBundle(body)];
  if (method === 'POST') return createLines(type, asked.ifNoneExist);
  if (method === 'PUT') return updateLines(type, asked.ifMatch);
  if (method !== 'GET') return [`${type} ${method}`];
  if (history !== undefined) return [`${type} history-instance`];
  return id === undefined ? searchLines(type, path) : [`${type} read`];
}

const searchLines = (type: string, path: string): readonly string[] => [
  `${type} search-type`,
  ...criteriaIn(new URL(path, 'http://host.example/').search).map((name) => `${type} by ${name}`),
];

const criteriaIn = (query: string): readonly string[] =>
  [...new URLSearchParams(query).keys()].filter((name) => !NO_CRITERION.has(name));

const createLines = (type: string, ifNoneExist: string | undefined): readonly string[] => [
  `${type} create`,
  ...(ifNoneExist === undefined
    ? []
    : [
        `${type} conditional create`,
        ...criteriaIn(ifNoneExist).map((name) => `${type} by ${name}`),
      ]),
];

const updateLines = (type: string, ifMatch: string | undefined): readonly string[] => [
  `${type} update`,
  ...(ifMatch === undefined ? [] : [`${type} version check`]),
];

interface Transaction {
  readonly entry: readonly {
    readonly request: {
      readonly method: string;
      readonly url: string;
      readonly ifNoneExist?: string;
      readonly ifMatch?: string;
    };
  }[];
}

const linesInBundle = (body: string): readonly string[] =>
  (JSON.parse(body) as Transaction).entry.flatMap(({ request }) =>
    linesAsked({
      method: request.method,
      path: request.url,
      ifNoneExist: request.ifNoneExist,
      ifMatch: request.ifMatch,
      body: '',
    }),
  );

async function askedBy(request: IncomingMessage): Promise<Asked> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const header = (name: string): string | undefined => {
    const value = request.headers[name];
    return Array.isArray(value) ? value[0] : value;
  };
  return {
    method: request.method ?? 'GET',
    path: (request.url ?? '').replace(/^\/fhir\/?/, ''),
    ifNoneExist: header('if-none-exist'),
    ifMatch: header('if-match'),
    body: Buffer.concat(parts).toString(),
  };
}

const REFUSAL = JSON.stringify({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code: 'not-supported' }],
});

/**
 * Stands before a host and notes what is asked of it. With `only`, it says of itself that it offers just
 * that, and refuses all else.
 */
export async function watchHost(base: string, only: Lines | null): Promise<WatchedHost> {
  const seen = new Set<string>();
  const answer = async (request: IncomingMessage): Promise<readonly [number, string]> => {
    const asked = await askedBy(request);
    const lines = linesAsked(asked);
    for (const line of lines) seen.add(line);
    if (only !== null && asked.path === 'metadata') return [200, JSON.stringify(statementOf(only))];
    if (only !== null && lines.some((line) => !only.has(line))) return [405, REFUSAL];
    const { method, body } = asked;
    const forwarded = await fetch(`${base}${asked.path === '' ? '' : `/${asked.path}`}`, {
      method,
      headers: request.headers as Record<string, string>,
      ...(body === '' ? {} : { body }),
    });
    return [forwarded.status, await forwarded.text()];
  };
  const server = createServer((request, response: ServerResponse) => {
    answer(request).then(
      ([status, text]) => response.writeHead(status, FHIR).end(text),
      () => response.destroy(),
    );
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}/fhir`, asked: seen, close };
}

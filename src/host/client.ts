import { Client, RESPONSE_KEY } from 'fhir-kit-client';
import type { Problem } from '../problem.ts';
import { asked, notFhir } from './failure.ts';
import type { Asked } from './failure.ts';

export type { Client };

type KitRequest = Parameters<Client['request']>[1];
export type KitOptions = NonNullable<NonNullable<KitRequest>['options']>;

/** Far more than a page of a record; an answer that is larger could stop the whole process. */
const MOST_BYTES = 50 * 1024 * 1024;

/** The kit client, with a limit to what it takes in: by itself it reads whatever it is sent. */
export function clientOf(baseUrl: string): Client {
  const client = new Client({ baseUrl });
  client.httpClient.request = async (method, path, options = {}, body) => {
    const url = client.httpClient.expandUrl(path);
    const request = requestOf(method, url, options, body);
    const response = await fetch(request);
    const text = await textOf(response, method, url);
    const data = dataIn(text, response);
    Object.defineProperty(data, RESPONSE_KEY, { value: response });
    return data as Awaited<ReturnType<Client['request']>>;
  };
  return client;
}

/** The answer that a resource came with. */
export const responseOf = (data: unknown): Response | undefined =>
  Client.httpFor(data as Parameters<typeof Client.httpFor>[0]).response;

const ALWAYS = { accept: 'application/fhir+json', 'cache-control': 'no-cache' };

const requestOf = (
  method: string,
  url: string,
  { headers = {}, signal }: KitOptions,
  body: unknown,
): Request =>
  new Request(url, {
    method,
    headers: { ...ALWAYS, ...headers },
    redirect: 'manual',
    signal: (signal ?? null) as AbortSignal | null,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

/** Counts what comes out of a compressed answer, not what went in. @throws Problem `host-not-fhir` */
async function textOf(response: Response, method: string, url: string): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) throw tooLarge(method, url);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

const tooLarge = (method: string, url: string): Problem =>
  notFhir(
    asked(method as Asked['method'], url, url, true),
    'answered with more than 50 MB, which is not read',
  );

/** @throws what the kit would throw, where the answer is no JSON or no success */
function dataIn(text: string, { status, ok, headers }: Response): object {
  const fails = (data: unknown): Error =>
    Object.assign(new Error(`HTTP ${status}`), { response: { status, data }, config: { headers } });
  let data: unknown;
  try {
    data = text === '' ? {} : JSON.parse(text);
  } catch {
    throw fails(null);
  }
  if (!ok) throw fails(data);
  return data as object;
}

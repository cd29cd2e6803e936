import type { Resource } from './everythingIn.ts';
import { FHIR, startProxy, type Passing, type Proxy } from './proxy.ts';

interface Entry {
  readonly request: { readonly method: string; readonly url: string; readonly ifMatch?: string };
}

/** A host in which staff change, so many times, what Attest is about to change. */
export interface BusyHost extends Proxy {
  /** What staff changed, once for each time. */
  readonly edited: readonly string[];
}

export async function busyHost(host: string, times: number): Promise<BusyHost> {
  const edited: string[] = [];
  const edit = async (reference: string): Promise<void> => {
    const resource = (await (await fetch(`${host}/${reference}`)).json()) as Resource;
    const language = resource['language'] === 'cy' ? 'en' : 'cy';
    const body = JSON.stringify({ ...resource, language });
    await fetch(`${host}/${reference}`, { method: 'PUT', headers: FHIR, body });
    edited.push(reference);
  };
  const before = async ({ body }: Passing): Promise<void> => {
    if (!body.includes('"ifMatch"') || edited.length >= times) return;
    const { entry } = JSON.parse(body) as { readonly entry: readonly Entry[] };
    const changed = entry.find(({ request }) => request.ifMatch !== undefined);
    if (changed !== undefined) await edit(changed.request.url);
  };
  return { ...(await startProxy(host, { before })), edited };
}

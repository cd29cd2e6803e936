import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export type RecordWanted = { readonly sessions: number } | { readonly people: number };

export interface Asked {
  readonly method: string;
  readonly url: string;
  /** Of a POST; else empty. */
  body: string;
}

export interface Figures {
  /** All of it since the start of the host. */
  readonly cpuMs: number;
  readonly bytes: number;
  /** Since it was last asked for. */
  readonly asked: readonly Asked[];
}

export interface Host {
  readonly url: string;
  readonly observations: number;
  readonly figures: () => Promise<Figures>;
  readonly close: () => void;
}

/** A sandbox host with a record of that kind, in a process of its own. */
export async function startHost(wanted: RecordWanted): Promise<Host> {
  const script = fileURLToPath(new URL('./hostProcess.ts', import.meta.url));
  const child = fork(script, [JSON.stringify(wanted)], { execArgv: ['--max-old-space-size=6000'] });
  const [{ url, observations }] = (await once(child, 'message')) as [Host];
  return {
    url,
    observations,
    figures: async () => {
      const answer = once(child, 'message') as Promise<[Figures]>;
      child.send('figures');
      return (await answer)[0];
    },
    close: () => {
      child.disconnect();
    },
  };
}

const FHIR = { 'content-type': 'application/fhir+json' };

export async function post(url: string, body: string): Promise<unknown> {
  const answer = await fetch(url, { method: 'POST', headers: FHIR, body });
  if (!answer.ok) throw new Error(`the host answered ${answer.status}`);
  return answer.json();
}

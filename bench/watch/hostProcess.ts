/** A sandbox host in a process of its own, so that its work is not taken for ours: `hostProcess.ts RECORD`. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createSandboxHost } from '../../src/sandbox/host/createSandboxHost.ts';
import { synthesise } from '../../src/sandbox/people/synthesise.ts';
import { ANCHOR, AS_OF, longHistory } from '../record/longHistory.ts';
import type { Asked, Figures, RecordWanted } from './host.ts';

const wanted = JSON.parse(process.argv[2] ?? '{}') as RecordWanted;
const resources =
  'sessions' in wanted
    ? longHistory(wanted.sessions).resources
    : synthesise({ seed: 3, anchor: ANCHOR, people: wanted.people }).resources;
const host = createSandboxHost({ resources, now: () => new Date(AS_OF) });

const sockets = new Set<Socket>();
let asked: Asked[] = [];
const server = createServer((request, response) => {
  const line: Asked = { method: request.method ?? '', url: request.url ?? '', body: '' };
  asked.push(line);
  if (request.method === 'POST') keepBody(request, line);
  (host.app as unknown as (a: typeof request, b: typeof response) => void)(request, response);
});
server.on('connection', (socket) => sockets.add(socket));
server.keepAliveTimeout = 120_000;
server.listen(0, '127.0.0.1');
await once(server, 'listening');

/** Overheard: a listener of our own would set it flowing before the application listens. */
function keepBody(request: IncomingMessage, line: Asked): void {
  const emit = request.emit.bind(request);
  request.emit = (event: string | symbol, ...parts: unknown[]): boolean => {
    if (event === 'data') line.body += String(parts[0]);
    return emit(event, ...parts);
  };
}

const figures = (): Figures => {
  const { user, system } = process.cpuUsage();
  return {
    cpuMs: (user + system) / 1000,
    bytes: [...sockets].reduce((sum, socket) => sum + socket.bytesWritten, 0),
    asked,
  };
};

process.on('message', () => {
  process.send?.(figures());
  asked = [];
});
process.on('disconnect', () => process.exit(0));
const observations = resources.filter(({ resourceType }) => resourceType === 'Observation').length;
process.send?.({
  url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`,
  observations,
});

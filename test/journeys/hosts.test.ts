/** The journeys that hosts of other makers are walked through (test/hosts), in the sandbox under its quirks. */
import { afterAll, beforeAll, describe } from '@jest/globals';
import { yesterday } from '../../src/cli/sandbox.ts';
import {
  createSandboxHost,
  type RunningSandbox,
} from '../../src/sandbox/host/createSandboxHost.ts';
import type { QuirkName } from '../../src/sandbox/host/quirks.ts';
import { fewPeople } from '../hosts/fewPeople.ts';
import { walkAll } from '../hosts/journeys.ts';

/** What each quirk keeps from us, in the words of `attest doctor`; what a quirk is, sandbox/host tells. */
const HOSTS: readonly { readonly quirk: QuirkName; readonly lacks: readonly string[] }[] = [
  { quirk: 'open', lacks: ['SMART configuration'] },
  {
    quirk: 'epic-like',
    lacks: [
      'earlier versions of Goal',
      'read Provenance',
      'write Flag',
      'close Flag',
      'write Task',
      'write Provenance',
      'transactions',
      'conditional create',
      'SMART configuration',
      'changes of Observation',
    ],
  },
];

describe.each(HOSTS)('the sandbox ($quirk)', ({ quirk, lacks }) => {
  const resources = fewPeople(yesterday());
  let asOf: string;
  let running: RunningSandbox;
  beforeAll(async () => {
    const host = createSandboxHost({ resources, quirk, now: () => new Date() });
    running = await host.listen({ host: '127.0.0.1', port: 0 });
    asOf = new Date().toISOString();
  });
  afterAll(() => running.close());
  walkAll(() => ({ url: running.url, resources, asOf }), lacks);
});

import { setTimeout as wait } from 'node:timers/promises';
import type { Router } from 'express';
import { Problem } from '../problem.ts';
import { about } from './accessLog.ts';
import { sendProblem } from './answers.ts';
import type { WebDeps, WorkCount } from './deps.ts';
import { answer, router } from './routes.ts';

/** A store that does not answer within this is not ready. */
const PATIENCE_MS = 5000;

/** For whatever runs the service: whether to restart it, and whether to send it work. */
export function health(
  deps: Pick<WebDeps, 'ready' | 'hostsAway' | 'faultyTenants' | 'work'>,
): Router {
  const rooms = router();
  answer(rooms, '/live', {
    get: [
      (_request, response) => {
        about(response, { route: 'live' });
        response.json({ live: true });
      },
    ],
  });
  answer(rooms, '/ready', {
    get: [
      async (request, response) => {
        about(response, { route: 'ready' });
        const notReady = await whatIsNotReady(deps);
        const work = totalOf((await deps.work?.().catch(() => null)) ?? []);
        const hostsAway = deps.hostsAway?.() ?? [];
        const lists = { notReady, hostsAway, faultyTenants: deps.faultyTenants?.() ?? [], work };
        if (notReady.length === 0) response.json({ ready: true, ...lists });
        else sendProblem(request, response, NOT_READY, lists);
      },
    ],
  });
  return rooms;
}

/** Over all tenants: who they are is no business of whoever watches the process. */
function totalOf(counts: readonly WorkCount[]): WorkCount {
  const sum = (of: (count: WorkCount) => number): number =>
    counts.reduce((total, count) => total + of(count), 0);
  return {
    queued: sum(({ queued }) => queued),
    active: sum(({ active }) => active),
    dead: sum(({ dead }) => dead),
  };
}

const NOT_READY = new Problem('not-ready', 'The service is not ready: notReady lists why.');

async function whatIsNotReady({ ready }: Pick<WebDeps, 'ready'>): Promise<readonly string[]> {
  const late = wait(PATIENCE_MS, ['the look at what is ready did not end'], { ref: false });
  return Promise.race([ready().catch(() => ['the look at what is ready failed']), late]);
}

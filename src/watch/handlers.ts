import type { Handlers } from '../jobs/queues.ts';
import { evaluateDue } from './evaluateDue.ts';
import { notice } from './notice.ts';
import { poll } from './poll.ts';
import { readPerson } from './readPerson.ts';
import { reassess } from './reassess.ts';
import { survey } from './survey.ts';
import { waitingForHost } from './waitingForHost.ts';
import type { Work } from './work.ts';
import { writeBack } from './writeBack.ts';

/** What is done for each kind of job of one tenant. */
export function handlersFor(work: Work): Handlers {
  const waiting = waitingForHost(work);
  return {
    poll: () => waiting(() => poll(work)),
    survey: () => waiting(() => survey(work)),
    'evaluate-due': () => evaluateDue(work),
    notice: ({ reference }) => waiting(() => notice(work, reference)),
    'read-person': ({ patient }) => waiting(() => readPerson(work, patient)),
    reassess: ({ goal }) => waiting(() => reassess(work, goal)),
    'write-back': ({ goal }) => waiting(() => writeBack(work, goal)),
  };
}

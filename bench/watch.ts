import { parseArgs } from 'node:util';
import { report, type Section } from './report/report.ts';
import { bareHost } from './watch/bareHost.ts';
import { KINDS } from './watch/service.ts';
import { manyPeople } from './watch/manyPeople.ts';
import { oneSession } from './watch/oneSession.ts';

/** `npm run bench:watch`: what following a record costs; README.md says how to read it. */
const { values } = parseArgs({
  options: {
    parts: { type: 'string', default: 'session,people,bare' },
    lengths: { type: 'string', default: '10,100,1000,10000' },
    people: { type: 'string', default: '1000' },
  },
});
const parts = new Set(values.parts.split(','));
const people = Number(values.people);
const sections: Section[] = [];
const faults: string[] = [];
const begun = performance.now();
const cpu = process.cpuUsage();

for (const kind of KINDS) {
  if (parts.has('session')) {
    const found = await oneSession(kind, values.lengths.split(',').map(Number));
    sections.push(found.section);
    faults.push(...found.faults);
  }
  if (parts.has('people')) {
    const found = await manyPeople(kind, people);
    sections.push(found.section);
    faults.push(...found.faults);
  }
}
if (parts.has('bare')) sections.push(...(await bareHost()));
const { user, system } = process.cpuUsage(cpu);
const busy = { wall: (performance.now() - begun) / 1000, cpu: (user + system) / 1e6 };
const says = faults.length === 0 ? ['Nothing that has to be so is otherwise.'] : faults;
report('watch', [...sections, { title: 'Faults', says, rows: [] }], busy);
process.exit(faults.length === 0 ? 0 : 1);

import { decideGoal } from '../../../src/assessGoal.ts';
import { loadCalendar } from '../../../src/calendar.ts';
import { loadDefinitions } from '../../../src/definitions.ts';
import { conceptMapsOf } from '../../../src/fhir/conceptMaps.ts';
import { createIntake } from '../../../src/fhir/read/intake.ts';
import type { GoalCase } from '../../../src/fhir/read/intake.ts';
import { readDevice, readWritten } from '../../../src/fhir/read/written.ts';
import { synthesise } from '../../../src/sandbox/people/synthesise.ts';
import { expectConformant } from '../../support/conformance.ts';
import { createMemoryRecord } from '../../support/memoryRecord.ts';
import type { MemoryRecord } from '../../support/memoryRecord.ts';

const service = synthesise({ seed: 7, anchor: '2026-11-20' });
const calendar = loadCalendar();

function casesOf(): readonly GoalCase[] {
  const { programmes, terminology, conceptMaps } = loadDefinitions();
  const intake = createIntake({
    programmes,
    terminology,
    conceptMaps: conceptMapsOf([...service.resources, ...conceptMaps]),
    defaultProgramme: null,
    serviceNotes: true,
  });
  for (const resource of service.resources) intake.add(resource, 'sandbox');
  return intake.finish().cases;
}

/** One pass over every goal, as a run over a host makes it; the number of entries written. */
function pass(record: MemoryRecord, cases: readonly GoalCase[]): number {
  const written = readWritten(record.all(), 'elm');
  let entries = 0;
  for (const goalCase of cases) {
    const { chunks } = decideGoal(goalCase, written.get(goalCase.caseFile.goal.reference) ?? null, {
      tenant: 'elm',
      asOf: Date.parse(service.asOf),
      calendar,
      goalWriteMode: 'C',
      device: readDevice(record.ofType('Device'), 'elm'),
      provenanceReadable: true,
    });
    for (const chunk of chunks) record.apply(chunk);
    entries += chunks.flat().length;
  }
  return entries;
}

describe('a service of synthetic people', () => {
  it('gets what is found written once, all of it valid, and nothing at the second pass', () => {
    const record = createMemoryRecord();
    const cases = casesOf();
    expect(cases.length).toBeGreaterThan(40);
    const first = pass(record, cases);
    expect(first).toBe(record.all().length);
    expect(record.ofType('Observation').length).toBe(cases.length);
    expect(pass(record, cases)).toBe(0);
    for (const resource of record.all()) expectConformant(resource);
  });
});

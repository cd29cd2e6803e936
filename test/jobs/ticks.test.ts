import { describe, expect, it } from '@jest/globals';
import { faultsOfSchedule } from '../../src/jobs/ticks.ts';
import { QUIET } from './crew.ts';

describe('a schedule', () => {
  it.each([
    ['five fields', { changes: '*/5 8-18 * * 1-5' }, []],
    ['six fields', { changes: '*/10 * * * * *' }, []],
    ['four fields', { changes: '* * * *' }, ['schedule.changes']],
    ['an hour too many', { everything: '0 24 * * *' }, ['schedule.everything']],
    ['a zone that is none', { timeZone: 'London' }, ['schedule.timeZone']],
  ])('of %s', (_, given, fields) => {
    const faults = faultsOfSchedule({ ...QUIET, ...given });
    expect(faults.map((fault) => fault.split(':')[0])).toEqual(fields);
  });
});

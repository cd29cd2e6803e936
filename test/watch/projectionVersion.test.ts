import { describe, expect, it } from '@jest/globals';
import { conceptMapsOf } from '../../src/fhir/conceptMaps.ts';
import { readAdapter } from '../../src/fhir/read/adapter/readAdapter.ts';
import type { ReadingContext } from '../../src/fhir/read/intake.ts';
import { measuresOf } from '../../src/fhir/read/measures.ts';
import { terminologyOf } from '../../src/fhir/terminology.ts';
import { projectionVersionOf } from '../../src/watch/projectionVersion.ts';
import { conceptMap, context, type Json } from '../fhir/read/records.ts';

const plain = context();
const version = (changes: Partial<ReadingContext> = {}): string =>
  projectionVersionOf({ ...plain, ...changes }, 'A');

const LEVEL = 'https://attest.example/fhir/CodeSystem/prompt-level';
const A = conceptMap('https://house.example', LEVEL, { a: ['verbal', 'equal'] });
const B = conceptMap('https://house.example', LEVEL, { b: ['gestural', 'equal'] });
const adapter = (when: string, ...names: readonly string[]) =>
  names.map((name) => {
    const components = [{ component: 'prompt-count', value: 'value' }];
    const rules = [{ name: 'r', resource: 'Observation', when, gives: 'session', components }];
    const fixtures = [{ shows: 'x', resource: { resourceType: 'Patient', id: 'x' }, gives: null }];
    const vocabulary = { measures: measuresOf(plain.programmes), terminology: plain.terminology };
    const read = readAdapter({ adapter: name, version: '1.0.0', rules, fixtures }, vocabulary);
    if ('faults' in read) throw new Error(JSON.stringify(read.faults));
    return read.adapter;
  });

describe('the version of what is stored', () => {
  it('is the same for the same, in whatever order programmes and maps come', () => {
    expect(version()).toBe(projectionVersionOf(context(), 'A'));
    expect(version({ programmes: [...plain.programmes].reverse() })).toBe(version());
    const maps = (...all: readonly Json[]) => version({ conceptMaps: conceptMapsOf(all) });
    expect(maps(A, B)).toBe(maps(B, A, B));
  });

  it('is the same whatever is decided only when entries are read', () => {
    expect(version({ serviceNotes: true, defaultProgramme: 'x' })).toBe(version());
  });

  const [first, ...rest] = plain.programmes;
  const changes: readonly (readonly [string, Partial<ReadingContext>])[] = [
    ['a programme less', { programmes: rest }],
    ['a number of a programme', { programmes: [{ ...first, version: '9.9.9' }, ...rest] as never }],
    ['a map', { conceptMaps: conceptMapsOf([A]) }],
    [
      'a map that is no longer exact',
      {
        conceptMaps: conceptMapsOf([
          conceptMap('https://house.example', LEVEL, { a: ['verbal', 'wider'] }),
        ]),
      },
    ],
    ['other codes', { terminology: terminologyOf([]) }],
    ['an adapter', { adapters: adapter("code.text = 'a'", 'one') }],
    ['another rule of it', { adapters: adapter("code.text = 'b'", 'one') }],
    ['two adapters', { adapters: adapter("code.text = 'a'", 'one', 'two') }],
    ['their order', { adapters: adapter("code.text = 'a'", 'two', 'one') }],
  ];

  it('is another one where goals are written, and so held whole', () => {
    const versions = (['A', 'B', 'D'] as const).map((mode) => projectionVersionOf(plain, mode));
    expect(versions[0]).toBe(version());
    expect(versions[1]).not.toBe(versions[0]);
    expect(versions[2]).toBe(versions[1]);
  });

  it('is another one with each thing that decides what is made of a resource', () => {
    const versions = changes.map(([, change]) => version(change));
    expect(new Set([version(), ...versions]).size).toBe(changes.length + 1);
  });
});

import { conceptMapsOf } from '../../src/fhir/conceptMaps.ts';

const FROM = 'https://acme.example/prompts';
const TO = 'https://attest.example/fhir/CodeSystem/prompt-level';

const map = (target: unknown, group: object = {}) => ({
  resourceType: 'ConceptMap',
  status: 'draft',
  group: [{ source: FROM, target: TO, element: [{ code: 'V', target: [target] }], ...group }],
});
const meanings = (...maps: readonly unknown[]) => conceptMapsOf(maps).translate(FROM, 'V');

describe('what a host’s code is said to mean', () => {
  it.each([
    ['equal', true],
    ['equivalent', true],
    ['relatedto', false],
    ['wider', false],
    ['subsumes', false],
    ['narrower', false],
    ['specializes', false],
    ['inexact', false],
    [undefined, false],
  ])('is exact or not where the map says %s: %s', (equivalence, exact) => {
    expect(meanings(map({ code: 'verbal', equivalence }))).toEqual([
      { system: TO, code: 'verbal', exact },
    ]);
  });

  it.each([
    ['unmatched', { code: 'verbal', equivalence: 'unmatched' }],
    ['disjoint', { code: 'verbal', equivalence: 'disjoint' }],
    ['no code', { equivalence: 'equal' }],
  ])('is nothing with %s', (_, target) => {
    expect(meanings(map(target))).toEqual([]);
  });

  it('is not exact where it depends on something else', () => {
    const dependsOn = [{ property: 'https://acme.example/place', value: 'outdoors' }];
    expect(meanings(map({ code: 'verbal', equivalence: 'equal', dependsOn }))).toMatchObject([
      { exact: false },
    ]);
  });

  it('is what all maps together say', () => {
    const said = meanings(
      map({ code: 'verbal', equivalence: 'equal' }),
      map({ code: 'gestural', equivalence: 'equal' }),
    );
    expect(said.map((one) => one.code)).toEqual(['verbal', 'gestural']);
  });

  it.each([
    ['a retired map', { ...map({ code: 'verbal', equivalence: 'equal' }), status: 'retired' }],
    ['a map to no system', map({ code: 'verbal', equivalence: 'equal' }, { target: undefined })],
    [
      'a map from another system',
      map({ code: 'verbal', equivalence: 'equal' }, { source: 'https://x.example' }),
    ],
    ['a map that is broken', { resourceType: 'ConceptMap', group: 'none' }],
    ['another resource', { resourceType: 'ValueSet' }],
    ['nothing', null],
  ])('is nothing in %s', (_, resource) => {
    expect(meanings(resource)).toEqual([]);
  });
});

import { chunksOf, resolveReferences } from '../../../src/fhir/write/chunks.ts';
import type { Resource, Write } from '../../../src/fhir/write/chunks.ts';

const write = (name: string, resource: Partial<Resource> = {}): Write => ({
  fullUrl: `urn:uuid:${name}`,
  resource: { resourceType: 'Basic', ...resource },
  kind: 'create',
  identifier: null,
  version: null,
});

describe('chunksOf', () => {
  it('keeps groups together and in order, with at most eight entries a chunk', () => {
    const group = (size: number, name: string): readonly Write[] =>
      Array.from({ length: size }, (_, index) => write(`${name}${index}`));
    const chunks = chunksOf([group(3, 'a'), group(4, 'b'), group(2, 'c'), [], group(8, 'd')]);
    expect(chunks.map((chunk) => chunk.length)).toEqual([7, 2, 8]);
    expect(chunks.flat().map((each) => each.fullUrl[9])).toEqual(Array.from('aaabbbbccdddddddd'));
  });
});

describe('resolveReferences', () => {
  const known = new Map([['urn:uuid:verdict', 'Observation/v1']]);
  const resolved = (resource: Partial<Resource>): readonly Resource[] =>
    resolveReferences([write('here'), write('this', resource)], known)
      .slice(1)
      .map((each) => each.resource);

  it('puts in what is known, and leaves what is in the chunk or in the host already', () => {
    const resource = {
      focus: [{ reference: 'Goal/g1' }, { reference: 'urn:uuid:verdict', display: 'verdict' }],
      author: { reference: 'urn:uuid:here' },
      identifier: [{ system: 'urn:uuid:not-a-reference', value: 'x' }],
      activity: [],
    };
    expect(resolved(resource)).toEqual([
      {
        resourceType: 'Basic',
        ...resource,
        focus: [{ reference: 'Goal/g1' }, { reference: 'Observation/v1', display: 'verdict' }],
      },
    ]);
  });

  it('leaves out what the host refused, with the element that held it', () => {
    const lost = { reference: 'urn:uuid:refused' };
    const extension = (reference: { reference: string }) => ({
      url: 'http://hl7.org/fhir/StructureDefinition/flag-detail',
      valueReference: reference,
    });
    const kept = extension({ reference: 'Goal/g1' });
    expect(resolved({ author: lost, basedOn: [lost], extension: [extension(lost), kept] })).toEqual(
      [{ resourceType: 'Basic', extension: [kept] }],
    );
  });

  it('leaves out a Provenance that has lost its target or its agent, not one that lost its source', () => {
    const lost = { reference: 'urn:uuid:refused' };
    const there = { reference: 'Observation/v1' };
    const provenance = (target: object, who: object, what: object) =>
      resolved({
        resourceType: 'Provenance',
        target: [target],
        agent: [{ type: { text: 'assembler' }, who }],
        entity: [{ role: 'source', what }],
      });
    expect(provenance(lost, there, there)).toEqual([]);
    expect(provenance(there, lost, there)).toEqual([]);
    expect(provenance(there, there, lost)).toEqual([
      {
        resourceType: 'Provenance',
        target: [there],
        agent: [{ type: { text: 'assembler' }, who: there }],
      },
    ]);
  });
});

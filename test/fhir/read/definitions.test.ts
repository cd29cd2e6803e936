import { shippedResources } from '../../../src/definitions.ts';
import { readDefinitions } from '../../../src/fhir/read/definitions.ts';
import { SYSTEM } from '../../../src/fhir/names.ts';

const shipped = shippedResources() as readonly Readonly<Record<string, unknown>>[];
const travel = shipped.find((each) => each['id'] === 'independent-travel') ?? {};

describe('readDefinitions', () => {
  it('reads what ships, in any order, without a fault', () => {
    const { programmes, faults } = readDefinitions([...shipped].reverse());
    expect(programmes.map(({ title }) => title).sort()).toEqual([
      'Independent travel',
      'Meaningful engagement',
      'Personal-care confidence',
    ]);
    expect(faults).toEqual([]);
  });

  it('leaves out a faulty programme and says which it is, and keeps the others', () => {
    const url = 'https://acme.example/PlanDefinition/soup';
    const plans = [{ ...travel, url, version: '' }, { resourceType: 'PlanDefinition' }];
    const { programmes, faults } = readDefinitions([...shipped, ...plans]);
    expect(programmes).toHaveLength(3);
    expect(faults).toContainEqual({
      programme: url,
      path: 'PlanDefinition.version',
      message: 'is empty',
    });
    expect(faults).toContainEqual({
      programme: null,
      path: 'PlanDefinition.url',
      message: 'is missing',
    });
  });

  it('lets nobody who adds a CodeSystem change what a shipped code means', () => {
    const emptied = { resourceType: 'CodeSystem', url: SYSTEM.promptLevel, concept: [] };
    const { terminology } = readDefinitions([...shipped, emptied]);
    expect(terminology.concept(SYSTEM.promptLevel, 'gestural')?.rank).toBe(1);
  });

  it('passes over what is no definition', () => {
    const strangers = [null, undefined, 5, 'text', [], { resourceType: 'Patient' }];
    expect(readDefinitions(strangers)).toMatchObject({ programmes: [], faults: [] });
  });
});

import { describe, expect, it } from '@jest/globals';
import { capabilitiesOf, readCapabilities, searchesBy } from '../../src/host/capabilities.ts';

const HOST = 'http://record.example/fhir';

const statement = (over: object = {}) => ({
  resourceType: 'CapabilityStatement',
  fhirVersion: '4.0.1',
  software: { name: 'Record', version: '9' },
  rest: [
    { mode: 'client', interaction: [{ code: 'batch' }] },
    {
      mode: 'server',
      interaction: [{ code: 'transaction' }],
      resource: [
        {
          type: 'Goal',
          interaction: [{ code: 'read' }, { code: 'search-type' }],
          versioning: 'no-version',
          searchParam: [{ name: 'patient', type: 'reference' }],
        },
        {
          type: 'Flag',
          interaction: [{ code: 'create' }, { code: 'update' }, { code: 'history-instance' }],
          conditionalCreate: true,
        },
        { type: 7 },
        { type: 'Task', interaction: [{ code: 'search-type' }] },
      ],
    },
  ],
  ...over,
});

describe('readCapabilities', () => {
  it('keeps what the server side claims, and an entry it cannot read costs that entry only', () => {
    const capabilities = readCapabilities(statement(), HOST);
    expect(capabilities).toMatchObject({
      fhirVersion: '4.0.1',
      software: 'Record 9',
      transaction: true,
      batch: false,
    });
    expect([...capabilities.types.keys()]).toEqual(['Goal', 'Flag', 'Task']);
    expect(capabilitiesOf(capabilities, 'Goal')).toMatchObject({
      read: true,
      create: false,
      ifMatch: false,
    });
    expect(capabilitiesOf(capabilities, 'Flag')).toMatchObject({
      create: true,
      update: true,
      history: true,
      conditionalCreate: true,
      conditionalUpdate: false,
      ifMatch: true,
    });
    expect(capabilitiesOf(capabilities, 'Provenance').create).toBe(false);
  });

  it('takes a type without listed parameters to know the standard ones', () => {
    const capabilities = readCapabilities(statement(), HOST);
    expect(searchesBy(capabilitiesOf(capabilities, 'Goal'), 'patient')).toBe(true);
    expect(searchesBy(capabilitiesOf(capabilities, 'Goal'), 'identifier')).toBe(false);
    expect(searchesBy(capabilitiesOf(capabilities, 'Task'), 'identifier')).toBe(true);
    expect(searchesBy(capabilitiesOf(capabilities, 'Flag'), 'patient')).toBe(false);
  });

  it('reads a statement that offers nothing', () => {
    expect(readCapabilities(statement({ rest: undefined }), HOST).types.size).toBe(0);
  });

  it.each(['4.0', '4.0.0', '4.0.1', '4.3.0'])('accepts FHIR %s', (fhirVersion) => {
    expect(readCapabilities(statement({ fhirVersion }), HOST).fhirVersion).toBe(fhirVersion);
  });

  it.each(['1.0.2', '3.0.2', '4.6.0', '5.0.0', '40.1'])('refuses FHIR %s', (fhirVersion) => {
    const problem = `${HOST} speaks FHIR ${fhirVersion}; Attest needs R4 (4.0).`;
    expect(() => readCapabilities(statement({ fhirVersion }), HOST)).toThrow(
      expect.objectContaining({ code: 'wrong-fhir-version', message: problem }),
    );
  });

  it('refuses what is no CapabilityStatement', () => {
    expect(() => readCapabilities({ resourceType: 'Bundle' }, HOST)).toThrow(
      expect.objectContaining({ code: 'host-not-fhir' }),
    );
  });
});

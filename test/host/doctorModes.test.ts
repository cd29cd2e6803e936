import { readCapabilities } from '../../src/host/capabilities.ts';
import { doctorLines } from '../../src/host/doctor.ts';

const offering = (codes: readonly string[], versioning = 'versioned-update') =>
  readCapabilities(
    {
      resourceType: 'CapabilityStatement',
      fhirVersion: '4.0.1',
      rest: [
        {
          mode: 'server',
          resource: [{ type: 'Goal', versioning, interaction: codes.map((code) => ({ code })) }],
        },
      ],
    },
    'a host',
  );
const GOALS = /\(mode [BD]\)/;

it.each<[string, 'A' | 'B' | 'C' | 'D', readonly string[], string, readonly string[]]>([
  ['says nothing of goals in mode A', 'A', ['read'], 'versioned-update', []],
  ['says nothing of goals in mode C', 'C', ['read'], 'versioned-update', []],
  ['lets B work', 'B', ['read', 'update'], 'versioned-update', ['works']],
  ['refuses B without versions', 'B', ['read', 'update'], 'no-version', ['missing']],
  ['refuses B without updates', 'B', ['read'], 'versioned-update', ['missing']],
  ['refuses D without history', 'D', ['update'], 'versioned-update', ['works', 'missing']],
  ['lets D work', 'D', ['update', 'history-instance'], 'versioned', ['works', 'works']],
])('%s', (_, mode, codes, versioning, states) => {
  const lines = doctorLines(offering(codes, versioning), null, null, mode);
  const found = lines.filter(({ area }) => GOALS.test(area));
  expect(found.map(({ state }) => state)).toEqual(states);
  for (const { state, costs } of found) expect(costs === '').toBe(state === 'works');
});

import { readFileSync } from 'node:fs';
import { parseEnvironment, parseTenants } from '../../src/config.ts';

const page = readFileSync(new URL('../../docs/operating.md', import.meta.url), 'utf8');

/** What the first cell of each row of a table names. */
const namedIn = (heading: string): readonly string[] => {
  const table = page.slice(page.indexOf(heading)).split('\n\n')[0] ?? '';
  return table
    .split('\n')
    .slice(2)
    .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)])
    .map(([, name = '']) => name)
    .sort();
};

const KEYS = { keyFile: 'key.pem', clientId: 'attest' };
const HOST = { baseUrl: 'http://127.0.0.1/fhir', backendServices: KEYS };

/** Of a tenant with every part that can be left out, each setting by its path. */
function settings(value: object, path = ''): readonly string[] {
  return Object.entries(value).flatMap(([name, each]: [string, unknown]) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? settings(each, `${path}${name}.`)
      : [`${path}${name}`],
  );
}

describe('the page for operators', () => {
  it('has every variable of the environment, and no other', () => {
    expect(namedIn('| variable')).toEqual(Object.keys(parseEnvironment({})).sort());
  });

  it('has every setting of a tenant, and no other', () => {
    const [tenant] = parseTenants({ tenants: [{ id: 'elm', host: HOST }] });
    expect(namedIn('| field')).toEqual([...settings(tenant ?? {})].sort());
  });
});

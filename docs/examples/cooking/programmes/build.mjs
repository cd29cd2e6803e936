// Joins the parts to one Bundle. The numbers are those of a shipped programme, save for our own.
// Usage: node programmes/build.mjs SHIPPED_PROGRAMME > programmes/cooking.json
import { readFileSync } from 'node:fs';

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const part = (name) => read(new URL(`parts/${name}.json`, import.meta.url));

const NUMBER = 'https://attest.example/fhir/StructureDefinition/rule-parameters';
const { setBy, setOn, own } = part('numbers');

const numbers = read(process.argv[2])
  .extension.filter(({ url }) => url === NUMBER)
  .map(({ extension }) => [extension[0].valueCode, extension[1].valueDecimal])
  .filter(([name]) => name !== 'stop-below') // of safety checks, which cooking does not record
  .map(([name, shipped]) => ({
    url: NUMBER,
    extension: [
      { url: 'name', valueCode: name },
      { url: 'value', valueDecimal: own[name] ?? shipped },
      { url: 'setBy', valueString: setBy },
      { url: 'setOn', valueDate: setOn },
    ],
  }));

const plan = part('plan');
const resources = [
  {
    ...plan,
    extension: [...plan.extension, ...numbers],
    goal: part('stages'),
    action: part('duties'),
  },
  part('codes'),
];
const entry = resources.map((resource) => ({ fullUrl: resource.url, resource }));
process.stdout.write(
  `${JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry }, null, 2)}\n`,
);

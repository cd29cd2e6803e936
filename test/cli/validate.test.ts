import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { examine } from '../../src/cli/validate/examine.ts';
import { takenFor } from '../../src/cli/validate/fit.ts';
import { checkerOf } from '../../src/conformance/checker.ts';
import { loadConformanceDefinitions } from '../../src/conformanceDefinitions.ts';
import { PROFILE, SYSTEM } from '../../src/fhir/names.ts';
import { expectConformant } from '../support/conformance.ts';
import { attest, jsonLines } from './commandLine.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'attest-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const subject = { reference: 'Patient/p1', display: 'Zebedee Quill' };
const note = [{ text: 'Zebedee Quill walked to the shop.' }];
const observation = {
  resourceType: 'Observation',
  status: 'final',
  subject,
  note,
  effectiveDateTime: '2026-03-02T10:00:00Z',
};
const coded = (system: string, code: string) => ({ code: { coding: [{ system, code }] } });

const MISSPELT = {
  ...observation,
  id: 's1',
  status: 'finished',
  ...coded(SYSTEM.observation, 'session'),
};
const LOCAL = { ...observation, id: 's2', ...coded('https://rec.example/codes', 'outing') };
const GOAL = {
  resourceType: 'Goal',
  id: 'g1',
  lifecycleStatus: 'active',
  description: { text: 'To go out alone, says Zebedee Quill.' },
  subject,
  note: [{ author: 'Zebedee Quill', text: '' }],
};
const PATIENT = { resourceType: 'Patient', id: 'p1', name: [{ text: 'Zebedee Quill' }] };
const ORDER = { resourceType: 'MedicationRequest', id: 'm1' };

const lines = (...resources: readonly unknown[]): string =>
  resources.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))).join('\n');

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const doctor = (...args: readonly string[]) => attest(['doctor', '--validate', ...args]);

describe('attest doctor --validate', () => {
  it('prints each fault with its resource, line and place, and counts', async () => {
    const path = file('mixed.ndjson', lines(PATIENT, MISSPELT, LOCAL, GOAL, ORDER));
    const { code, stdout, stderr } = await doctor(path, '--format', 'table');
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toContain(
      `Observation/s1 (${path}:2)\n  error    Observation.status (binding): “finished” is not in the value set http://hl7.org/fhir/ValueSet/observation-status`,
    );
    expect(stdout).toMatch(/Goal\/g1 \(.*:4\)\n {2}error {4}Goal\.note\[0\]\.author/);
    expect(stdout).toContain('Goal.note[0].text (type): This is empty.\n');
    expect(stdout).toMatch(
      /\n5 resources, \d sound, 2 with errors, \d with warnings, 1 not checked\n/,
    );
    expect(stdout).toContain('not recognised as anything Attest reads: 1 MedicationRequest\n');
    expect(stdout).toContain(
      'not recognised as anything Attest reads: 1 Observation of “https://rec.example/codes#outing”\n',
    );
    expect(stdout).toContain('ConceptMap');
  });

  it('tells no words of a record, in any format', async () => {
    const path = file('words.ndjson', lines(PATIENT, MISSPELT, LOCAL, GOAL));
    for (const format of ['table', 'json', 'fhir']) {
      const { stdout, stderr } = await doctor(path, '--format', format);
      expect(stdout + stderr).not.toContain('Zebedee');
    }
  });

  it('prints one fault a line as JSON', async () => {
    const { code, stdout, stderr } = await doctor(file('one.json', JSON.stringify(MISSPELT)));
    expect(code).toBe(1);
    const [first] = jsonLines(stdout).filter(({ severity }) => severity === 'error');
    expect(Object.keys(first ?? {})).toEqual(['resource', 'severity', 'rule', 'path', 'message']);
    expect(first).toMatchObject({
      resource: 'Observation/s1',
      rule: 'binding',
      path: 'Observation.status',
    });
    expect(stderr).toContain('1 resource, 0 sound, 1 with errors, 0 with warnings');
  });

  it('prints one OperationOutcome a resource as FHIR', async () => {
    const path = file('three.ndjson', lines(PATIENT, MISSPELT, GOAL));
    const { code, stdout } = await doctor(path, '--format', 'fhir');
    expect(code).toBe(1);
    const outcomes = jsonLines(stdout) as unknown as { readonly resourceType: string }[];
    expect(outcomes).toHaveLength(3);
    outcomes.forEach(expectConformant);
    expect((outcomes[1] as unknown as { readonly issue: unknown }).issue).toContainEqual(
      expect.objectContaining({
        severity: 'error',
        code: 'code-invalid',
        expression: ['Observation.status'],
      }),
    );
  });

  it('ends with 0 where there are no errors, also with things it cannot check', async () => {
    const { code } = await doctor(file('sound.ndjson', lines(PATIENT, LOCAL)));
    expect(code).toBe(0);
  });

  it('looks into Bundles, and tells faults by the resource that has them', async () => {
    const entry = [PATIENT, MISSPELT].map((resource) => ({
      fullUrl: `https://rec.example/fhir/${resource.resourceType}/${resource.id}`,
      resource,
    }));
    const bundle = { resourceType: 'Bundle', type: 'collection', total: 2, entry };
    const path = file('bundle.json', JSON.stringify(bundle));
    const { code, stdout } = await doctor(path, '--format', 'table');
    expect(code).toBe(1);
    expect(stdout).toContain(`Bundle (${path})\n  error    Bundle (invariant:bdl-1): `);
    expect(stdout).toContain(
      `Observation/s1 (${path} entry[1])\n  error    Observation.status (binding): `,
    );
    expect(stdout).toMatch(/\n3 resources, \d sound, 2 with errors/);
  });

  it('holds resources of its type to a profile that is asked for', async () => {
    const path = file('asked.ndjson', lines(PATIENT, LOCAL));
    const { code, stdout } = await doctor(path, '--profile', PROFILE.verdict);
    expect(code).toBe(1);
    const errors = jsonLines(stdout).filter(({ severity }) => severity === 'error');
    expect(new Set(errors.map(({ resource }) => resource))).toEqual(new Set(['Observation/s2']));
    expect(errors).toContainEqual(expect.objectContaining({ rule: 'min', path: 'Observation' }));
  });

  it('reads compressed lines and stdin alike', async () => {
    const text = lines(PATIENT, MISSPELT);
    const zipped = await doctor(file('zipped.ndjson.gz', gzipSync(text)));
    const piped = await attest(['doctor', '--validate', '-'], { stdin: text });
    expect(zipped.code).toBe(1);
    expect(zipped.stdout).toContain('Observation.status');
    expect(piped.stdout).toBe(zipped.stdout);
  });

  it('names a broken line and checks the others', async () => {
    const path = file('broken.ndjson', lines(PATIENT, '{"resourceType":"Pat', LOCAL));
    const { code, stdout, stderr } = await doctor(path, '--format', 'table');
    expect(code).toBe(1);
    expect(stderr).toBe(`attest: ${path}:2: the JSON ends too early [bad-input]\n`);
    expect(stdout).toMatch(/^2 resources, 2 sound|\n2 resources, /);
  });

  it.each([
    ['a file that is not there', ['/nowhere/x.json'], 'no-input'],
    ['a host too', ['/nowhere/x.json', '--host', 'http://127.0.0.1:9/fhir'], 'bad-usage'],
    ['an unknown format', ['-', '--format', 'xml'], 'bad-usage'],
    ['an adapter', ['-', '--adapter', 'scales.json'], 'bad-usage'],
    ['a probe that is left out', ['-', '--no-probe'], 'bad-usage'],
    [
      'a profile of no resource',
      ['-', '--profile', 'http://hl7.org/fhir/StructureDefinition/Quantity'],
      'bad-usage',
    ],
  ])('refuses %s, in one sentence', async (_what, args, problem) => {
    const { code, stdout, stderr } = await doctor(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(new RegExp(`^attest: .*\\[${problem}\\]\n`));
  });

  it('refuses a profile that it does not have', async () => {
    const path = file('any.json', JSON.stringify(PATIENT));
    const { code, stdout, stderr } = await doctor(path, '--profile', 'https://rec.example/p');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('There is no profile https://rec.example/p');
  });

  it.each([null, [], 'rubbish', [PATIENT]])(
    'tells of an entry of a Bundle that holds %j in place of a resource',
    async (rubbish) => {
      const bundle = {
        resourceType: 'Bundle',
        type: 'collection',
        entry: [
          { fullUrl: 'https://rec.example/fhir/Patient/p0', resource: rubbish },
          { fullUrl: 'https://rec.example/fhir/Patient/p1', resource: PATIENT },
        ],
      };
      const { code, stdout } = await doctor(file('rubbish.json', JSON.stringify(bundle)));
      expect(code).toBe(1);
      expect(jsonLines(stdout)).toContainEqual(
        expect.objectContaining({
          resource: 'Bundle',
          severity: 'error',
          path: expect.stringMatching(/^Bundle\.entry\[0\]\.resource/) as unknown,
        }),
      );
    },
  );

  it('finds nothing wrong with a search that found nothing', async () => {
    const none = { resourceType: 'Bundle', type: 'searchset', total: 0 };
    const { code, stdout } = await doctor(
      file('none.json', JSON.stringify(none)),
      '--format',
      'table',
    );
    expect([code, stdout]).toEqual([0, '0 resources, 0 sound, 0 with errors, 0 with warnings\n']);
  });

  it.each(['mark.json', 'mark.ndjson'])('reads %s, which begins with a mark', async (name) => {
    const { code, stderr } = await doctor(file(name, `\uFEFF${JSON.stringify(PATIENT)}`));
    expect([code, stderr]).toEqual([0, '1 resource, 1 sound, 0 with errors, 0 with warnings\n']);
  });

  it('gives advice on codes only where a code is the reason', async () => {
    const bundle = { resourceType: 'Bundle', type: 'collection', total: 1 };
    const path = file('kinds.ndjson', lines(bundle, {}, { resourceType: 'Of of' }, ORDER));
    const { code, stdout } = await doctor(path, '--format', 'table');
    expect(code).toBe(1);
    expect(stdout).toContain('4 resources, 0 sound, 3 with errors');
    expect(stdout.match(/^not recognised .*$/gm)).toEqual([
      'not recognised as anything Attest reads: 1 MedicationRequest',
    ]);
    expect(stdout).not.toContain('ConceptMap');
  });

  it('tells no name that somebody put where a type or an element belongs', async () => {
    const long = `Zebedee${'x'.repeat(80)}`;
    const odd = { ...PATIENT, contained: [{ resourceType: 'Zebedee Quill', id: 'a' }], [long]: 1 };
    for (const format of ['table', 'json', 'fhir']) {
      const { code, stdout, stderr } = await doctor(
        file('odd.ndjson', lines(odd, { resourceType: 'Zebedee Quill' })),
        '--format',
        format,
      );
      expect(code).toBe(1);
      expect(stdout + stderr).not.toContain('Zebedee');
    }
  });

  it('refuses a file of nothing but broken lines', async () => {
    const { code, stdout, stderr } = await doctor(file('nothing.ndjson', '{"a'));
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('No resource could be read. [no-input]');
  });

  it.each([
    ['--profile', ['--profile', PROFILE.verdict]],
    ['--format fhir', ['--format', 'fhir']],
  ])('says that %s belongs to it', async (_what, args) => {
    const { code, stderr } = await attest(['doctor', '--host', 'http://127.0.0.1:9', ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain('belongs to --validate. [bad-usage]');
  });

  it('is in the help', async () => {
    const { stdout } = await attest(['doctor', '--help']);
    expect(stdout).toContain('--validate <path...>');
    expect(stdout).toContain('attest doctor --validate export/ --format table');
  });
});

const profileOf = (resource: unknown): string => {
  const taken = takenFor(resource);
  if (taken === 'not-read') return taken;
  if ('unknownCode' in taken) return 'unknown code';
  return taken.profile?.replace(/^.*\//, '') ?? 'no profile';
};

const ours = (code: string) => ({ ...observation, ...coded(SYSTEM.observation, code) });
const seenBy = (source: string) => [{ coding: [{ system: SYSTEM.evidenceSource, code: source }] }];
const form = (questionnaire: string) => ({ resourceType: 'QuestionnaireResponse', questionnaire });

describe('what a resource is taken for', () => {
  it.each([
    ['a goal', GOAL, 'attest-goal'],
    ['a session', ours('session'), 'attest-session'],
    [
      'a spot observation',
      { ...ours('session'), category: seenBy('spot-observation') },
      'attest-spot-observation',
    ],
    ['a session by its source', { ...LOCAL, category: seenBy('daily-record') }, 'attest-session'],
    ['an audit by its source', { ...LOCAL, category: seenBy('audit') }, 'attest-audit-opinion'],
    ['a baseline', ours('baseline'), 'attest-baseline'],
    [
      'a baseline of the goal scale',
      { ...observation, ...coded(SYSTEM.loinc, '112296-9') },
      'no profile',
    ],
    ['an audit', ours('audit-opinion'), 'attest-audit-opinion'],
    ['a review', ours('review-decision'), 'attest-review-decision'],
    ['a duty', ours('duty-record'), 'attest-duty-record'],
    ['a rating', ours('person-rating'), 'attest-person-rating'],
    ['our own verdict', ours('attainment'), 'no profile'],
    ['a measure alone', ours('prompt-level'), 'not-read'],
    ['a local code', LOCAL, 'unknown code'],
    [
      'feedback',
      form('https://attest.example/fhir/Questionnaire/person-feedback|1.0.0'),
      'attest-person-feedback',
    ],
    [
      'a form of a baseline',
      form('https://attest.example/fhir/Questionnaire/baseline-x'),
      'no profile',
    ],
    ['another form', form('https://rec.example/Questionnaire/a'), 'not-read'],
    ['a person', PATIENT, 'no profile'],
    ['a prescription', ORDER, 'not-read'],
    ['no resource, of which more is told elsewhere', 'a text', 'no profile'],
    ['an Observation of no code that there is', ours('constructor'), 'not-read'],
    ['an appointment, which nothing reads', { resourceType: 'Appointment' }, 'not-read'],
    ['a flag of somebody else', { resourceType: 'Flag' }, 'not-read'],
    [
      'a flag of our own',
      { resourceType: 'Flag', meta: { tag: [{ system: SYSTEM.tag, code: 'computed' }] } },
      'no profile',
    ],
    ['what says what codes mean', { resourceType: 'ConceptMap' }, 'no profile'],
    ['a Bundle', { resourceType: 'Bundle' }, 'no profile'],
  ])('%s', (_what, resource, expected) => {
    expect(profileOf(resource)).toBe(expected);
  });
});

describe('a record that lacks what Attest asks of it', () => {
  const small = JSON.parse(
    readFileSync(
      new URL('../conformance/definitions/StructureDefinition-test-pressure.json', import.meta.url),
      'utf8',
    ),
  ) as object;
  const session = {
    ...small,
    url: 'https://attest.example/fhir/StructureDefinition/attest-session',
  };
  const others = loadConformanceDefinitions().filter(
    (each) => (each as { readonly url: string }).url !== session.url,
  );
  const checker = checkerOf([...others, session]);

  it('is warned of, with what it costs', () => {
    const [examined] = examine(ours('session'), 'x.json', checker, []);
    expect(examined?.issues).toEqual([
      expect.objectContaining({
        severity: 'warning',
        rule: 'min',
        path: 'Observation',
        message:
          'component:systolic is needed at least once and is there not at all: the record would count as incomplete.',
      }),
      expect.objectContaining({ severity: 'warning', rule: 'min', path: 'Observation' }),
    ]);
  });

  it('is at fault where it is asked to keep to the profile', () => {
    const asked = [{ url: session.url, type: 'Observation' }];
    const [examined] = examine(ours('session'), 'x.json', checker, asked);
    expect(examined?.issues.map(({ severity }) => severity)).toEqual(['error', 'error']);
  });

  it('is told the same in a Bundle', () => {
    const bundle = {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ fullUrl: 'https://rec.example/fhir/Observation/o1', resource: ours('session') }],
    };
    const [examined, ...more] = examine(bundle, 'x.json', checker, []);
    expect(more).toEqual([]);
    expect(examined).toMatchObject({ where: 'x.json entry[0]', type: 'Observation' });
    expect(examined?.issues.map(({ severity, path }) => [severity, path])).toEqual([
      ['warning', 'Observation'],
      ['warning', 'Observation'],
    ]);
  });
});

it('installs what it needs: the definitions of R4 are in the package', () => {
  const manifest = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  ) as { readonly files: readonly string[] };
  expect(manifest.files).toContain('profiles/vendor');
});

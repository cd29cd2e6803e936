import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { applyPatch, type Operation } from 'rfc6902';
import { PROFILE } from '../../src/fhir/names.ts';
import { measuresOf, type MeasureForm } from '../../src/fhir/read/measures.ts';
import { readWritten } from '../../src/fhir/read/written.ts';
import { read } from '../fhir/read/records.ts';
import { definitions } from '../support/builtPackage.ts';
import { readExamples as examples, type Example } from '../support/readExamples.ts';

interface SlicedElement {
  readonly id: string;
  readonly max?: string;
  readonly patternCodeableConcept?: { readonly coding: readonly { readonly code: string }[] };
  readonly type?: readonly { readonly code: string }[];
  readonly binding?: { readonly strength: string; readonly valueSet: string };
}

const TYPES: Readonly<Record<MeasureForm['kind'], readonly string[]>> = {
  coded: ['CodeableConcept'],
  integer: ['integer'],
  boolean: ['boolean'],
  ratio: ['Ratio'],
  minutes: ['Quantity'],
  'per-week': ['Quantity'],
  text: ['string'],
  detail: ['CodeableConcept', 'string'],
  magnitude: [],
};

function contractFor(form: MeasureForm) {
  const system = 'system' in form ? form.system : null;
  return {
    types: TYPES[form.kind],
    scale: system === null ? null : system.replace('/CodeSystem/', '/ValueSet/'),
    strength: system === null ? null : form.kind === 'coded' ? 'required' : 'preferred',
    max: form.kind === 'detail' && form.repeats ? '*' : '1',
  };
}

interface Profile {
  readonly url: string;
  readonly snapshot: { readonly element: readonly SlicedElement[] };
}

/** What the profile asks of each measure. */
function contractOfProfile(): Readonly<Record<string, unknown>> {
  const profiles = definitions as readonly unknown[] as readonly Profile[];
  const measures = profiles.find(({ url }) => url === PROFILE.measures);
  const elements = new Map(measures?.snapshot.element.map((one) => [one.id, one]));
  const slices = [...elements.keys()].filter((id) => /^Observation\.component:\w+$/.test(id));
  return Object.fromEntries(
    slices.map((id) => {
      const value = elements.get(`${id}.value[x]`);
      const [coding] = elements.get(`${id}.code`)?.patternCodeableConcept?.coding ?? [];
      const asked = {
        types: value?.type?.map(({ code }) => code).sort(),
        scale: value?.binding?.valueSet ?? null,
        strength: value?.binding?.strength ?? null,
        max: elements.get(id)?.max,
      };
      return [coding?.code ?? id, asked];
    }),
  );
}

describe('the profile of measures', () => {
  it('asks for each measure in the one form that the reader takes, and for no other', () => {
    const forms = [...measuresOf([]).forms].map(([measure, form]) => [measure, contractFor(form)]);
    expect(contractOfProfile()).toEqual(Object.fromEntries(forms));
  });
});

interface Broken {
  readonly example: string;
  readonly change: Operation[];
  readonly issue: { readonly severity: string };
}

const INVALID = join(import.meta.dirname, '../../profiles/test/invalid');

/** Everything that is read, save for the number of records. */
const allThatIsRead = (resources: readonly Example[]): string => {
  const { cases, unassigned, problems } = read(resources);
  const reviews = [...readWritten(resources, 'default')].map(([goal, { state }]) => [goal, state]);
  return JSON.stringify([cases, unassigned, problems, reviews]);
};

const withBroken = ({ example, change }: Broken): readonly Example[] =>
  examples.map((one) => {
    if (`${one.resourceType}-${one.id}` !== example) return one;
    const broken = structuredClone(one);
    applyPatch(broken, change);
    return broken;
  });

const unfelt = (profile: string): readonly string[] => {
  const sound = allThatIsRead(examples);
  return readdirSync(join(INVALID, profile))
    .filter((name) => {
      const broken = JSON.parse(readFileSync(join(INVALID, profile, name), 'utf8')) as Broken;
      return broken.issue.severity === 'error' && allThatIsRead(withBroken(broken)) === sound;
    })
    .map((name) => name.replace('.json', ''))
    .sort();
};

/** Records are fetched by person: what has none never comes to be read. */
const NEVER_FETCHED = ['no-subject', 'subject-is-a-group'];

describe('what breaks an error rule', () => {
  it.each([
    ['attest-measures', []],
    ['attest-session', []],
    ['attest-spot-observation', []],
    ['attest-baseline', []],
    ['attest-audit-opinion', []],
    ['attest-record', NEVER_FETCHED],
    ['attest-review-decision', NEVER_FETCHED],
    // Nobody declined in the example: who did, and says so in words, is taken to have answered.
    ['attest-person-feedback', ['declined-in-words', 'no-subject', 'subject-is-a-goal']],
    // Scores are kept for people to see; the programme of the example asks for confidence.
    ['attest-person-rating', ['another-score', 'two-enjoyments', 'two-scores']],
    // Written for people to see, and never read.
    ['attest-goal', ['validated-twice']],
  ])('of %s costs the record something, except %j', (profile, exceptions) => {
    expect(unfelt(profile)).toEqual(exceptions);
  });
});

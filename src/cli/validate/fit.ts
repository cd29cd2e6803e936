import {
  asList,
  isObject,
  isTypeName,
  member,
  quotedCode,
  textOf,
  type JsonObject,
} from '../../conformance/json.ts';
import { BASE, SYSTEM } from '../../fhir/names.ts';
import { kindBy, type EvidenceKind } from '../../fhir/read/evidenceKind.ts';
import { formKind } from '../../fhir/read/forms.ts';
import { READ_TYPES } from '../../fhir/read/project.ts';

/** What Attest would take a resource for. */
export interface Fit {
  /** The profile that says what such a record should hold; null where there is none. */
  readonly profile: string | null;
  /** What breaking that profile costs, as an ending of “…: ”. */
  readonly costs: string;
}

type Taken = Fit | 'not-read' | { readonly unknownCode: string };

const fit = (id: string, costs: string): Fit => ({
  profile: `${BASE}/StructureDefinition/${id}`,
  costs,
});

const NO_PROFILE: Fit = { profile: null, costs: '' };

const GOAL = fit('attest-goal', 'the goal may not be read as it is meant');
const FEEDBACK_FORM = fit('attest-person-feedback', 'the person may count as not heard');

const BY_KIND: Readonly<Record<EvidenceKind, Fit>> = {
  session: fit('attest-session', 'the record would count as incomplete'),
  'spot-observation': fit('attest-spot-observation', 'the observation would count as incomplete'),
  baseline: fit('attest-baseline', 'the baseline would count as incomplete'),
  audit: fit('attest-audit-opinion', 'the opinion may not count'),
  feedback: fit('attest-person-rating', 'the person may count as not heard'),
};

/** What is no evidence, by the code of the Observation in our own code system. */
const NO_EVIDENCE: ReadonlyMap<string | null, Fit> = new Map([
  ['review-decision', fit('attest-review-decision', 'the decision may not count')],
  ['duty-record', fit('attest-duty-record', 'the duty may count as not done')],
  // What Attest writes itself claims its profile.
  ['attainment', NO_PROFILE],
]);

/** What is given by file, and says what the records mean. */
const DEFINING: ReadonlySet<string> = new Set(['PlanDefinition', 'CodeSystem', 'ConceptMap']);

/** What a resource is to Attest, by its type, code, category or form. */
export function takenFor(resource: unknown): Taken {
  const type = isObject(resource) ? textOf(member(resource, 'resourceType')) : null;
  // That it is no resource is told as a fault.
  if (!isObject(resource) || type === null || !isTypeName(type)) return NO_PROFILE;
  if (type === 'Goal') return GOAL;
  if (type === 'Observation') return observationAs(resource);
  if (type === 'QuestionnaireResponse') return formAs(resource);
  const isRead = READ_TYPES.has(type) || DEFINING.has(type) || type === 'Bundle';
  return isRead || isTagged(resource) ? NO_PROFILE : 'not-read';
}

/** What Attest has written before, it reads again. */
function isTagged(resource: JsonObject): boolean {
  const meta = member(resource, 'meta');
  const tags = asList(isObject(meta) ? member(meta, 'tag') : undefined);
  return tags.some((tag) => isObject(tag) && member(tag, 'system') === SYSTEM.tag);
}

interface Coded {
  readonly system: string;
  readonly code: string;
}

const codings = (concept: unknown): readonly Coded[] =>
  asList(isObject(concept) ? member(concept, 'coding') : undefined)
    .filter(isObject)
    .map((coding) => ({
      system: textOf(member(coding, 'system')) ?? '',
      code: textOf(member(coding, 'code')) ?? '',
    }));

const codesOf = (system: string, all: readonly Coded[]): readonly string[] =>
  all.filter((each) => each.system === system).map(({ code }) => code);

function observationAs(observation: JsonObject): Taken {
  const all = codings(member(observation, 'code'));
  const [own = null] = codesOf(SYSTEM.observation, all);
  const categories = asList(member(observation, 'category')).flatMap(codings);
  const kind = kindBy(own, codesOf(SYSTEM.evidenceSource, categories), all);
  // A baseline in the words of the goal scale has a form of its own.
  if (kind === 'baseline' && own === null) return NO_PROFILE;
  if (kind === 'not-evidence') return NO_EVIDENCE.get(own) ?? NO_PROFILE;
  if (kind !== null) return BY_KIND[kind];
  if (own !== null) return 'not-read';
  const [first] = all;
  return { unknownCode: first === undefined ? 'no code' : namedCode(first) };
}

const namedCode = ({ system, code }: Coded): string =>
  quotedCode(system === '' ? code : `${system}#${code}`);

function formAs(form: JsonObject): Taken {
  const kind = formKind(member(form, 'questionnaire'));
  if (kind === 'feedback') return FEEDBACK_FORM;
  return kind === 'baseline' ? NO_PROFILE : 'not-read';
}

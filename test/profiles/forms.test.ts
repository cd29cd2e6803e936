import { loadDefinitions } from '../../src/definitions.ts';
import type { Programme } from '../../src/domain/programme.ts';
import { BASE, SYSTEM } from '../../src/fhir/names.ts';
import { criteriaOf, measuresOf, type MeasureForm } from '../../src/fhir/read/measures.ts';
import {
  extensionOf,
  formOf,
  forms,
  isQuestion,
  itemsIn,
  questionsOf,
  type Coding,
  type FormItem,
} from './form.ts';
import { answersIn, isEnabled } from './filledForm.ts';
import { codesOfSystem, codesOfValueSet, shipped, type Shipped } from './shipped.ts';

interface Structure extends Shipped {
  readonly snapshot: { readonly element: readonly { readonly id: string }[] };
}

const elements = new Map(
  (shipped('StructureDefinition') as readonly Structure[]).map(({ url, snapshot }) => [
    url,
    new Set(snapshot.element.map(({ id }) => id)),
  ]),
);
const { programmes } = loadDefinitions();

it('ships a form for each baseline, for feedback in two ways, and for audits', () => {
  expect(forms.map(({ id }) => id)).toEqual([
    'audit',
    'baseline-independent-travel',
    'baseline-meaningful-engagement',
    'baseline-personal-care-confidence',
    'person-feedback',
    'person-feedback-easy-read',
  ]);
});

describe.each(forms.map((form) => [form.id, form] as const))('the form %s', (_, form) => {
  const all = itemsIn(form.item);
  const questions = all.filter(isQuestion);

  it('names each item once', () => {
    const linkIds = all.map(({ linkId }) => linkId);
    expect(linkIds.filter((linkId, index) => linkIds.indexOf(linkId) !== index)).toEqual([]);
  });

  it('offers answers that exist wherever it offers any', () => {
    for (const { linkId, type, answerValueSet, answerOption = [] } of questions) {
      const offered =
        answerValueSet === undefined ? answerOption.length : codesOfValueSet(answerValueSet).size;
      expect([linkId, offered > 1]).toEqual([linkId, type === 'choice']);
    }
  });

  it('names codes and elements that exist', () => {
    const codes = questions.flatMap(({ code = [] }) => code);
    const known = codesOfSystem(SYSTEM.observation) ?? [];
    const isKnown = (one: (typeof codes)[number]) =>
      one.system === SYSTEM.observation && known.includes(one.code ?? '');
    expect(codes.filter((one) => !isKnown(one))).toEqual([]);
    const lost = questions.flatMap(({ definition }) => {
      const [profile = '', element = ''] = definition?.split('#') ?? [];
      return definition === undefined || elements.get(profile)?.has(element) ? [] : [definition];
    });
    expect(lost).toEqual([]);
  });

  it('hides a question only by an answer that was given before it', () => {
    const order = all.map(({ linkId }) => linkId);
    for (const [index, { enableWhen = [] }] of all.entries()) {
      for (const { question } of enableWhen) {
        expect(order.slice(0, index)).toContain(question);
      }
    }
  });

  it('has no measure’s name on what is no question', () => {
    const { forms: measures } = measuresOf(programmes);
    const others = all.filter((item) => !isQuestion(item)).map(({ linkId }) => linkId);
    expect(others.filter((linkId) => measures.has(linkId))).toEqual([]);
  });
});

/** The part of a linkId that names the measure: no answer is a ratio, so two counts make one. */
const measureOf = (linkId: string): string => linkId.replace(/\.(done|required)$/, '');

const TYPES: Readonly<Record<MeasureForm['kind'], readonly string[]>> = {
  coded: ['choice'],
  integer: ['integer'],
  boolean: ['boolean'],
  ratio: ['integer'],
  minutes: ['quantity'],
  'per-week': ['quantity'],
  text: ['text'],
  detail: ['string', 'text', 'choice'],
  magnitude: ['integer'],
};
const UNITS: Readonly<Record<string, string>> = { minutes: 'min', 'per-week': '/wk' };

/** Whether what may be answered is what the reader takes as full evidence. */
function isReadable(item: FormItem, form: MeasureForm | undefined): boolean {
  if (form === undefined || !TYPES[form.kind].includes(item.type)) return false;
  if (item.type === 'choice') {
    const system = 'system' in form ? form.system : null;
    return [...codesOfValueSet(item.answerValueSet ?? '')].every((code) =>
      code.startsWith(`${system}|`),
    );
  }
  const unit = extensionOf(item, 'questionnaire-unitOption')?.['valueCoding'];
  return (unit as { readonly code?: string } | undefined)?.code === UNITS[form.kind];
}

/** What the requirements ask a baseline to hold, in our codes. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  // T06, T07, T08, T09
  'independent-travel': [
    'route-knowledge',
    'confidence-observed',
    'safety-prompts',
    'agreed-stages',
  ],
  // P06, P07, P08, P09
  'personal-care-confidence': [
    'confidence-observed',
    'task-done',
    'hesitation-point',
    'agreed-stages',
  ],
  // E06, E07, E08, E09
  'meaningful-engagement': [
    'attendance-per-week',
    'engagement-duration',
    'mood-response',
    'agreed-stages',
  ],
};

/** Improvement measures that are counted over sessions, and not recorded. */
const COUNTED = new Set(['share-next-stage', 'share-complete']);

const recorded = (programme: Programme): readonly string[] => [
  ...criteriaOf(programme).flatMap(({ measure, requires }) => [measure, requires ?? measure]),
  ...programme.improvement
    .filter(({ statistic }) => !COUNTED.has(statistic))
    .map(({ measure }) => measure),
];

describe.each(
  programmes.map((programme) => [programme.url.split('/').at(-1) as string, programme] as const),
)('the baseline of %s', (id, programme) => {
  const form = formOf(`baseline-${id}`);
  const questions = questionsOf(form);
  const asked = new Set(questions.map(({ linkId }) => measureOf(linkId)));

  it('is for the programme’s setting', () => {
    const venues = form.useContext.map((one) => one.valueCodeableConcept.coding[0]?.code);
    expect(venues).toEqual([programme.setting]);
  });

  it('asks what the requirements, criteria and improvement measures need', () => {
    const needed = [...(FIELDS[id] ?? []), ...recorded(programme)];
    expect(needed.length).toBeGreaterThan(8);
    expect(needed.filter((measure) => !asked.has(measure))).toEqual([]);
  });

  it('requires what each stage needs', () => {
    const needed = criteriaOf(programme).filter(({ anyOf }) => anyOf === null);
    const optional = questions
      .filter(({ required }) => required !== true)
      .map(({ linkId }) => measureOf(linkId));
    expect(needed.filter(({ measure }) => optional.includes(measure))).toEqual([]);
  });

  it('takes each measure in the form in which it counts', () => {
    const { forms: measures } = measuresOf(programmes);
    const coded = questions.filter(({ code }) => code !== undefined);
    expect(coded.map(({ linkId }) => measureOf(linkId))).toEqual(
      coded.map(({ code }) => code?.[0]?.code),
    );
    const unreadable = coded.filter(
      (item) => !isReadable(item, measures.get(measureOf(item.linkId))),
    );
    expect(unreadable.map(({ linkId }) => linkId)).toEqual([]);
  });

  it('begins with the person’s own words', () => {
    expect(questions[0]?.linkId).toBe('in-own-words');
  });
});

const FEEDBACK = ['person-feedback', 'person-feedback-easy-read'];

interface Scale extends Shipped {
  readonly concept: readonly {
    readonly designation?: readonly { readonly use?: Coding; readonly value: string }[];
  }[];
}

/** The scale's own words for the answers to a question that the person is asked. */
const designationsOf = (system: string, question: string): readonly string[] =>
  (shipped('CodeSystem') as readonly Scale[])
    .filter(({ url }) => url === system)
    .flatMap(({ concept }) => concept.flatMap(({ designation = [] }) => designation))
    .filter(({ use }) => use?.system === SYSTEM.observation && use.code === question)
    .map(({ value }) => value);

describe('the easy-read form', () => {
  it('asks the same questions with the same answers, and says which form it is made from', () => {
    const asksOf = (id: string) =>
      questionsOf(formOf(id)).map(({ text, item, ...asked }) => {
        expect([text, item]).not.toContain(undefined);
        return asked;
      });
    expect(asksOf('person-feedback-easy-read')).toEqual(asksOf('person-feedback'));
    const { url, version } = formOf('person-feedback');
    expect(formOf('person-feedback-easy-read').derivedFrom).toEqual([`${url}|${version}`]);
  });
});

describe('feedback', () => {
  it('has to answer nothing', () => {
    const required = questionsOf(formOf('person-feedback')).filter(({ required }) => required);
    expect(required).toEqual([]);
  });

  it.each(FEEDBACK)('says in %s what it means to decline, and promises no more', (id) => {
    const declined = questionsOf(formOf(id)).find(({ linkId }) => linkId === 'declined');
    const said = (declined?.item ?? []).map(({ text }) => text).join(' ');
    expect(said).toMatch(/ask again/);
    expect(said).toMatch(/reached/);
    expect(JSON.stringify(formOf(id))).not.toMatch(/not counted|counts for nothing/);
  });

  it.each<[string, string, readonly string[]]>([
    [
      'confidence-self',
      SYSTEM.confidence,
      [
        'Not sure at all',
        'A little sure',
        'Sure of some of it',
        'Sure of nearly all of it',
        'Sure of all of it',
      ],
    ],
    [
      'enjoyment-stated',
      SYSTEM.enjoyment,
      ['Not at all', 'A little', 'In parts', 'A lot', 'Very much'],
    ],
  ])('offers each answer to %s in words that answer it', (linkId, system, words) => {
    const codes = codesOfSystem(system) ?? [];
    const offered = codes.map((code, rank) => ({ system, code, display: words[rank] }));
    for (const id of FEEDBACK) {
      const asked = questionsOf(formOf(id)).find((item) => item.linkId === linkId);
      expect(asked?.answerOption?.map(({ valueCoding }) => valueCoding)).toEqual(offered);
    }
    expect(designationsOf(system, linkId)).toEqual(words);
  });

  it('asks for nothing that it has no place for', () => {
    expect(JSON.stringify(FEEDBACK.map(formOf))).not.toMatch(/\bdraw/);
  });
});

describe('the basis of enjoyment', () => {
  const all = { attended: true, 'enjoyment-observed': 'some' };

  it.each<[string, Readonly<Record<string, unknown>>, boolean]>([
    ['where some was seen', all, true],
    ['where none was seen', { ...all, 'enjoyment-observed': 'none' }, false],
    ['where the resident did not come', { attended: false }, false],
  ])('is asked for %s: %s', (_, given, asked) => {
    const form = formOf('baseline-meaningful-engagement');
    const item = questionsOf(form).find(({ linkId }) => linkId === 'enjoyment-basis');
    const answers = Object.entries(given).map(([linkId, value]) => ({
      linkId,
      answer: [
        typeof value === 'boolean'
          ? { valueBoolean: value }
          : { valueCoding: { system: SYSTEM.enjoyment, code: value } },
      ],
    }));
    expect(item !== undefined && isEnabled(item, answersIn(answers))).toBe(asked);
    expect(item?.enableBehavior).toBe('all');
  });

  // E31: words that were made up to fill a box would hide that enjoyment was assumed.
  it('may be left empty', () => {
    const form = formOf('baseline-meaningful-engagement');
    const item = questionsOf(form).find(({ linkId }) => linkId === 'enjoyment-basis');
    expect(item?.required ?? false).toBe(false);
  });
});

describe('an audit', () => {
  it('asks for each source, the opinion with its reasons, and the auditor’s independence', () => {
    const required = questionsOf(formOf('audit'))
      .filter((item) => item.required)
      .map(({ linkId }) => linkId);
    expect(required).toEqual(
      expect.arrayContaining([
        ...['not-recorder', 'not-reviewer', 'not-claimant'],
        ...['baseline-there', 'baseline-on-time', 'records-read', 'sample-drawn'],
        ...['source-records', 'source-observation', 'source-feedback'],
        ...['audit-opinion', 'reasons'],
      ]),
    );
  });
});

it('has a URL of ours on each form', () => {
  expect(forms.map(({ url }) => url)).toEqual(forms.map(({ id }) => `${BASE}/Questionnaire/${id}`));
});

import { SYSTEM } from '../../src/fhir/names.ts';
import { synthesise } from '../../src/sandbox/people/synthesise.ts';
import type { Json } from '../fhir/read/records.ts';
import { exampleOf, faultsIn, filledForms, type Filled, type FilledItem } from './filledForm.ts';
import { forms } from './form.ts';
import { codesOfValueSet, type Shipped } from './shipped.ts';

describe('the filled-in forms', () => {
  const faultsOf = ({ questionnaire }: Filled, item: readonly FilledItem[]) => {
    const form = forms.find(({ url, version }) => `${url}|${version}` === questionnaire);
    return form === undefined ? ['no form'] : faultsIn(item, form, codesOfValueSet);
  };

  it('are there for each form', () => {
    const shown = new Set(filledForms.map(({ questionnaire }) => questionnaire.split('|')[0]));
    expect(forms.filter(({ url }) => !shown.has(url))).toEqual([]);
  });

  it.each(filledForms.map((one) => [one.id, one] as const))('%s answers its form', (_, one) => {
    expect(faultsOf(one, one.item)).toEqual([]);
  });

  /** The same form with other answers to one question. */
  const changed = (items: readonly FilledItem[], linkId: string, answer: Json[]): FilledItem[] =>
    items.map((one) => ({
      ...one,
      ...(one.item === undefined ? {} : { item: changed(one.item, linkId, answer) }),
      ...(one.linkId === linkId ? { answer } : {}),
    }));
  const scored = (code: string) => ({ valueCoding: { system: SYSTEM.confidence, code } });

  it.each<[string, string, Json[], string]>([
    ['baseline-travel', 'prompt-level', [], 'prompt-level: required'],
    [
      'baseline-travel',
      'prompt-level',
      [scored('low')],
      'prompt-level: not an answer that is offered',
    ],
    ['baseline-travel', 'route', [{ valueBoolean: true }], 'route: not a string'],
    [
      'baseline-travel',
      'prompt-count',
      [{ valueInteger: -1 }],
      'prompt-count: not an answer that is offered',
    ],
    [
      'baseline-engagement',
      'engagement-duration',
      [{ valueQuantity: { value: 1, system: SYSTEM.ucum, code: 'h' } }],
      'engagement-duration: not an answer that is offered',
    ],
    [
      'baseline-engagement',
      'attended',
      [{ valueBoolean: false }],
      'mood-response: answered though hidden',
    ],
    [
      'feedback',
      'confidence-self',
      [scored('low'), scored('good')],
      'confidence-self: answered more than once',
    ],
    [
      'feedback',
      'confidence-self',
      [scored('sure')],
      'confidence-self: not an answer that is offered',
    ],
    [
      'audit',
      'sample-drawn',
      [{ valueString: 'the tidy ones' }],
      'sample-drawn: not an answer that is offered',
    ],
  ])('%s does not, with a wrong answer to %s', (id, linkId, answer, fault) => {
    const one = exampleOf(id);
    expect(faultsOf(one, changed(one.item, linkId, answer))).toContain(fault);
  });

  it('does not in another order, or with an answer to a question of its own', () => {
    const one = exampleOf('feedback');
    expect(faultsOf(one, one.item.toReversed())).toEqual(['not in the order of the form']);
    expect(faultsOf(one, [...one.item, { linkId: 'mine' }])).toContain('mine: not asked');
  });

  it('are answered by the sandbox’s people too', () => {
    const { resources } = synthesise({ seed: 1, anchor: '2026-10-25' });
    const told = resources.filter(({ resourceType }) => resourceType === 'QuestionnaireResponse');
    expect(told.length).toBeGreaterThan(50);
    for (const { id, questionnaire, item = [] } of told as readonly unknown[] as readonly (Shipped &
      Partial<Filled>)[]) {
      const form = forms.find(({ url }) => url === questionnaire);
      const faults = form === undefined ? ['no form'] : faultsIn(item, form, codesOfValueSet);
      expect({ id, faults }).toEqual({ id, faults: [] });
    }
  });
});

import type { ElementDefinitionBinding } from 'fhir/r4.js';
import { tell, type Check } from './check.ts';
import type { Instance } from './instance.ts';
import { asList, isObject, member, quotedCode, textOf } from './json.ts';
import type { ElementNode } from './structure.ts';
import type { Membership } from './terminology/codeSystem.ts';
import type { Coded } from './terminology/terminology.ts';

const MAXIMUM = 'http://hl7.org/fhir/StructureDefinition/elementdefinition-maxValueSet';

/** Required and extensible bindings; the others bind nobody. */
export function checkBinding(instance: Instance, node: ElementNode, check: Check): void {
  const { binding } = node.definition;
  if (binding === undefined) return;
  const coded = codedOf(instance);
  if (coded === null) return;
  const { strength, valueSet } = binding;
  if (strength === 'required') judge(instance, node, check, { coded, valueSet, must: true });
  if (strength === 'extensible') judge(instance, node, check, { coded, valueSet, must: false });
  const maximum = maximumOf(binding);
  if (maximum !== null) judge(instance, node, check, { coded, valueSet: maximum, must: true });
}

const maximumOf = (binding: ElementDefinitionBinding): string | null =>
  binding.extension?.find(({ url }) => url === MAXIMUM)?.valueCanonical ?? null;

/** The codes of an element, by its type; null where a binding says nothing of it. */
export function codedOf({ value, type }: Instance): readonly Coded[] | null {
  if (typeof value === 'string') return [{ system: null, code: value }];
  if (!isObject(value)) return null;
  if (type === 'CodeableConcept') return asList(member(value, 'coding')).flatMap(codingOf);
  const coding = codingOf(value);
  // A quantity need not have a coded unit; what it has is bound.
  return type === 'Coding' || coding.length > 0 ? coding : null;
}

function codingOf(coding: unknown): readonly Coded[] {
  if (!isObject(coding)) return [];
  const code = textOf(member(coding, 'code'));
  // A Coding without a system is of no system, and not of any: the empty address matches none.
  return code === null ? [] : [{ system: textOf(member(coding, 'system')) ?? '', code }];
}

/** The best that any of the codes is. */
export function membershipOf(
  coded: readonly Coded[],
  valueSet: string,
  { terminology }: Pick<Check, 'terminology'>,
): Membership {
  const members = coded.map((each) => terminology.inValueSet(valueSet, each));
  if (members.includes('in')) return 'in';
  return members.includes('unknown') ? 'unknown' : 'out';
}

interface Judged {
  readonly coded: readonly Coded[];
  readonly valueSet: string | undefined;
  readonly must: boolean;
}

function judge(
  instance: Instance,
  node: ElementNode,
  check: Check,
  { coded, valueSet, must }: Judged,
): void {
  if (valueSet === undefined || (coded.length === 0 && !must)) return;
  const membership = membershipOf(coded, valueSet, check);
  if (membership === 'in') return;
  if (membership === 'unknown') {
    const message = `The codes of ${valueSet} are not at hand: this code was not checked.`;
    tell(check, node, instance, { severity: 'information', rule: 'binding', message });
    return;
  }
  const message =
    coded.length === 0
      ? `A code of ${valueSet} is required here, and there is none.`
      : `${namesOf(coded)} is not in the value set ${valueSet}.`;
  tell(check, node, instance, { severity: must ? 'error' : 'warning', rule: 'binding', message });
}

const namesOf = (coded: readonly Coded[]): string =>
  coded
    .map(({ system, code }) =>
      quotedCode(system === null || system === '' ? code : `${system}#${code}`),
    )
    .join(', nor ');

/** A code that its own code system does not define: systems grow, so that this is no error. */
export function checkCoding(instance: Instance, node: ElementNode, check: Check): void {
  for (const { system, code } of codingOf(instance.value)) {
    if (system === null || check.terminology.inCodeSystem(system, code) !== 'out') continue;
    const message = `The code system ${quotedCode(system)} has no code ${quotedCode(code)}.`;
    tell(check, node, instance, { severity: 'warning', rule: 'binding', message });
  }
}

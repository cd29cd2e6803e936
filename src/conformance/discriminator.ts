import type { ElementDefinitionSlicingDiscriminator } from 'fhir/r4.js';
import { codedOf, membershipOf } from './binding.ts';
import type { Check } from './check.ts';
import { allChildren } from './children.ts';
import { stepsOf, type Step } from './discriminatorPath.ts';
import { isContained, meetsPinned } from './equality.ts';
import { instancesOf, type Instance } from './instance.ts';
import { asList, isObject, member } from './json.ts';
import { targetOf } from './resolution.ts';
import type { ElementNode } from './structure.ts';

/** Whether the instances are what the definition asks for; null where it asks for nothing. */
type Answer = boolean | null;

interface Reached {
  readonly node: ElementNode;
  readonly instances: readonly Instance[];
}

type End = (reached: Reached, check: Check) => Answer;

/** Whether the instance belongs to the slice: every discriminator says so, and one at least speaks. */
export function belongs(
  instance: Instance,
  slice: ElementNode,
  discriminators: readonly ElementDefinitionSlicingDiscriminator[],
  check: Check,
): boolean {
  const answers = discriminators.map(({ type, path }) =>
    answer({ node: slice, instances: [instance] }, stepsOf(path), ENDS[type], check),
  );
  return answers.every((each) => each !== false) && answers.includes(true);
}

function answer(reached: Reached, steps: readonly Step[], end: End, check: Check): Answer {
  const pinned = end === valueEnd ? pinnedAnswer(reached, steps) : null;
  if (pinned !== null) return pinned;
  const [step, ...rest] = steps;
  if (step === undefined) return end(reached, check);
  return both(follow(reached, step, check).map((next) => answer(next, rest, end, check)));
}

/** All that speak agree. */
function both(answers: readonly Answer[]): Answer {
  const said = answers.filter((each) => each !== null);
  return said.length === 0 ? null : said.every((each) => each);
}

/** A value pinned further up holds for all below it. */
function pinnedAnswer({ node, instances }: Reached, steps: readonly Step[]): Answer {
  if (node.pinned === null) return extensionAnswer({ node, instances }, steps);
  const pinned = node.pinned;
  if (steps.length === 0) return instances.some(({ value }) => meetsPinned(pinned, value));
  const expected = along([pinned.value], steps);
  if (expected.length === 0) return null;
  const actual = along(
    instances.map(({ value }) => value),
    steps,
  );
  return expected.every((each) => actual.some((one) => isContained(each, one)));
}

/** An extension's address is that of its definition, also where this is not at hand. */
function extensionAnswer({ node, instances }: Reached, [step, more]: readonly Step[]): Answer {
  const [profile] = node.types[0]?.profile ?? [];
  if (node.types[0]?.code !== 'Extension' || profile === undefined) return null;
  if (step?.kind !== 'child' || step.name !== 'url' || more !== undefined) return null;
  return instances.some(({ value }) => isObject(value) && member(value, 'url') === profile);
}

/** The raw values at the end of a path of names. */
function along(values: readonly unknown[], steps: readonly Step[]): readonly unknown[] {
  const [step, ...rest] = steps;
  if (step === undefined) return values;
  if (step.kind !== 'child') return [];
  const next = values.filter(isObject).flatMap((each) => asList(member(each, step.name)));
  return along(next, rest);
}

/** The child that the step leads to, with those of its slices that must be there. */
function follow({ node, instances }: Reached, step: Step, check: Check): readonly Reached[] {
  if (step.kind === 'resolve') return [{ node, instances }];
  if (step.kind === 'ofType') {
    return [{ node, instances: instances.filter(({ type }) => type === step.type) }];
  }
  const name = step.kind === 'extension' ? 'extension' : step.name;
  const children = allChildren(node, check.library, instances[0]?.type);
  const child = children.find(({ stem }) => stem === name);
  if (child === undefined) return [];
  const below = instances.flatMap((each) => instancesOf(each, child, check.library));
  if (step.kind === 'extension') return [ofExtension(child, below, step.url)];
  const required = child.slices.filter(({ min }) => min > 0);
  return [child, ...required].map((each) => ({ node: each, instances: below }));
}

function ofExtension(child: ElementNode, all: readonly Instance[], url: string): Reached {
  const node = child.slices.find(({ types }) => types[0]?.profile?.includes(url)) ?? child;
  const instances = all.filter(({ value }) => isObject(value) && member(value, 'url') === url);
  return { node, instances };
}

/** By a required binding, or by what is pinned in the elements below. */
function valueEnd({ node, instances }: Reached, check: Check): Answer {
  const { binding } = node.definition;
  const below = node.children.map((child) => {
    const found = instances.flatMap((each) => instancesOf(each, child, check.library));
    const nodes = [child, ...child.slices.filter(({ min }) => min > 0)];
    return both(nodes.map((each) => answer({ node: each, instances: found }, [], valueEnd, check)));
  });
  const pinned = both(below);
  if (pinned !== null) return pinned;
  if (binding?.strength !== 'required' || binding.valueSet === undefined) return null;
  const { valueSet } = binding;
  return instances.some((each) => membershipOf(codedOf(each) ?? [], valueSet, check) === 'in');
}

function existsEnd({ node, instances }: Reached): Answer {
  if (node.max === 0) return instances.length === 0;
  return node.min > 0 ? instances.length > 0 : null;
}

const ENDS: Readonly<Record<ElementDefinitionSlicingDiscriminator['type'], End>> = {
  value: valueEnd,
  pattern: valueEnd,
  exists: existsEnd,
  type: ({ node, instances }, { library }) => {
    const targets = node.types.flatMap(({ targetProfile }) => targetProfile ?? []);
    const types = node.types.map(({ code }) => code);
    const allowed = targets.map((profile) => library.typeOfProfile(profile));
    return instances.some((each) =>
      each.type === 'Reference' && targets.length > 0
        ? allowed.includes(targetOf(each, library).type)
        : library.lineage(each.type).some((type) => types.includes(type)),
    );
  },
  profile: ({ node, instances }, check) =>
    instances.some((each) => node.types.some((type) => fits(each, type, check))),
};

/** The element itself, or what it refers to, meets one of the profiles named. */
function fits(instance: Instance, type: ElementNode['types'][number], check: Check): boolean {
  if (instance.type !== 'Reference' || type.targetProfile === undefined) {
    return (type.profile ?? []).some((profile) => check.conforms(instance, profile));
  }
  const { resource, type: named } = targetOf(instance, check.library);
  if (resource === null || named === null) return false;
  const scope = { ...instance.scope, resource };
  const at = { ...instance, value: resource, type: named, definition: named, parent: null, scope };
  return type.targetProfile.some((profile) => check.conforms(at, profile));
}

import type {
  ElementDefinition,
  ElementDefinitionConstraint,
  ElementDefinitionType,
  StructureDefinition,
} from 'fhir/r4.js';
import { Problem } from '../problem.ts';
import { isObject } from './json.ts';

/** A fixed value must be equal; a pattern must be contained. */
export interface Pinned {
  readonly kind: 'fixed' | 'pattern';
  readonly value: unknown;
}

/** One element of a snapshot, with the elements and slices below it. */
export interface ElementNode {
  readonly id: string;
  /** As in the path: `component`, `value[x]`. */
  readonly name: string;
  /** Of a choice, what stands before `[x]`; else the name. */
  readonly stem: string;
  readonly path: string;
  readonly sliceName: string | null;
  readonly isChoice: boolean;
  /** JSON shows it as an array, whatever a profile narrows it to. */
  readonly isList: boolean;
  readonly min: number;
  readonly max: number;
  readonly types: readonly ElementDefinitionType[];
  readonly pinned: Pinned | null;
  readonly definition: ElementDefinition;
  readonly constraints: readonly ElementDefinitionConstraint[];
  readonly children: readonly ElementNode[];
  readonly slices: readonly ElementNode[];
  readonly structure: Structure;
}

/** A StructureDefinition as the checker walks it. */
export interface Structure {
  readonly url: string;
  /** The type that it defines or narrows. */
  readonly type: string;
  readonly kind: StructureDefinition['kind'];
  readonly isProfile: boolean;
  readonly isAbstract: boolean;
  readonly base: string | null;
  readonly definition: StructureDefinition;
  readonly root: ElementNode;
  /** The element of a path such as `Observation.referenceRange`, outside every slice. */
  readonly at: (path: string) => ElementNode | null;
}

/**
 * @throws Problem `bad-input` where the definition has no snapshot: rules that are only in a
 *   differential could not be told from rules that are not there; and where an element has no path.
 */
export function structureOf(definition: StructureDefinition): Structure {
  const elements = definition.snapshot?.element ?? [];
  if (elements.length === 0) {
    throw new Problem(
      'bad-input',
      `The StructureDefinition ${definition.url} has no snapshot: without one it cannot be checked against.`,
    );
  }
  if (!elements.every(hasPath)) {
    throw new Problem(
      'bad-input',
      `The StructureDefinition ${definition.url} is damaged: an element of its snapshot has no path.`,
    );
  }
  let byId: ReadonlyMap<string, ElementNode> | null = null;
  const structure: Structure = {
    url: definition.url,
    type: definition.type,
    kind: definition.kind,
    isProfile: definition.derivation === 'constraint',
    isAbstract: definition.abstract,
    base: definition.baseDefinition ?? null,
    definition,
    get root() {
      byId ??= treeOf(elements, structure);
      return byId.values().next().value as ElementNode;
    },
    at: (path) => {
      byId ??= treeOf(elements, structure);
      return byId.get(path) ?? null;
    },
  };
  return structure;
}

const hasPath = (element: unknown): boolean =>
  isObject(element) && typeof element['path'] === 'string';

interface Growing extends ElementNode {
  readonly children: ElementNode[];
  readonly slices: ElementNode[];
}

/** Every element under its id, the root first. */
function treeOf(
  elements: readonly ElementDefinition[],
  structure: Structure,
): ReadonlyMap<string, ElementNode> {
  const nodes = new Map<string, Growing>();
  for (const element of elements) {
    const id = element.id ?? element.path;
    const node = nodeOf(id, element, structure);
    nodes.set(id, node);
    const dot = id.lastIndexOf('.');
    if (dot < 0) continue;
    const parent = nodes.get(id.slice(0, dot));
    const { sliceName } = node;
    if (sliceName === null) parent?.children.push(node);
    else nodes.get(id.slice(0, -sliceName.length - 1))?.slices.push(node);
  }
  return nodes;
}

function nodeOf(id: string, element: ElementDefinition, structure: Structure): Growing {
  const name = nameOf(element);
  const segment = id.slice(id.lastIndexOf('.') + 1);
  const colon = segment.indexOf(':');
  return {
    id,
    name,
    stem: name.replace(/\[x\]$/, ''),
    path: element.path,
    sliceName: colon < 0 ? null : segment.slice(colon + 1),
    isChoice: name.endsWith('[x]'),
    isList: !['0', '1'].includes(element.base?.max ?? element.max ?? '1'),
    min: element.min ?? 0,
    max: element.max === '*' ? Infinity : Number(element.max ?? '1'),
    types: (element.type ?? []).map((type) => plainType(type, element)),
    pinned: pinnedIn(element),
    definition: element,
    constraints: element.constraint ?? [],
    children: [],
    slices: [],
    structure,
  };
}

/** Old profiles write `valueQuantity` where the base has `value[x]`. */
function nameOf({ path, base }: ElementDefinition): string {
  const name = path.slice(path.lastIndexOf('.') + 1);
  const inBase = base?.path.slice(base.path.lastIndexOf('.') + 1) ?? name;
  return inBase.endsWith('[x]') && name.startsWith(inBase.slice(0, -3)) ? inBase : name;
}

const FHIR_TYPE = 'http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type';

/** R4 gives ids and the values of primitives FHIRPath's types, and the FHIR type in an extension. */
function plainType(type: ElementDefinitionType, element: ElementDefinition): ElementDefinitionType {
  if (element.base?.path === 'Resource.id') return { ...type, code: 'id' };
  if (!type.code.startsWith('http://hl7.org/fhirpath/')) return type;
  const code = type.extension?.find(({ url }) => url === FHIR_TYPE)?.valueUrl ?? 'string';
  return { ...type, code };
}

function pinnedIn(element: ElementDefinition): Pinned | null {
  if (!isObject(element)) return null;
  for (const [key, value] of Object.entries(element)) {
    const kind = /^(fixed|pattern)[A-Z]/.exec(key)?.[1];
    if (kind !== undefined) return { kind: kind as Pinned['kind'], value };
  }
  return null;
}

/** Where an element says that its content is another's, as `Questionnaire.item.item` does. */
export const referredPath = ({ definition }: ElementNode): string | null =>
  definition.contentReference?.replace(/^.*#/, '') ?? null;

import type { Library } from './library.ts';
import { referredPath, type ElementNode } from './structure.ts';

/** Types whose content stands in the definition that uses them. */
const UNFOLDED: ReadonlySet<string> = new Set(['BackboneElement', 'Element', '']);

/** The elements that the node's own snapshot holds below it. */
export function ownChildren(node: ElementNode): readonly ElementNode[] {
  if (node.children.length > 0) return node.children;
  const path = referredPath(node);
  return path === null ? [] : (node.structure.at(path)?.children ?? []);
}

/** The definition of a type's content, where it is not in the node's own snapshot. */
export const typeRoot = (type: string, library: Library): ElementNode | null =>
  UNFOLDED.has(type) ? null : (library.type(type)?.root ?? null);

/** The elements below the node, from its snapshot, its one profile or its type. */
export function allChildren(
  node: ElementNode,
  library: Library,
  type?: string,
): readonly ElementNode[] {
  const own = ownChildren(node);
  if (own.length > 0) return own;
  const [only, ...others] = node.types;
  const [profile] = others.length > 0 ? [] : (only?.profile ?? []);
  const profiled = profile === undefined ? null : library.structure(profile);
  if (profiled !== null) return profiled.root.children;
  const code = others.length > 0 ? type : only?.code;
  return code === undefined ? [] : (library.type(code)?.root.children ?? []);
}

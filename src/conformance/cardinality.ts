import { tell, type Check } from './check.ts';
import type { Instance } from './instance.ts';
import type { ElementNode } from './structure.ts';

/** How often an element, or a slice of one, is there. */
export function checkCardinality(
  parent: Instance,
  node: ElementNode,
  count: number,
  check: Check,
): void {
  const what = node.sliceName === null ? node.stem : `${node.stem}:${node.sliceName}`;
  if (count < node.min) {
    const message = `${what} is needed at least ${times(node.min)} and is there ${times(count)}.`;
    tell(check, node, parent, { rule: 'min', message });
  }
  if (count > node.max) {
    const message =
      node.max === 0
        ? `${what} must not be here.`
        : `${what} may be there ${times(node.max)} at most and is there ${times(count)}.`;
    tell(check, node, parent, { rule: 'max', message });
  }
}

const times = (count: number): string =>
  count === 0 ? 'not at all' : count === 1 ? 'once' : `${count} times`;

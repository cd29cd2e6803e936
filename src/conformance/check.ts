import type { Instance } from './instance.ts';
import type { Invariants } from './invariants.ts';
import type { ConformanceIssue } from './issue.ts';
import type { Library } from './library.ts';
import type { ElementNode } from './structure.ts';
import type { Terminology } from './terminology/terminology.ts';

/** What the rules have at hand, and where they tell what they find. */
export interface Check {
  readonly library: Library;
  readonly terminology: Terminology;
  readonly invariants: Invariants;
  readonly report: (issue: ConformanceIssue) => void;
  /** Whether an element or resource meets a profile, without a word about it. */
  readonly conforms: (instance: Instance, profile: string) => boolean;
}

type Told = Pick<ConformanceIssue, 'rule' | 'message'> &
  Partial<Pick<ConformanceIssue, 'severity' | 'path'>>;

/** An error at the instance by the rule of the node, unless told otherwise. */
export function tell(check: Check, node: ElementNode, instance: Instance, told: Told): void {
  check.report({
    severity: told.severity ?? 'error',
    rule: told.rule,
    element: node.id,
    path: told.path ?? instance.path,
    profile: node.structure.url,
    message: told.message,
  });
}

/** One thing that a resource breaks, or that could not be checked (`information`). */
export interface ConformanceIssue {
  readonly severity: 'error' | 'warning' | 'information';
  /**
   * json | type | unknown-element | min | max | fixed | pattern | binding | reference | slice |
   * extension | extension-context | profile | invariant:KEY
   */
  readonly rule: string;
  /** The ElementDefinition that set the rule: `Observation.component:verdict.value[x]`. */
  readonly element: string;
  /** The place, as FHIRPath: `Observation.component[2].value`; of a cardinality, the parent's. */
  readonly path: string;
  /** Canonical of the StructureDefinition that set the rule. */
  readonly profile: string;
  /** One plain sentence; it quotes codes, addresses and element names, and never other values. */
  readonly message: string;
}

export interface IssueBook {
  readonly report: (issue: ConformanceIssue) => void;
  readonly issues: readonly ConformanceIssue[];
}

/**
 * A profile repeats what it inherits: the same fault at the same place is kept once, as the first who
 * found it tells it.
 */
export function issueBook(): IssueBook {
  const seen = new Set<string>();
  const issues: ConformanceIssue[] = [];
  return {
    issues,
    report: (issue) => {
      const key = faultKey(issue);
      if (seen.has(key)) return;
      seen.add(key);
      issues.push(issue);
    },
  };
}

/** Of a cardinality the place is the parent: only its element tells which child is meant. */
const OF_A_CHILD: ReadonlySet<string> = new Set(['min', 'max']);

/** The same for the same fault at the same place, whoever tells it. */
export function faultKey({ severity, rule, path, element }: ConformanceIssue): string {
  const child = OF_A_CHILD.has(rule) ? element.slice(element.lastIndexOf('.') + 1) : '';
  return [severity, rule, path, child].join('\n');
}

import fhirpath from 'fhirpath';
import model from 'fhirpath/fhir-context/r4';

/** One FHIRPath expression, taken apart once. */
export interface Expression {
  readonly text: string;
  /** What it gives of a resource. @throws whatever the library throws; its words may quote the resource */
  readonly of: (resource: object) => readonly unknown[];
}

/**
 * All that depends on nothing but the resource. What is not here asks a server (`resolve`, `memberOf`),
 * writes somewhere (`trace`), gives another answer tomorrow (`now`, `today`), or can take hours over one
 * note (`matches`, `matchesFull`, `replaceMatches`: regular expressions may go back over and over).
 */
const FUNCTIONS: ReadonlySet<string> = new Set(
  `
    abs aggregate all allFalse allTrue anyFalse anyTrue as avg ceiling children coalesce combine
    contains convertsToBoolean convertsToDate convertsToDateTime convertsToDecimal convertsToInteger
    convertsToLong convertsToQuantity convertsToString convertsToTime count dateOf dayOf decode
    defineVariable descendants distinct empty encode endsWith escape exclude exists exp extension
    first floor getValue hasValue highBoundary hourOf iif indexOf intersect is isDistinct join last
    lastIndexOf length ln log lowBoundary lower max millisecondOf min minuteOf monthOf not ofType
    power repeat replace round secondOf select single skip sort split sqrt startsWith subsetOf
    substring sum supersetOf tail take timeOf timezoneOffsetOf toBoolean toChars toDate toDateTime
    toDecimal toInteger toLong toQuantity toString toTime trim truncate type unescape union upper
    where yearOf
  `
    .trim()
    .split(/\s+/),
);

/** Names that stand for something outside the expression. */
const CONSTANTS: ReadonlySet<string> = new Set(['context', 'resource', 'rootResource', 'ucum']);

/** The expression, or the sentence that says why there is none. */
export function expressionOf(text: string): Expression | { readonly fault: string } {
  const tree = treeOf(text);
  if ('fault' in tree) return tree;
  const refused = refusedIn(tree.root, new Set());
  if (refused !== null) return { fault: refused };
  const evaluate = fhirpath.compile(text, model, { async: false });
  return {
    text,
    of: (resource) =>
      evaluate(resource, { resource, rootResource: resource }) as readonly unknown[],
  };
}

/**
 * What an expression gives where nothing is recorded. A literal, a count (0) or a question whether
 * something is there (false) gives something: it would make evidence of a box that was left empty.
 */
export function givesOf(expression: Expression, blank: object): 'nothing' | 'something' | 'fault' {
  try {
    return expression.of(blank).length === 0 ? 'nothing' : 'something';
  } catch {
    return 'fault';
  }
}

interface Node {
  readonly type?: string;
  readonly text?: string;
  readonly delimitedText?: string;
  readonly children?: readonly Node[];
}

function treeOf(text: string): { readonly root: Node } | { readonly fault: string } {
  try {
    return { root: fhirpath.parse(text) as Node };
  } catch (error) {
    const where = /line: (\d+); column: (\d+)/.exec(error instanceof Error ? error.message : '');
    const place = where === null ? '' : `, at line ${where[1] ?? ''}, column ${where[2] ?? ''}`;
    return { fault: `is no FHIRPath${place}` };
  }
}

/** @param defined the names that `defineVariable` has given so far */
function refusedIn(node: Node, defined: Set<string>): string | null {
  const { type, text = '', children = [] } = node;
  if (type === 'Functn') {
    if (!FUNCTIONS.has(text)) return `uses ${text}(), which is not available here`;
    if (text === 'defineVariable') defined.add(firstLiteral(node) ?? '');
  }
  if (type === 'ExternalConstantTerm') {
    const name = node.delimitedText ?? text;
    if (!CONSTANTS.has(name) && !defined.has(name))
      return `uses %${name}, which is not available here`;
  }
  for (const child of children) {
    const refused = refusedIn(child, defined);
    if (refused !== null) return refused;
  }
  return null;
}

function firstLiteral(node: Node): string | null {
  if (node.type === 'StringLiteral') return (node.text ?? '').slice(1, -1);
  for (const child of node.children ?? []) {
    const found = firstLiteral(child);
    if (found !== null) return found;
  }
  return null;
}

import type { AssessmentLine } from '../../src/domain/assessmentLine.ts';
import type { ReadingProblem } from '../../src/domain/caseFile.ts';
import { headlineOf } from '../../src/domain/findingWords.ts';

/** What the author of a case worked out on paper, for one instant. */
export interface Expectation {
  /** `level`, `stage`, ... beside the value that must be there. */
  readonly decision: Readonly<Record<string, string>>;
  /** Further figures by the name of their part of the line, each with some of its fields. */
  readonly grades: Readonly<Record<string, string>>;
  readonly sources: Readonly<Record<string, string>>;
  /** Codes that must be there; `none` alone: not one may be. */
  readonly findings: readonly string[];
  readonly never: readonly string[];
  readonly notAssessable: readonly string[];
  /** Codes of what the next stage must be said to lack. */
  readonly next: readonly string[];
  /** References of all that cannot be used, and of nothing else. */
  readonly problems: readonly string[];
}

const DECISION = ['level', 'stage', 'verdict', 'trajectory', 'strength'];
const LINES = [
  'Expected',
  'Grades',
  'Sources',
  'Findings',
  'Never',
  'Not assessable',
  'Next',
  'Problems',
];

/** The hand-written blocks of a why.md, each beginning with `Expected:`, one an instant. */
export function expectationsIn(why: string): readonly Expectation[] {
  if (!/^Requirements: [CTPE]\d\d(?:, [CTPE]\d\d)*$/m.test(why)) {
    throw new Error('why.md: it names no requirements (“Requirements: T32, C08”).');
  }
  const blocks = why.split(/^(?=Expected:)/m).slice(1);
  if (blocks.length === 0) throw new Error('why.md: there is no line “Expected:”.');
  return blocks.map(expectationIn);
}

function expectationIn(block: string): Expectation {
  const line = (name: string): string =>
    new RegExp(`^${name}:[ \\t]*(.*)$`, 'm').exec(block)?.[1]?.trim() ?? '';
  const list = (name: string): readonly string[] =>
    line(name)
      .split(/[\s,]+/)
      .filter(Boolean);
  const pairs = (name: string): Readonly<Record<string, string>> =>
    Object.fromEntries(list(name).map((pair) => pair.split('=') as [string, string]));
  for (const [, name = ''] of block.matchAll(/^([A-Z][A-Za-z ]*):/gm)) {
    if (!LINES.includes(name)) throw new Error(`why.md: the block has no line “${name}:”.`);
  }
  const decision = pairs('Expected');
  const missing = DECISION.filter((name) => decision[name] === undefined);
  if (missing.length > 0) throw new Error(`why.md: “Expected:” lacks ${missing.join(', ')}.`);
  return {
    decision,
    grades: pairs('Grades'),
    sources: pairs('Sources'),
    findings: knownCodes(list('Findings')),
    never: knownCodes(list('Never')),
    notAssessable: knownCodes(list('Not assessable')),
    next: list('Next'),
    problems: list('Problems'),
  };
}

/** A misspelt code would never be there, and so never be missed. */
function knownCodes(codes: readonly string[]): readonly string[] {
  const unknown = codes.filter((code) => code !== 'none' && headlineOf(code) === undefined);
  if (unknown.length > 0) throw new Error(`why.md: no finding is called ${unknown.join(', ')}.`);
  return codes;
}

type Facts = Readonly<Record<string, string | number | null | undefined>>;

/** A sentence for each point in which the engine and the author differ; empty when they agree. */
export function disagreements(
  expectations: readonly Expectation[],
  lines: readonly AssessmentLine[],
  problems: readonly ReadingProblem[],
): readonly string[] {
  if (expectations.length !== lines.length) {
    return [`why.md expects ${expectations.length} lines; there are ${lines.length}.`];
  }
  return [
    ...expectations.flatMap((expected, index) =>
      differences(expected, lines[index] as AssessmentLine),
    ),
    ...problemsThatDiffer(expectations, problems),
  ];
}

function differences(expected: Expectation, line: AssessmentLine): readonly string[] {
  const has = (codes: readonly { readonly code: string }[], code: string): boolean =>
    codes.some((item) => item.code === code);
  const lacks = (what: string, wanted: readonly string[], there: readonly { code: string }[]) =>
    wanted.filter((code) => !has(there, code)).map((code) => `${what} lacks ${code}`);
  return [
    ...unequal('', expected.decision, decisionOf(line)),
    ...unequal('grade of ', expected.grades, line.grades),
    ...unequal('source ', expected.sources, line.sources),
    ...(expected.findings.includes('none')
      ? line.findings.map(({ code }) => `findings have ${code}, expected none`)
      : lacks('findings', expected.findings, line.findings)),
    ...expected.never
      .filter((code) => has(line.findings, code))
      .map((code) => `findings have ${code}, which must never be there`),
    ...lacks('notAssessable', expected.notAssessable, line.notAssessable),
    ...lacks('next', expected.next, line.next),
  ].map((difference) => `${line.asOf}: ${difference}`);
}

const decisionOf = (line: AssessmentLine): Facts => ({
  level: line.validated.level,
  stage: line.validated.stage,
  since: line.validated.since,
  claimed: line.claimed.level,
  verdict: line.verdict,
  trajectory: line.trajectory,
  strength: line.strength,
  strengthAtClaim: line.strengthAtClaim,
  baseline: line.baseline?.reference,
  baselineStage: line.baseline && (line.baseline.stage ?? 'not-told'),
});

const unequal = (
  what: string,
  expected: Readonly<Record<string, string>>,
  actual: Facts,
): readonly string[] =>
  Object.entries(expected)
    .map(([name, value]) => ({ name, value, found: String(actual[name] ?? 'none') }))
    .filter(({ value, found }) => value !== found)
    .map(({ name, value, found }) => `${what}${name} is ${found}, expected ${value}`);

/** The resources are the same for every instant: so is what of them cannot be used. */
function problemsThatDiffer(
  expectations: readonly Expectation[],
  problems: readonly ReadingProblem[],
): readonly string[] {
  const expected = new Set(expectations.flatMap((one) => one.problems));
  const found = new Set(problems.map(({ reference }) => reference));
  return [
    ...problems
      .filter(({ reference }) => !expected.has(reference))
      .map(
        ({ reference, kind, because }) => `unexpected problem: ${reference} ${kind}: ${because}`,
      ),
    ...[...expected]
      .filter((reference) => !found.has(reference))
      .map((reference) => `no problem was reported for ${reference}`),
  ];
}

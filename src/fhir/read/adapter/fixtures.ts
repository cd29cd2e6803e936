import type { MeasureValue } from '../../../domain/caseFile.ts';
import { readComponents } from '../components.ts';
import { grouped } from '../grouped.ts';
import type { Reading } from '../observation.ts';
import { isInOurShape, wholeOf } from './adaptedRecord.ts';
import type { Adapted } from './adapter.ts';
import type { Fixture } from './mappingFile.ts';
import type { AdapterRule, LoadedAdapter } from './readAdapter.ts';

/** Where a fixture, or the lack of one, shows that the mapping is not what its author says. */
interface Difference {
  /** In the mapping file: `fixtures[2].gives.components['hob-off']`. */
  readonly path: string;
  readonly message: string;
  /** The FHIRPath that gave the value, where one did. */
  readonly expressions: readonly string[];
}

export interface FixtureResult {
  readonly differences: readonly Difference[];
  /** What an author should know, though it is no fault. */
  readonly remarks: readonly string[];
}

/** Reads every fixture as the evidence of a host is read, and compares what comes out. */
export function checkFixtures(adapter: LoadedAdapter, reading: Reading): FixtureResult {
  const differences: Difference[] = [];
  const remarks: string[] = [];
  const shown = new Set<string>();
  adapter.fixtures.forEach((fixture, at) => {
    const outcome = outcomeOf(fixture, adapter, reading);
    for (const [measure, value] of outcome.values) {
      if (value !== null) shown.add(`${outcome.rule?.name ?? ''} ${measure}`);
    }
    differences.push(...compare(fixture, outcome, `fixtures[${at}].gives`));
    remarks.push(...outcome.remarks.map((remark) => `fixtures[${at}]: ${remark}`));
  });
  return { differences: [...differences, ...unshown(adapter, shown)], remarks };
}

type Noted = string | number | boolean | null | readonly string[];

interface Outcome {
  readonly rule: AdapterRule | null;
  readonly fault: string | null;
  /** By measure, as fixtures write them. */
  readonly values: ReadonlyMap<string, Noted>;
  readonly doubts: readonly string[];
  readonly remarks: readonly string[];
}

const NOTHING: Outcome = { rule: null, fault: null, values: new Map(), doubts: [], remarks: [] };

function outcomeOf({ resource }: Fixture, adapter: LoadedAdapter, reading: Reading): Outcome {
  if (isInOurShape(resource, reading)) {
    return {
      ...NOTHING,
      remarks: ['the resource is in Attest’s shape already, and is left as it is'],
    };
  }
  const adapted = adapter.adapt(resource);
  if (adapted === null) return NOTHING;
  if ('fault' in adapted) return { ...NOTHING, fault: adapted.fault };
  const [rule = null, ...others] = adapter.matching(resource);
  const also = others.map(({ name }) => name).join(', ');
  return {
    rule,
    fault: null,
    ...readValues(adapted, resource, reading),
    remarks:
      also === '' ? [] : [`rule ${adapted.rule} counts, being first; ${also} would match too`],
  };
}

function readValues(adapted: Adapted, resource: Fixture['resource'], reading: Reading) {
  const whole = wholeOf(adapted, resource, reading);
  const read = readComponents(whole['component'] as readonly unknown[], reading);
  const byMeasure = grouped(read.values, ({ measure }) => measure);
  return {
    values: new Map([...byMeasure].map(([measure, values]) => [measure, notedAll(values)])),
    doubts: [...adapted.doubts, ...read.doubts].map(({ because }) => because),
  };
}

function notedAll(values: readonly MeasureValue[]): Noted {
  const [first] = values;
  if (values.length > 1) return values.map((one) => String(noted(one))).sort();
  return first === undefined ? null : noted(first);
}

function noted(value: MeasureValue): string | number | boolean | null {
  switch (value.kind) {
    case 'coded':
      return value.code;
    case 'number':
    case 'boolean':
    case 'text':
      return value.value;
    case 'ratio':
      return `${value.done}/${value.required}`;
    case 'unusable':
      return null;
  }
}

function compare({ gives }: Fixture, outcome: Outcome, path: string): readonly Difference[] {
  const { rule, fault, values } = outcome;
  const expected = gives?.rule ?? null;
  const found = rule?.name ?? null;
  if (fault !== null) return [{ path, message: fault, expressions: [] }];
  if (expected !== found) {
    const message = `should be ${ruleInWords(expected)}, is ${ruleInWords(found)}`;
    return [{ path: `${path}.rule`, message, expressions: rule === null ? [] : [rule.when.text] }];
  }
  const wanted = new Map<string, Noted>(Object.entries(gives?.components ?? {}));
  return [...new Set([...wanted.keys(), ...values.keys()])].sort().flatMap((measure) => {
    const [should, is] = [wanted.get(measure) ?? null, values.get(measure) ?? null];
    if (JSON.stringify(sortedList(should)) === JSON.stringify(sortedList(is))) return [];
    const why = outcome.doubts.filter((doubt) => doubt.includes(`: ${measure}: `));
    return [
      {
        path: `${path}.components['${measure}']`,
        message: [`should be ${JSON.stringify(should)}, is ${JSON.stringify(is)}`, ...why].join(
          '; ',
        ),
        expressions: rule?.components.find((one) => one.measure === measure)?.expressions ?? [],
      },
    ];
  });
}

const ruleInWords = (name: string | null): string => (name === null ? 'no rule' : `rule ${name}`);

const sortedList = (value: Noted): Noted =>
  typeof value === 'object' && value !== null ? [...value].sort() : value;

/** A component that no fixture ever shows may be misspelt, and nobody would know. */
const unshown = (adapter: LoadedAdapter, shown: ReadonlySet<string>): readonly Difference[] =>
  adapter.rules.flatMap(({ name, components }, rule) =>
    components.flatMap(({ measure, expressions }, at): readonly Difference[] =>
      shown.has(`${name} ${measure}`)
        ? []
        : [
            {
              path: `rules[${rule}].components[${at}]`,
              message: `no fixture shows a value of ${measure}`,
              expressions,
            },
          ],
    ),
  );

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  CodeableConcept,
  Coding,
  Extension,
  PlanDefinition,
  PlanDefinitionGoal,
} from 'fhir/r4.js';
import { loadDefinitions } from '../../../src/definitions.ts';
import { EXTENSION, SYSTEM } from '../../../src/fhir/names.ts';
import { readProgramme } from '../../../src/fhir/read/programme.ts';
import { terminologyOf } from '../../../src/fhir/terminology.ts';

const { terminology, codeSystems } = loadDefinitions();
const shipped = readFileSync(
  join(
    import.meta.dirname,
    '../../../profiles/dist/package/PlanDefinition-independent-travel.json',
  ),
  'utf8',
);
const aPlan = (): PlanDefinition => JSON.parse(shipped) as PlanDefinition;

/** `path: message` of everything that is wrong. */
function faultsOf(plan: unknown): readonly string[] {
  const read = readProgramme(plan, terminology);
  return 'faults' in read ? read.faults.map(({ path, message }) => `${path}: ${message}`) : [];
}

const partOf = (extension: Extension | undefined, url: string): Extension => {
  const part = extension?.extension?.find((each) => each.url === url);
  if (part === undefined) throw new Error(`no part ${url}`);
  return part;
};
const goalAt = (plan: PlanDefinition, at: number): PlanDefinitionGoal => {
  const goal = plan.goal?.[at];
  if (goal === undefined) throw new Error(`no goal ${at}`);
  return goal;
};
const targetAt = (plan: PlanDefinition, goal: number, at: number) => {
  const target = goalAt(plan, goal).target?.[at];
  if (target === undefined) throw new Error(`no target ${at}`);
  return target;
};
const stagePart = (plan: PlanDefinition, goal: number, part: string): Extension =>
  partOf(
    goalAt(plan, goal).extension?.find(({ url }) => url === EXTENSION.stage),
    part,
  );
const criterionOf = (plan: PlanDefinition, goal: number, target: number): Extension => {
  const [criterion] = targetAt(plan, goal, target).extension ?? [];
  if (criterion === undefined) throw new Error('no criterion');
  return criterion;
};

/** The extension of a rule parameter, and its place. */
function parameter(plan: PlanDefinition, name: string) {
  const all = plan.extension ?? [];
  const at = all.findIndex(
    (each) => each.url === EXTENSION.ruleParameters && partOf(each, 'name').valueCode === name,
  );
  const extension = all[at];
  if (extension === undefined) throw new Error(`no parameter ${name}`);
  return { at, extension };
}
const setParameter = (plan: PlanDefinition, name: string, value: number): void => {
  partOf(parameter(plan, name).extension, 'value').valueDecimal = value;
};
const pathOf = (name: string): string => `PlanDefinition.extension[${parameter(aPlan(), name).at}]`;
const codingOf = (concept: CodeableConcept | undefined): Coding => {
  const [coding] = concept?.coding ?? [];
  if (coding === undefined) throw new Error('no coding');
  return coding;
};
const add = (plan: PlanDefinition, url: string, parts: readonly Extension[]): void => {
  plan.extension = [...(plan.extension ?? []), { url, extension: [...parts] }];
};
const END = aPlan().extension?.length ?? 0;

type Break = (plan: PlanDefinition) => void;
const CASES: readonly (readonly [string, Break, readonly string[]])[] = [
  [
    'two stages of one rank',
    (plan) => {
      stagePart(plan, 1, 'rank').valueInteger = 1;
    },
    ['PlanDefinition.goal[1]: has the rank 1, as another stage has'],
  ],
  [
    'a gap in the ranks',
    (plan) => {
      stagePart(plan, 3, 'rank').valueInteger = 6;
    },
    ['PlanDefinition.goal[3]: has the rank 6; ranks are 1 to 4, each once'],
  ],
  [
    'a level that falls, and a top that is not the goal',
    (plan) => {
      stagePart(plan, 3, 'level').valueCode = 'partial';
    },
    [
      "PlanDefinition.goal[3]: has the level 'partial', below that of the stage under it",
      "PlanDefinition.goal[3]: is the top stage, and its level should be 'achieved'",
    ],
  ],
  [
    'a level that no stage can have',
    (plan) => {
      stagePart(plan, 3, 'level').valueCode = 'sustained';
    },
    [
      "PlanDefinition.goal[3].extension[0].extension('level').value: should be partial or near-complete or achieved",
    ],
  ],
  [
    'a pass mark above the cap',
    (plan) => {
      stagePart(plan, 2, 'cap').valueInteger = 13;
    },
    ["PlanDefinition.goal[2].extension[0].extension('pass').value: is 14, above the cap of 13"],
  ],
  [
    'a stage lost at its pass mark',
    (plan) => {
      stagePart(plan, 0, 'lostAt').valueInteger = 10;
    },
    [
      "PlanDefinition.goal[0].extension[0].extension('lostAt').value: is 10, and should lie below the pass mark of 10",
    ],
  ],
  [
    'pass marks that fall',
    (plan) => {
      stagePart(plan, 3, 'pass').valueInteger = 13;
    },
    ['PlanDefinition.goal[3]: passes at 13, below the mark of the stage under it'],
  ],
  [
    'negative numbers',
    (plan) => {
      stagePart(plan, 0, 'observations').valueInteger = -1;
      setParameter(plan, 'recency-days', -14);
    },
    [
      "PlanDefinition.goal[0].extension[0].extension('observations').value: should be at least 0",
      `${pathOf('recency-days')}.extension('value').value: should be at least 0`,
    ],
  ],
  [
    'two stages of one id',
    (plan) => {
      goalAt(plan, 2).id = 'stage-1';
    },
    ["PlanDefinition.goal[2].id: 'stage-1' is the id of another stage too"],
  ],
  [
    'a stage without a word, and one without its numbers',
    (plan) => {
      goalAt(plan, 0).extension = (goalAt(plan, 0).extension ?? []).slice(0, 1);
      goalAt(plan, 1).extension = (goalAt(plan, 1).extension ?? []).slice(1);
    },
    [
      `PlanDefinition.goal[0].extension('${EXTENSION.displayWord}'): is missing`,
      `PlanDefinition.goal[1].extension('${EXTENSION.stage}'): is missing`,
    ],
  ],
  [
    'a part left out, and one given twice',
    (plan) => {
      const stage = goalAt(plan, 0).extension?.[0];
      if (stage?.extension === undefined) throw new Error('no stage');
      stage.extension = stage.extension.filter(({ url }) => url !== 'minWeeks');
      stage.extension.push({ url: 'rank', valueInteger: 1 });
    },
    [
      "PlanDefinition.goal[0].extension[0].extension('rank'): is given twice",
      "PlanDefinition.goal[0].extension[0].extension('minWeeks').value: is missing",
    ],
  ],
  [
    'codes that nobody knows',
    (plan) => {
      codingOf(targetAt(plan, 2, 0).measure).code = 'prompt-lvl';
      codingOf(targetAt(plan, 0, 0).detailCodeableConcept).code = 'shown';
      codingOf(plan.topic?.[0]).code = 'flying';
    },
    [
      `PlanDefinition.topic[0]: no known CodeSystem has the code 'flying' (system ${SYSTEM.goalDomain})`,
      `PlanDefinition.goal[0].target[0].detail: no known CodeSystem has the code 'shown' (system ${SYSTEM.promptLevel})`,
      `PlanDefinition.goal[2].target[0].measure: no known CodeSystem has the code 'prompt-lvl' (system ${SYSTEM.observation})`,
    ],
  ],
  [
    'a limit without a rank',
    (plan) => {
      codingOf(targetAt(plan, 1, 0).detailCodeableConcept).code = 'refused';
    },
    ["PlanDefinition.goal[1].target[0].detail: 'refused' has no rank, so nothing is 'at-most' it"],
  ],
  [
    'a comparator that does not exist',
    (plan) => {
      partOf(criterionOf(plan, 0, 1), 'comparator').valueCode = 'at-or-better';
    },
    [
      "PlanDefinition.goal[0].target[1].extension[0].extension('comparator').value: should be at-most or at-least or equals or is-true",
    ],
  ],
  [
    'something compared with nothing, and truth compared with something',
    (plan) => {
      delete targetAt(plan, 0, 1).detailQuantity;
      partOf(criterionOf(plan, 1, 1), 'comparator').valueCode = 'is-true';
    },
    [
      "PlanDefinition.goal[0].target[1].detail: is missing: 'at-least' needs something to compare with",
      "PlanDefinition.goal[1].target[1].detail: 'is-true' compares with nothing",
    ],
  ],
  [
    'a unit that records are not compared in',
    (plan) => {
      targetAt(plan, 1, 1).detailQuantity = { value: 3, system: SYSTEM.ucum, code: 'h' };
    },
    ['PlanDefinition.goal[1].target[1].detail.code: should be 1 or min'],
  ],
  [
    'an alternative without an alternative, that requires something unknown',
    (plan) => {
      criterionOf(plan, 0, 0).extension?.push(
        { url: 'anyOf', valueString: 'either' },
        { url: 'requires', valueCode: 'witness' },
      );
    },
    [
      "PlanDefinition.goal[0].target[0]: is the only criterion of the alternatives 'either'",
      "PlanDefinition.goal[0].target[0]: requires the component 'witness', which is not known",
    ],
  ],
  [
    'a parameter twice, one missing and one unknown',
    (plan) => {
      partOf(parameter(plan, 'note-window').extension, 'name').valueCode = 'note-copy';
      partOf(parameter(plan, 'claim-pairs').extension, 'name').valueCode = 'claim-pears';
    },
    [
      `${pathOf('claim-pairs')}.extension('name').value: 'claim-pears' is no parameter of the rules`,
      `${pathOf('note-window')}.extension('value').value: is a share, and should lie between 0 and 1`,
      `${pathOf('note-copy')}: sets 'note-copy' a second time`,
      "PlanDefinition.extension: lacks the parameter 'claim-pairs'",
      "PlanDefinition.extension: lacks the parameter 'note-window'",
    ],
  ],
  [
    'shares outside 0 to 1',
    (plan) => {
      setParameter(plan, 'criterion-share', 1);
      setParameter(plan, 'brief-share', 25);
    },
    [
      `${pathOf('criterion-share')}.extension('value').value: should lie above 0 and below 1`,
      `${pathOf('brief-share')}.extension('value').value: is a share, and should lie between 0 and 1`,
    ],
  ],
  [
    'marks out of order, and a stage that is none',
    (plan) => {
      setParameter(plan, 'completeness-moderate', 0.5);
      setParameter(plan, 'support-reduction-stage', 5);
    },
    [
      `${pathOf('completeness-moderate')}.extension('value').value: lies below 'completeness-weak'`,
      `${pathOf('support-reduction-stage')}.extension('value').value: is the rank of no stage`,
    ],
  ],
  [
    'a number that nobody answers for',
    (plan) => {
      const { extension } = parameter(plan, 'stalled-days');
      extension.extension = (extension.extension ?? []).slice(0, 2);
    },
    [
      `${pathOf('stalled-days')}.extension('setBy').value: is missing`,
      `${pathOf('stalled-days')}.extension('setOn').value: is missing`,
    ],
  ],
  [
    'parts that no rule has, played twice or by nothing',
    (plan) => {
      add(plan, EXTENSION.measureRole, [
        { url: 'role', valueCode: 'mood' },
        { url: 'measure', valueCode: 'route' },
      ]);
      add(plan, EXTENSION.measureRole, [
        { url: 'role', valueCode: 'safety' },
        { url: 'measure', valueCode: 'luck' },
      ]);
    },
    [
      `PlanDefinition.extension[${END}].extension('role').value: no rule knows the role 'mood'`,
      `PlanDefinition.extension[${END + 1}].extension('measure').value: no component 'luck' is known`,
      `PlanDefinition.extension[${END + 1}]: gives the role 'safety' a second time`,
    ],
  ],
  [
    'an improvement of something that is not recorded',
    (plan) => {
      add(plan, EXTENSION.improvementMeasure, [
        { url: 'measure', valueCode: 'happiness' },
        { url: 'title', valueString: 'Happier' },
        { url: 'statistic', valueCode: 'share-equal' },
        { url: 'better', valueCode: 'more' },
        { url: 'window', valueQuantity: { value: 8, system: SYSTEM.ucum, code: 'wk' } },
      ]);
      add(plan, EXTENSION.improvementMeasure, [
        { url: 'measure', valueCode: 'happiness' },
        { url: 'title', valueString: 'Happier' },
        { url: 'statistic', valueCode: 'share-equal' },
        { url: 'better', valueCode: 'higher' },
        { url: 'window', valueQuantity: { value: 56, system: SYSTEM.ucum, code: 'd' } },
      ]);
    },
    [
      `PlanDefinition.extension[${END}].extension('better').value: should be lower or higher`,
      `PlanDefinition.extension[${END}].extension('window').value.code: should be d or {session}`,
      `PlanDefinition.extension[${END + 1}].extension('measure').value: no component 'happiness' is known`,
      `PlanDefinition.extension[${END + 1}].extension('code'): belongs to 'share-equal', and only to that`,
    ],
  ],
  [
    'duties of nobody, of no kind, and in an odd unit',
    (plan) => {
      const [, session, review, briefing] = plan.action ?? [];
      if (!session || !review || !briefing) throw new Error('no actions');
      delete session.participant;
      review.id = 'read-the-notes';
      codingOf(briefing.participant?.[0]?.role).code = 'cook';
      briefing.timingDuration = { value: 2, system: SYSTEM.ucum, code: 'a' };
    },
    [
      'PlanDefinition.action[1].participant: is missing',
      "PlanDefinition.action[2].id: no task has the code 'read-the-notes'",
      'PlanDefinition.action[3].timingDuration.code: should be h or d or wk or mo',
    ],
  ],
  [
    'a role that nobody has',
    (plan) => {
      codingOf(plan.action?.[3]?.participant?.[0]?.role).code = 'cook';
    },
    [
      `PlanDefinition.action[3].participant[0].role: no known CodeSystem has the code 'cook' (system ${SYSTEM.role})`,
    ],
  ],
  [
    'a baseline without a deadline',
    (plan) => {
      delete plan.action?.[0]?.timingDuration;
    },
    ['PlanDefinition.action[0].timing: is missing: the baseline has a deadline'],
  ],
  [
    'no baseline at all',
    (plan) => {
      plan.action?.shift();
    },
    ["PlanDefinition.action: lacks the duty 'record-baseline'"],
  ],
  [
    'nothing to be known by',
    (plan) => {
      plan.url = 'independent-travel|2';
      delete plan.version;
      delete plan.useContext;
    },
    ['PlanDefinition.version: is missing', 'PlanDefinition.useContext: is missing'],
  ],
  [
    'an address that is none, and no setting',
    (plan) => {
      plan.url = 'independent-travel';
      const [context] = plan.useContext ?? [];
      if (context !== undefined) context.code.code = 'age';
    },
    [
      'PlanDefinition.url: should be an absolute URL without a version',
      "PlanDefinition.useContext: names no 'venue': the setting of the programme",
    ],
  ],
  [
    'a goal domain in words, though another follows with a code',
    (plan) => {
      plan.topic?.unshift({ text: 'Living skills' });
    },
    ['PlanDefinition.topic[0].coding: is missing'],
  ],
];

describe('a faulty programme', () => {
  it.each(CASES)('tells of %s, and of nothing else', (_, breakIt, faults) => {
    const plan = aPlan();
    breakIt(plan);
    expect(faultsOf(plan)).toEqual(faults);
  });

  it('tells of all that is wrong at once', () => {
    const plan = aPlan();
    const chosen = CASES.filter(([name]) =>
      [
        'a pass mark above the cap',
        'a baseline without a deadline',
        'a limit without a rank',
      ].includes(name),
    );
    for (const [, breakIt] of chosen) breakIt(plan);
    expect([...faultsOf(plan)].sort()).toEqual(chosen.flatMap(([, , faults]) => faults).sort());
    expect(chosen).toHaveLength(3);
  });

  it('tells of one code that its criteria take from two systems', () => {
    const other = 'https://vendor.example/codes';
    const terms = terminologyOf([
      ...codeSystems,
      { resourceType: 'CodeSystem', url: other, concept: [{ code: 'safety-checks' }] },
    ]);
    const plan = aPlan();
    codingOf(targetAt(plan, 2, 2).measure).system = other;
    expect(readProgramme(plan, terms)).toEqual({
      faults: [
        {
          path: 'PlanDefinition.goal[2].target[2].measure',
          message: `'safety-checks' is a code of ${SYSTEM.observation} elsewhere`,
        },
      ],
    });
  });

  it.each([null, 7, 'PlanDefinition', [], {}, { resourceType: 'Patient' }])(
    'is no programme at all when it is %j',
    (value) => {
      expect(faultsOf(value)).toHaveLength(1);
    },
  );

  it('survives any shape within', () => {
    for (const junk of [null, 7, 'x', [null], [[]], {}]) {
      const plan = { ...aPlan(), goal: junk, action: junk, extension: junk, topic: junk };
      expect(faultsOf(plan).length).toBeGreaterThan(0);
    }
  });
});

describe('a programme that says more than is asked', () => {
  it('is read all the same', () => {
    const plan = aPlan();
    plan.extension?.push({ url: 'https://vendor.example/colour', valueString: 'green' });
    plan.useContext?.push({
      code: { system: SYSTEM.usageContext, code: 'age' },
      valueRange: { low: { value: 18 } },
    });
    plan.useContext?.push({
      code: { display: 'Commissioner' },
      valueCodeableConcept: { text: 'The city council' },
    });
    plan.topic?.push({ text: 'Living skills' });
    codingOf(targetAt(plan, 0, 0).measure);
    targetAt(plan, 0, 0).measure?.coding?.unshift({
      system: 'https://vendor.example/codes',
      code: 'PL',
    });
    plan.goal?.reverse();
    const read = readProgramme(plan, terminology);
    expect(read).toEqual(readProgramme(aPlan(), terminology));
    expect(read).toHaveProperty('programme');
  });
});

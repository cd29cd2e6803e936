import type { ActivityDefinition, PlanDefinition } from 'fhir/r4.js';
import { lengthOf } from '../../src/domain/duration.ts';
import type { Duty } from '../../src/domain/programme.ts';
import { dueAt, rolesFor } from '../../src/domain/tasks.ts';
import { TASKS, isTaskKind, taskRow } from '../../src/domain/taskWords.ts';
import { DAY, HOUR } from '../../src/domain/time.ts';
import { loadDefinitions } from '../../src/definitions.ts';
import { BASE, SYSTEM, activityDefinition } from '../../src/fhir/names.ts';
import { planWrites } from '../../src/fhir/write/planWrites.ts';
import { aProgramme, dayBefore, withFindings } from '../support/assessments.ts';
import { definitions } from '../support/builtPackage.ts';

const ofType = (type: string) => definitions.filter(({ resourceType }) => resourceType === type);
const activities = ofType(
  'ActivityDefinition',
) as readonly unknown[] as readonly ActivityDefinition[];
const plans = ofType('PlanDefinition') as readonly unknown[] as readonly PlanDefinition[];
const canonicals = new Set(definitions.map(({ url = '', version }) => `${url}|${String(version)}`));

const { programmes: loaded, codeSystems } = loadDefinitions();
const programmes = loaded.filter(({ url }) => plans.some((plan) => plan.url === url));

interface CodeSystem {
  readonly url: string;
  readonly concept: readonly { readonly code: string; readonly display: string }[];
}
const taskCodes =
  (codeSystems as readonly CodeSystem[]).find(({ url }) => url === SYSTEM.task)?.concept ?? [];

const codeOf = ({ code }: ActivityDefinition): string => code?.coding?.[0]?.code ?? '';
const rolesIn = ({ participant = [] }: ActivityDefinition): readonly (string | undefined)[] =>
  participant.map(({ role }) => role?.coding?.[0]?.code);

/** The one answer that all give; null where they differ, or where one has none. */
function agreed<T>(answers: readonly T[]): T | null {
  const [first] = answers;
  return first != null && new Set(answers.map((each) => JSON.stringify(each))).size === 1
    ? first
    : null;
}

const dutyIn = (duties: readonly Duty[], code: string): Duty | undefined =>
  duties.find((duty) => duty.code === code);

const agreedRoles = (code: string): readonly string[] =>
  agreed(
    programmes.map((programme) =>
      isTaskKind(code)
        ? rolesFor(code, programme)
        : (dutyIn(programme.duties, code)?.roles ?? null),
    ),
  ) ?? [];

/** What is done at intervals has no deadline that is its own. */
const isRecurring = (code: string): boolean =>
  programmes.some(({ duties }) => (dutyIn(duties, code)?.cadence ?? null) !== null);

/** Milliseconds from the opening of a task, where all programmes give it the same time. */
const agreedTime = (code: string): number | null =>
  isTaskKind(code) && !isRecurring(code)
    ? agreed(programmes.map((programme) => dueAt(code, programme, 0, () => false)))
    : null;

const agreedCadence = (code: string): Duty['cadence'] =>
  agreed(programmes.map(({ duties }) => dutyIn(duties, code)?.cadence ?? null));

const UNITS = { h: 'hour', d: 'day', mo: 'month' } as const;
const unitOf = (code = ''): (typeof UNITS)[keyof typeof UNITS] => UNITS[code as keyof typeof UNITS];

const timeOf = ({ timingDuration }: ActivityDefinition): number | null =>
  timingDuration === undefined
    ? null
    : lengthOf({ value: timingDuration.value ?? NaN, unit: unitOf(timingDuration.code) });

function cadenceOf({ timingTiming }: ActivityDefinition): Duty['cadence'] {
  if (timingTiming === undefined) return null;
  const { frequency = NaN, period = NaN, periodUnit } = timingTiming.repeat ?? {};
  return { frequency, period, unit: unitOf(periodUnit) };
}

describe('the definitions of tasks', () => {
  it('are one for each code of a task, under its own name', () => {
    const names = activities.map((each) => [codeOf(each), `${each.url ?? ''}|${each.version}`]);
    expect(names.sort()).toEqual(
      taskCodes.map(({ code }) => [code, activityDefinition(code)]).sort(),
    );
  });

  it.each(activities.map((each) => [codeOf(each), each] as const))(
    'call %s as its code is called, and define a Task of ours',
    (code, { title, kind, profile, description }) => {
      expect(title).toBe(taskCodes.find((each) => each.code === code)?.display);
      expect([kind, profile]).toEqual(['Task', `${BASE}/StructureDefinition/attest-task`]);
      expect(description).toMatch(/\. Answered by .+\. .+\.$/);
    },
  );

  it.each(Object.keys(TASKS))('say of %s first what the written task says', (code) => {
    const ask = isTaskKind(code) ? taskRow(code).ask : '';
    const found = activities.find((each) => codeOf(each) === code);
    expect(found?.description?.startsWith(`${ask} Answered by `)).toBe(true);
  });

  it.each(activities.map((each) => [codeOf(each), each] as const))(
    'name who does %s exactly where all shipped programmes agree',
    (code, activity) => {
      expect(rolesIn(activity)).toEqual(agreedRoles(code));
    },
  );

  it.each(activities.map((each) => [codeOf(each), each] as const))(
    'give %s a time exactly where all shipped programmes agree',
    (code, activity) => {
      expect(timeOf(activity)).toBe(agreedTime(code));
      expect(cadenceOf(activity)).toEqual(agreedCadence(code));
    },
  );

  it('are as quick as the requirements want them', () => {
    // T26, E25: 48 hours; P27: 24 hours.
    const hours = (code: string) => (agreedTime(code) ?? NaN) / HOUR;
    expect(['restage', 'update-activity-plan', 'change-support-frequency'].map(hours)).toEqual([
      48, 48, 24,
    ]);
    expect((agreedTime('spot-observation') ?? NaN) / DAY).toBe(7);
  });

  it('point only at forms that ship', () => {
    const forms = activities.flatMap(({ relatedArtifact = [] }) =>
      relatedArtifact.map(({ resource }) => resource ?? ''),
    );
    expect(forms).toHaveLength(6);
    const known = new Set(ofType('Questionnaire').map(({ url }) => url));
    expect(forms.filter((url) => !known.has(url))).toEqual([]);
  });
});

describe('the duties of the shipped programmes', () => {
  it('are each an instance of a definition that ships, of the same code', () => {
    const actions = plans.flatMap(({ action = [] }) => action);
    expect(actions.length).toBe(programmes.flatMap(({ duties }) => duties).length);
    for (const { id = '', definitionCanonical = '' } of actions) {
      expect(definitionCanonical).toBe(activityDefinition(id));
      expect(canonicals.has(definitionCanonical)).toBe(true);
    }
  });
});

describe('a written task', () => {
  it('is an instance of the definition of its kind', () => {
    const assessment = withFindings(['overstatement', 'stalled', 'weak-feedback']);
    const chunks = planWrites({
      tenant: 't1',
      mode: 'C',
      goalCase: {
        caseFile: { goal: { start: 20_465, open: true } },
        programme: aProgramme(),
        goalVersion: '7',
        hostPlan: null,
        provider: null,
      },
      assessment,
      dayBefore: dayBefore(assessment),
      written: null,
      device: null,
      calendar: { isHoliday: () => false },
    });
    const tasks = chunks.flat().filter(({ resource }) => resource.resourceType === 'Task');
    expect(tasks.length).toBeGreaterThan(3);
    for (const { resource, identifier } of tasks) {
      const kind = /^t1\.g1\.(.+)\.\d+$/.exec(identifier?.value ?? '')?.[1] ?? '';
      expect(resource['instantiatesCanonical']).toBe(activityDefinition(kind));
      expect(canonicals.has(activityDefinition(kind))).toBe(true);
    }
  });
});

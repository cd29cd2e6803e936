import { actsOf } from '../../domain/acts.ts';
import type { ActOf } from '../../domain/acts.ts';
import type { Level, Strength, Verdict } from '../../domain/level.ts';
import { confirmedStatus } from '../confirmedStatus.ts';
import { EXTENSION, SYSTEM } from '../names.ts';
import { conceptSchema } from '../read/elements.ts';
import { nameOf } from '../read/references.ts';
import { codeIn } from '../read/written/ours.ts';
import type { RawResource } from '../read/written/ours.ts';
import type { Write } from './chunks.ts';
import { date, instant, update } from './elements.ts';
import { mayRetrace, rawOf } from './planInput.ts';
import type { Desk } from './planInput.ts';
import { provenanceWrite } from './provenance.ts';

/** Why a goal is left as it is, as the report says it. */
const BARRED = {
  'claim-undated':
    'the host shows no earlier versions and the goal has no status date: an edit would move the day of the claim',
  'claim-lost':
    'the host shows no earlier versions: the status that staff gave would be lost with the edit',
  'not-kept':
    'the host did not keep what was put beside the claim, so a status of ours would pass for a claim',
} as const;

/**
 * The host's own Goal with our part changed and all else as it stands, with the Provenance of that.
 * Nothing of this is written where the host does not check the version that we change.
 */
export function goalWrites(desk: Desk): readonly (readonly Write[])[] {
  const { acts, input } = desk;
  const goal = input.goal ?? null;
  if (goal === null) return [];
  const show = actsOf(acts, 'show-verdict')[0];
  const hide = actsOf(acts, 'hide-verdict')[0];
  const set = actsOf(acts, 'set-status')[0];
  const barred = [show?.barred, set?.barred].flatMap((why) => why ?? []);
  return [
    ...edits(desk, goal, {
      show: show?.barred === null,
      hide: hide?.verdict ?? null,
      set: set?.barred === null ? set : null,
    }),
    ...barred.map((why) => [{ ...goalWrite(goal, {}), barred: BARRED[why] }]),
    ...retraced(desk),
  ];
}

interface Edit {
  readonly show: boolean;
  /** The verdict that is to be named no more. */
  readonly hide: string | null;
  readonly set: ActOf<'set-status'> | null;
}

function edits(desk: Desk, goal: RawResource, edit: Edit): readonly (readonly Write[])[] {
  const { show, hide, set } = edit;
  if (!show && hide === null && set === null) return [];
  const write = goalWrite(goal, {
    ...(show || hide !== null ? shownIn(desk, goal, show) : {}),
    ...(set === null ? {} : statusOf(desk, set)),
  });
  // One that is not in the host yet has to get there first.
  const after = show && desk.verdict.startsWith('urn:uuid:') ? { after: desk.verdict } : {};
  const traced = provenanceWrite(desk.place, {
    targets: [write.fullUrl],
    from: hide ?? desk.verdict,
    verifier: set?.by ?? null,
    edited: true,
  });
  return [[{ ...write, ...after }, traced]];
}

/** What is null in `ours` is to be absent. */
function goalWrite(goal: RawResource, ours: Readonly<Record<string, unknown>>): Write {
  const absent = new Set(Object.keys(ours).filter((name) => ours[name] === null));
  const write = update(goal, ours);
  const kept = Object.entries(write.resource).filter(([name]) => !absent.has(name));
  return {
    ...write,
    resource: { ...Object.fromEntries(kept), resourceType: goal.resourceType },
    guarded: true,
  };
}

type Reference = { readonly reference?: string };
type Extension = { readonly url?: string };

/** Which verdict the goal names: the one in force and no other of ours, or none. */
function shownIn(desk: Desk, goal: RawResource, show: boolean) {
  const { verdict, input } = desk;
  const ours = new Set(input.written?.state.verdicts.map(({ reference }) => reference));
  const named = (goal['outcomeReference'] ?? []) as readonly Reference[];
  const staffs = named.filter((each) => !isBareReferenceTo(each, ours));
  const extensions = (goal['extension'] ?? []) as readonly Extension[];
  const others = extensions.filter(({ url }) => url !== EXTENSION.validatedAttainment);
  const shown = show ? attainment(desk) : null;
  return {
    outcomeReference: orNull(show ? [...staffs, { reference: verdict }] : staffs),
    extension: orNull(shown === null ? others : [...others, shown]),
  };
}

const orNull = (list: readonly unknown[]): readonly unknown[] | null =>
  list.length === 0 ? null : list;

/** As we put it there: what somebody has added a word to is theirs. */
const isBareReferenceTo = (each: Reference, ours: ReadonlySet<string>): boolean =>
  Object.keys(each).length === 1 && ours.has(nameOf(each.reference ?? '') ?? '');

interface Told {
  readonly level: string | null;
  readonly verdict: string | null;
  readonly strength: string | null;
  readonly asOf: number;
}

/** The verdict in force, in short; null where an older one does not say all of it. */
function attainment(desk: Desk) {
  const { level, verdict, strength, asOf } = toldBy(desk);
  if (level === null || verdict === null || strength === null) return null;
  return {
    url: EXTENSION.validatedAttainment,
    extension: [
      { url: 'level', valueCode: level as Level },
      { url: 'verdict', valueCode: verdict as Verdict },
      { url: 'strength', valueCode: strength as Strength },
      { url: 'asOf', valueInstant: instant(asOf) },
      { url: 'observation', valueReference: { reference: desk.verdict } },
    ],
  };
}

function toldBy({ acts, input }: Desk): Told {
  const last = input.written?.state.verdicts.at(-1);
  if (actsOf(acts, 'record-verdict').length === 0 && last !== undefined)
    return { ...last.decision, asOf: last.issued };
  const { validated, verdict, strength, asOf } = input.assessment;
  return { level: validated.level, verdict, strength, asOf };
}

/** HL7's word is the verdict's own; the text says on whose word it stands there. */
function statusOf(desk: Desk, { verdict, level, day }: ActOf<'set-status'>) {
  const { data } = conceptSchema.safeParse(rawOf(desk, verdict)['valueCodeableConcept']);
  const text = `${data?.text ?? level}, as the registered manager decided`;
  return {
    achievementStatus: confirmedStatus(level, codeIn(data, SYSTEM.goalAchievement), text),
    statusDate: date(day),
    _statusDate: null,
  };
}

/** The Provenance that an earlier run left out. */
const retraced = (desk: Desk): readonly (readonly Write[])[] =>
  mayRetrace(desk)
    ? [...actsOf(desk.acts, 'trace-shown'), ...actsOf(desk.acts, 'trace-status')].map((act) => [
        provenanceWrite(desk.place, {
          targets: [desk.place.goal],
          from: act.verdict,
          verifier: 'by' in act ? act.by : null,
          edited: true,
        }),
      ])
    : [];

import { loadDefinitions } from '../../../src/definitions.ts';
import { readCaseFile, readCaseFiles } from '../../../src/fhir/read/readCaseFiles.ts';
import { goal, ref, session } from './records.ts';

const definitions = loadDefinitions();
const untitled = { category: [], description: { text: 'Cook soup' } };

describe('readCaseFiles', () => {
  it('takes resources and Bundles of them, from anything that can be iterated', () => {
    function* record() {
      yield session('s2');
      yield { resourceType: 'Bundle', type: 'collection', entry: [{ resource: goal() }] };
      yield session('s1');
    }
    const { cases, counts } = readCaseFiles(record(), definitions);
    expect(cases.map(({ programme }) => programme.url)).toEqual([
      'https://attest.example/fhir/PlanDefinition/independent-travel',
    ]);
    expect(counts).toEqual({ resources: 3, goals: 1, evidence: 2 });
  });

  it('names what it cannot use by reference, else by place, and reads the rest', () => {
    const nameless = { ...session(), id: undefined };
    const { cases, problems } = readCaseFiles(
      [goal(), nameless, 'no resource', session('s1', { status: 'lost' })],
      definitions,
    );
    expect(problems.map(({ reference }) => reference)).toEqual(['resources[1]', 'resources[2]']);
    expect(cases[0]?.caseFile.problems).toEqual([
      expect.objectContaining({ reference: 'Observation/s1', kind: 'unreadable' }),
    ]);
  });

  it('does not follow a Bundle that is in itself, or Bundles in Bundles without end', () => {
    const round: Record<string, unknown> = { resourceType: 'Bundle', type: 'collection' };
    round['entry'] = [{ resource: session('s1') }, { resource: round }, { resource: round }];
    let deep: unknown = session('s2');
    for (let level = 0; level < 500; level += 1) {
      deep = { resourceType: 'Bundle', type: 'collection', entry: [{ resource: deep }] };
    }
    const { cases, problems } = readCaseFiles([goal(), round, deep], definitions);
    expect(cases[0]?.caseFile.sessions).toMatchObject([{ reference: 'Observation/s1' }]);
    expect(problems).toHaveLength(3);
  });

  it('gives a goal that names no programme to the default, and to none without it', () => {
    const record = [goal('g1', untitled)];
    expect(readCaseFiles(record, definitions).unassigned).toHaveLength(1);
    const { cases } = readCaseFiles(record, definitions, {
      defaultProgramme: 'meaningful-engagement',
    });
    expect(cases[0]?.programme.title).toBe('Meaningful engagement');
  });

  it("compares other people's notes only where it is told to", () => {
    const note = [{ text: 'Waited at the kerb unprompted and asked twice which stop to use' }];
    const theirs = { subject: ref('Patient/p2'), extension: undefined, note };
    const record = [goal(), session('own', { note }), session('theirs', theirs)];
    const notesWith = (compareNotes: boolean) =>
      readCaseFiles(record, definitions, { compareNotes }).cases[0]?.caseFile.serviceNotes;
    expect(notesWith(false)).toBeNull();
    expect(notesWith(true)?.map(({ reference }) => reference)).toEqual(['Observation/theirs']);
  });
});

it('readCaseFile gives the case of one goal, or null where there is none', () => {
  const record = [goal('g1'), goal('g2'), goal('g3', untitled), session('s1')];
  const found = readCaseFile(record, definitions, 'Goal/g2');
  expect(found).toEqual(readCaseFiles(record, definitions).cases[1]);
  expect(found?.caseFile.goal.reference).toBe('Goal/g2');
  expect(readCaseFile(record, definitions, 'Goal/g3')).toBeNull();
  expect(readCaseFile(record, definitions, 'Goal/other')).toBeNull();
});

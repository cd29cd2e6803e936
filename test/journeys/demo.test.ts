import { describe, expect, it } from '@jest/globals';
import { synthesise } from '../../src/sandbox/people/synthesise.ts';
import type { AssessmentLine } from '../../src/domain/assessmentLine.ts';
import { attest, jsonLines, serve } from '../cli/commandLine.ts';

const ANCHOR = '2026-03-31';
const { stories, resources } = synthesise({ seed: 1, anchor: ANCHOR });
const DEMO = ['demo', '--once', '--port', '0', '--anchor', ANCHOR];

describe('attest demo --once', () => {
  it('finds of every goal what its story was written to show', async () => {
    const { code, stdout } = await attest([...DEMO, '--format', 'json']);
    expect(code).toBe(0);
    const lines = jsonLines(stdout) as unknown as readonly AssessmentLine[];
    const goals = lines.map(({ goal }) => goal);
    expect(goals).toEqual([...goals].sort());
    expect(new Set(goals)).toEqual(new Set(stories.map(({ goal }) => goal)));
    expect(goals.length).toBe(stories.length);
    const told = stories.map(({ goal, expected }) => {
      const line = lines.find((each) => each.goal === goal) as AssessmentLine;
      const codes = line.findings.map((finding) => finding.code);
      return {
        goal,
        level: line.validated.level,
        stage: line.validated.stage,
        verdict: line.verdict,
        lacks: expected.includes.filter((each) => !codes.includes(each)),
        hasTooMuch: (expected.excludes ?? []).filter((each) => codes.includes(each)),
        trajectory: expected.trajectory === undefined ? undefined : line.trajectory,
      };
    });
    expect(told).toEqual(
      stories.map(({ goal, expected: { level, stage, verdict, trajectory } }) => {
        return { goal, level, stage, verdict, lacks: [], hasTooMuch: [], trajectory };
      }),
    );
  });

  it('prints a table with every goal, by the name of its person', async () => {
    const { code, stdout, stderr } = await attest(DEMO);
    expect([code, stderr.replaceAll(/^(Reading|Writing) .*\n/gm, '')]).toEqual([0, '']);
    const names = resources.flatMap((resource) =>
      resource.resourceType === 'Patient' ? (resource.name?.[0]?.family ?? '') : [],
    );
    for (const name of names) expect(stdout).toContain(`${name} `);
    expect(stdout.split('\n').filter((line) => line.startsWith(' ')).length).toBe(
      // Each of the three programmes has a line of heads.
      stories.length + 3,
    );
    expect(stdout).toContain(
      `\n${stories.length} goals, ${stories.length} assessed, 0 unchanged, 0 failed. Wrote ${stories.length} CarePlan, 1 Device, `,
    );
  });
});

it('attest demo serves the care record until Ctrl+C, and then closes', async () => {
  const demo = await serve(['demo', '--listen', '0.0.0.0', '--quirk', 'epic-like']);
  expect(demo.home).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  const page = await fetch(demo.home);
  expect(page.status).toBe(200);
  expect(page.headers.get('content-type')).toMatch(/^text\/html/);
  const verdicts = await fetch(`${demo.url}/Observation?_summary=count&_tag=computed`);
  expect(((await verdicts.json()) as { total: number }).total).toBe(stories.length);
  expect(await demo.stop()).toBe(0);
  await expect(fetch(demo.home)).rejects.toThrow();
});

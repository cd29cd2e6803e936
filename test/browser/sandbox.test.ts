import chromium from '@sparticuz/chromium';
import type { FhirResource } from 'fhir/r4.js';
import { type Browser, chromium as playwright, type Page } from 'playwright-core';

import { CORE_EXTENSION, IDENTIFIER, SYSTEM } from '../../src/fhir/names.ts';
import {
  createSandboxHost,
  type RunningSandbox,
} from '../../src/sandbox/host/createSandboxHost.ts';

const concept = (system: string, code: string, text?: string) => ({
  coding: [{ system, code }],
  ...(text === undefined ? {} : { text }),
});
const ANN = { reference: 'Patient/ann' };
const GOAL = { reference: 'Goal/library' };

const component = (code: string, system: string, value: string, text?: string) => ({
  code: concept(SYSTEM.observation, code),
  valueCodeableConcept: concept(system, value, text),
});

const RECORD: readonly FhirResource[] = [
  { resourceType: 'Organization', id: 'house', name: 'Thistlewick House' },
  {
    resourceType: 'Patient',
    id: 'ann',
    name: [{ given: ['Ann'], family: 'Brook-<b>Bold</b>' }],
    birthDate: '1990-05-01',
    managingOrganization: { reference: 'Organization/house' },
  },
  {
    resourceType: 'Patient',
    id: 'long',
    name: [{ given: ['Maximiliana'], family: 'Featherstonehaugh'.repeat(6) }],
  },
  {
    resourceType: 'Goal',
    id: 'library',
    lifecycleStatus: 'active',
    achievementStatus: concept(SYSTEM.goalAchievement, 'achieved'),
    description: { text: 'Travel alone to the library & back' },
    subject: ANN,
    startDate: '2026-01-12',
    statusDate: '2026-03-30',
  },
  {
    resourceType: 'Observation',
    id: 's1',
    status: 'final',
    category: [concept(SYSTEM.evidenceSource, 'spot-observation')],
    code: concept(SYSTEM.observation, 'session'),
    subject: ANN,
    performer: [{ display: 'Kofi Elderby' }],
    effectivePeriod: { start: '2026-03-30T10:00:00+01:00' },
    note: [{ text: 'Waited at the kerb unprompted; <script>alert(1)</script> asked twice.' }],
  },
];

const WRITTEN: readonly FhirResource[] = [
  {
    resourceType: 'Observation',
    id: 'v1',
    status: 'preliminary',
    code: concept(SYSTEM.observation, 'attainment'),
    subject: ANN,
    focus: [{ reference: 'Goal/library/_history/1' }],
    issued: '2026-03-30T18:00:00Z',
    valueCodeableConcept: concept(SYSTEM.level, 'partial', 'partial'),
    component: [
      component('verdict', SYSTEM.verdict, 'overstated'),
      component('evidence-strength', SYSTEM.strength, 'weak'),
      component('trajectory', SYSTEM.trajectory, 'improving'),
      component(
        'finding',
        SYSTEM.finding,
        'single-strong-session',
        'One strong session in 8 weeks.',
      ),
    ],
  },
  {
    resourceType: 'Flag',
    id: 'f1',
    status: 'active',
    extension: [
      { url: CORE_EXTENSION.flagDetail, valueReference: GOAL },
      { url: CORE_EXTENSION.flagPriority, valueCodeableConcept: concept(SYSTEM.severity, 'high') },
    ],
    code: concept(SYSTEM.finding, 'overstatement', 'The claimed level is not supported'),
    subject: ANN,
    period: { start: '2026-03-30T18:00:00Z' },
  },
  {
    resourceType: 'Flag',
    id: 'f2',
    status: 'inactive',
    extension: [{ url: CORE_EXTENSION.flagDetail, valueReference: GOAL }],
    code: { text: 'A flag that is closed' },
    subject: ANN,
  },
  {
    resourceType: 'Task',
    id: 't1',
    identifier: [{ system: IDENTIFIER.task, value: 'default.library.spot-observation.1' }],
    status: 'requested',
    intent: 'order',
    priority: 'urgent',
    code: concept(SYSTEM.task, 'spot-observation', 'Spot observation'),
    description: 'Watch one attempt.',
    focus: GOAL,
    for: ANN,
    performerType: [concept(SYSTEM.role, 'team-leader')],
    restriction: { period: { end: '2026-04-06T23:30:00Z' } },
  },
];

const WIDTHS = [390, 1280] as const;

describe('the sandbox in a browser', () => {
  let browser: Browser;
  let running: RunningSandbox;
  let empty: RunningSandbox;

  const start = (resources: readonly FhirResource[]) =>
    createSandboxHost({ resources, now: () => new Date('2026-04-01T09:00:00Z') }).listen({
      host: '127.0.0.1',
      port: 0,
    });

  beforeAll(async () => {
    running = await start([...RECORD, ...WRITTEN]);
    empty = await start(RECORD);
    browser = await playwright.launch({
      executablePath: await chromium.executablePath(),
      // In one process the whole browser ends with its first page.
      args: chromium.args.filter((argument) => argument !== '--single-process'),
      headless: true,
    });
  });
  afterAll(async () => {
    await browser.close();
    await running.close();
    await empty.close();
  });

  /** Opens a page and checks what must hold for each: nothing from elsewhere, nothing too wide. */
  async function visit(url: string, width: number, look: (page: Page) => Promise<void>) {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    const requested: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => requested.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(url);
    await look(page);
    const hosts = requested
      .filter((asked) => !asked.startsWith('data:'))
      .map((asked) => new URL(asked).hostname);
    expect(new Set(hosts)).toEqual(new Set(['127.0.0.1']));
    expect(complaints).toEqual([]);
    const scrolled = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(scrolled).toBeLessThanOrEqual(width);
    expect(await page.locator('html').getAttribute('lang')).toBe('en-GB');
    expect(await page.locator('h1').count()).toBe(1);
    await page.close();
  }

  it.each(WIDTHS)('lists people by service at %i px', async (width) => {
    await visit(running.home, width, async (page) => {
      expect(await page.locator('h2').allInnerTexts()).toEqual([
        'No service recorded',
        'Thistlewick House',
      ]);
      const row = page.locator('tr', { hasText: 'library & back' });
      expect(await row.locator('th').innerText()).toBe('Ann Brook-<b>Bold</b>');
      expect(await row.locator('td').allInnerTexts()).toEqual([
        'Travel alone to the library & back',
        'Achieved',
        'Partial overstated',
        '1',
      ]);
    });
  });

  it.each(WIDTHS)('shows claim beside verdict, flags, tasks and notes at %i px', async (width) => {
    await visit(`${running.home}people/ann`, width, async (page) => {
      const text = await page.locator('main').innerText();
      expect(text).toContain('More is claimed than the evidence supports.');
      expect(text).toContain('Strength of evidence: weak. Course: improving.');
      expect(text).toContain('The claimed level is not supported – since 30 March 2026');
      expect(text).not.toContain('A flag that is closed');
      // 23:30 in UTC is the next day in London.
      expect(text).toContain('Team leader, by 7 April 2026');
      expect(text).toContain('<script>alert(1)</script>');
      expect(await page.locator('script').count()).toBe(0);
    });
  });

  it.each(WIDTHS)('says when nothing was written yet at %i px', async (width) => {
    await visit(empty.home, width, async (page) => {
      expect(await page.locator('.empty').innerText()).toContain(
        'Attest has not written to this record yet',
      );
    });
    await visit(`${empty.home}people/ann`, width, async (page) => {
      expect(await page.locator('.empty').innerText()).toBe(
        'Attest has not written to this record yet.',
      );
    });
  });

  it('can be used by keyboard alone', async () => {
    await visit(running.home, 1280, async (page) => {
      await page.keyboard.press('Tab');
      expect(await page.locator(':focus').innerText()).toBe('Skip to the main content');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/people/ann');
    });
  });

  it('answers an unknown person with a page and 404', async () => {
    const answer = await fetch(`${running.home}people/nobody`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('There is no such page');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});

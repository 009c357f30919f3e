import type { Page } from '@playwright/test';
import { signIn } from '../people.ts';
import { expect, test } from '../soundings.ts';
import { EDITOR, openSurvey, waveOf } from '../survey.ts';

const ORGANISATION = 'Wren & Halloway';

test('a developer sees the organisation and their own team', async ({ page, server, visit }) => {
  await signIn(page, server.url, 'Developer');
  await page.goto('/results');
  expect(await teams(page)).toEqual([ORGANISATION, 'Checkout Rates']);

  await page.getByRole('rowheader', { name: 'Checkout Rates' }).getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Checkout Rates' })).toBeVisible();
  // The team above is named, but not theirs to look into.
  const way = page.getByRole('navigation', { name: 'Breadcrumbs' });
  await expect(way).toContainText('Merchant Services');
  await expect(way.getByRole('link', { name: 'Merchant Services' })).toHaveCount(0);

  const everywhere = await addresses(await visit('Researcher'));
  for (const team of ['Merchant Services', 'Merchant Billing', 'Developer Platform']) {
    await expectRefused(page, everywhere.get(team));
  }
});

test('a manager sees the organisation and all teams below their own', async ({
  page,
  server,
  visit,
}) => {
  await signIn(page, server.url, 'Manager');
  await page.goto('/results');
  expect(await teams(page)).toEqual([
    ORGANISATION,
    'Merchant Services',
    'Carrier Links',
    'Checkout Rates',
    'Merchant Billing',
    'Public Interfaces',
  ]);
  const everywhere = await addresses(await visit('Researcher'));
  await page.goto(everywhere.get('Merchant Billing') ?? '');
  await expect(page.getByRole('heading', { level: 1, name: 'Merchant Billing' })).toBeVisible();
  for (const team of ['Delivery Network', 'Route Planning', 'Build and Release']) {
    await expectRefused(page, everywhere.get(team));
  }
  await page.goto('/results');
  await page.getByRole('link', { name: EDITOR }).click();
  const byTeam = page.getByRole('table', { name: EDITOR });
  await expect(byTeam.getByRole('rowheader', { name: 'Merchant Billing' })).toBeVisible();
  await expect(byTeam.getByRole('rowheader', { name: 'Route Planning' })).toHaveCount(0);
});

test('a researcher and an admin see every team', async ({ visit }) => {
  for (const role of ['Researcher', 'Admin'] as const) {
    const page = await visit(role);
    await page.goto('/results');
    expect((await teams(page)).length).toBeGreaterThan(15);
  }
});

test('a figure that is withheld says why, and where to look instead', async ({ page, server }) => {
  await signIn(page, server.url, 'Manager');
  await page.goto('/results');
  const heat = page.getByRole('table', { name: /^Scores by team and dimension/ });
  const cell = heat.getByRole('row', { name: /^Carrier Links/ }).getByText(/^Withheld: /);
  await expect(cell.first()).toHaveText(
    /fewer than 5 answers|a group of fewer than 5|one of its questions/,
  );
  await expect(page.getByText(/Look at a larger team, or at the organisation, instead/)).toBeVisible();

  await page.getByRole('link', { name: 'Carrier Links' }).click();
  const note = page.getByText(/^Withheld: .+ Look at .+ instead\.$/);
  await expect(note.first()).toBeVisible();
  await note.first().getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Merchant Services' })).toBeVisible();
});

test('the same page is a choice away in every quarter', async ({ page, server }) => {
  await signIn(page, server.url, 'Developer');
  await page.goto('/results');
  const quarters = await pick(page);
  expect(quarters.length).toBe(8);
  const oldest = quarters.at(-1) ?? '';
  await page.getByRole('navigation', { name: 'Waves' }).getByRole('link', { name: oldest }).click();
  await expect(page).toHaveTitle(new RegExp(oldest));
  // Nothing came before it, so nothing is compared.
  await expect(page.getByText('nothing to compare with').first()).toBeVisible();

  await page.getByRole('link', { name: 'Checkout Rates' }).click();
  const [newest] = await pick(page);
  await page.getByRole('navigation', { name: 'Waves' }).getByRole('link', { name: newest }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Checkout Rates' })).toBeVisible();
  await expect(page).toHaveTitle(new RegExp(newest));
});

test('an item is shown over the quarters and by team', async ({ page, server }) => {
  await signIn(page, server.url, 'Manager');
  await page.goto('/results');
  await page.getByRole('link', { name: EDITOR }).click();
  await expect(page.getByRole('heading', { level: 1, name: EDITOR })).toBeVisible();
  await expect(page.getByRole('img', { name: /^Favourable answers in Wren & Halloway/ })).toBeVisible();
  const table = page.getByRole('table', { name: EDITOR });
  await table.getByRole('link', { name: 'Merchant Billing' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Merchant Billing' })).toBeVisible();
});

test('behind every chart is a table with its numbers', async ({ page, server }) => {
  await signIn(page, server.url, 'Manager');
  await page.goto('/results');
  expect(await chartsWithoutTable(page)).toEqual([]);
  await page.getByRole('link', { name: EDITOR }).click();
  expect(await chartsWithoutTable(page)).toEqual([]);
  await page.getByRole('table', { name: EDITOR }).getByRole('link', { name: ORGANISATION }).click();
  expect(await chartsWithoutTable(page)).toEqual([]);

  const trend = page.getByRole('figure').filter({ hasText: 'Documentation' }).first();
  await expect(trend.getByRole('table')).toBeHidden();
  await trend.getByText('The numbers').click();
  const table = trend.getByRole('table', { name: /^Documentation in Wren & Halloway, by / });
  await expect(table.getByRole('row')).toHaveCount(9);
});

test('comments are shown for the large and not for the small', async ({ page, server }) => {
  await signIn(page, server.url, 'Manager');
  await page.goto('/results');
  await page.getByRole('rowheader', { name: ORGANISATION }).getByRole('link').click();
  const comments = page.getByRole('region', { name: 'Comments' });
  await expect(comments).toContainText('nothing shows which come from one person');
  await expect(comments.getByRole('listitem').first()).toBeVisible();

  await page.goto('/results');
  await page.getByRole('link', { name: 'Carrier Links' }).click();
  await expect(comments.getByRole('listitem')).toHaveCount(0);
  await expect(comments).toContainText('No comment is shown for this team');
});

test('nobody sees a figure of a survey that is not published', async ({ page, server, visit }) => {
  await signIn(page, server.url, 'Developer');
  const survey = await openSurvey(page);
  for (const role of ['Developer', 'Manager', 'Researcher', 'Admin'] as const) {
    const visitor = await visit(role);
    await expectRefused(visitor, `/results/${waveOf(survey)}`);
  }
});

/** The teams of the heat map. */
async function teams(page: Page): Promise<string[]> {
  const heat = page.getByRole('table', { name: /^Scores by team and dimension/ });
  return heat.getByRole('rowheader').allInnerTexts();
}

/** Where the results of every team are. */
async function addresses(researcher: Page): Promise<Map<string, string>> {
  await researcher.goto('/results');
  const heat = researcher.getByRole('table', { name: /^Scores by team and dimension/ });
  const links = await heat.getByRole('link').evaluateAll((all) =>
    all.map((link) => [link.textContent?.trim() ?? '', link.getAttribute('href') ?? ''] as const),
  );
  return new Map(links);
}

async function expectRefused(page: Page, address = ''): Promise<void> {
  expect(address).not.toBe('');
  const answer = await page.goto(address);
  expect([403, 404]).toContain(answer?.status());
  await expect(page.getByText('or is not yours to see')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is nothing here');
  await expect(page).toHaveTitle(/There is nothing here/);
  await expect(page.getByRole('table')).toHaveCount(0);
}

/** Opens the choice of quarters, and says which there are. */
async function pick(page: Page): Promise<string[]> {
  await page.locator('summary', { hasText: /^Q\d \d{4}/ }).click();
  const waves = page.getByRole('navigation', { name: 'Waves' });
  await expect(waves).toBeVisible();
  return waves.getByRole('link').allInnerTexts();
}

/** Charts that speak for themselves, but neither stand in a table nor have one beside them. */
async function chartsWithoutTable(page: Page): Promise<string[]> {
  await expect(page.locator('svg').first()).toBeVisible();
  return page.locator('main svg:not([aria-hidden="true"])').evaluateAll((charts) =>
    charts
      .filter((chart) => !chart.closest('table, [aria-hidden="true"]'))
      .filter((chart) => !chart.closest('figure')?.querySelector('table'))
      .map((chart) => chart.outerHTML.slice(0, 200)),
  );
}

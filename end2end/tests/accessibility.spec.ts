import { expectAccessibleEverywhere, expectToFit } from '../accessible.ts';
import { walk } from '../crawl.ts';
import { fillInSignIn, signIn, takeUpOwnForm } from '../people.ts';
import { expect, test } from '../soundings.ts';
import { EDITOR, openSurvey, option, send, waveOf } from '../survey.ts';

test.describe('for everybody', () => {
  test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'axe is a script; the HTML is the same');

  // Each page as whoever sees most of it: looking takes a second or two a page.
  for (const [role, within] of [
    ['Developer', /^\/(answer|account|method)/],
    ['Manager', /^\/results/],
    ['Researcher', /^\/(programs|items|waves|guides|interviews|codebook)/],
    ['Admin', /^\/(people|roster|teams)/],
  ] as const) {
    test(`no page of the ${role.toLowerCase()} keeps anybody out`, async ({
      page,
      server,
    }) => {
      test.setTimeout(180_000);
      await signIn(page, server.url, role);
      await walk(page, () => expectAccessibleEverywhere(page), within);
    });
  }

  test('no page before signing in keeps anybody out', async ({ page }) => {
    for (const address of [
      '/sign-in',
      '/sign-in/sent',
      '/sign-in/resume',
      '/link/none',
      '/nothing',
    ]) {
      await page.goto(address);
      await expectAccessibleEverywhere(page);
    }
  });

  test('no form that came back and no refusal keeps anybody out', async ({
    page,
    context,
    server,
  }) => {
    test.setTimeout(180_000);
    await page.goto('/sign-in');
    await fillInSignIn(page, 'nobody@example.com', 'not the password at all');
    await expect(page.getByRole('alert')).toBeVisible();
    await expectAccessibleEverywhere(page);

    await signIn(page, server.url, 'Developer');
    await page.goto('/items');
    await expectAccessibleEverywhere(page);
    const survey = await openSurvey(page);
    await option(page, EDITOR, /^5/).check();
    await option(page, EDITOR, /^5/).evaluate((input: HTMLInputElement) => (input.value = '6'));
    await send(page);
    await expect(page.getByRole('alert')).toBeVisible();
    await expectAccessibleEverywhere(page);

    await context.clearCookies();
    await option(page, EDITOR, /^5/).check();
    await send(page);
    await expect(page.getByRole('heading', { name: 'Sign in to go on' })).toBeVisible();
    await expectAccessibleEverywhere(page);

    await signIn(page, server.url, 'Developer');
    await takeUpOwnForm(page);
    await expect(page).toHaveURL(`/answer/${waveOf(survey)}/done`);
    await expectAccessibleEverywhere(page);
    await page.goto(survey);
    await expectAccessibleEverywhere(page);
  });
});

test('every page has a title of its own and fits on a phone', async ({ page, server }) => {
  test.setTimeout(180_000);
  await signIn(page, server.url, 'Admin');
  await page.setViewportSize({ width: 390, height: 800 });
  const titles = new Map<string, string>();
  await walk(page, async (address) => {
    const title = await page.title();
    expect(title).toMatch(/^\S.* – Soundings$/);
    expect(titles.get(title), `“${title}” is the title of ${address}, and also of`).toBeUndefined();
    titles.set(title, address);
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    await expectToFit(page);
  });
  expect(titles.size).toBeGreaterThan(20);
});

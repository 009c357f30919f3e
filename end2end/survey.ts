/** Finding one's way in the survey that is open in the sample organisation. */

import { expect, type Locator, type Page } from '@playwright/test';

/** A question that everybody is asked, answered by 1 to 5. */
export const EDITOR = 'My editor kept up with the size of our code.';
/** Another one. */
export const REVIEW = 'My changes got a first review before I lost the thread.';
/** A question that everybody is asked, answered by 0 to 10. */
export const RECOMMEND = 'A friend who writes software thinks of joining us.';
/** How often something was used, and what is asked only if it was. */
export const CI = 'How often did you use the CI system in the last quarter?';
export const CI_SPEED = 'CI gave me its verdict while my change was still fresh in my mind.';
/** A comment. */
export const WISH = 'What should the platform team work on next?';

/** Goes from the start page to the open survey, which is answered with a token; says where that is. */
export async function openWithToken(page: Page): Promise<string> {
  await page.goto('/');
  await page.getByRole('main').getByRole('link', { name: /^Quarterly developer experience/ }).click();
  await expect(page).toHaveURL(/\/answer\//);
  return new URL(page.url()).pathname;
}

/** Goes on to the same survey as it is answered confidentially, and says where that is. */
export async function openSurvey(page: Page): Promise<string> {
  const survey = `${await openWithToken(page)}?mode=confidential`;
  await page.goto(survey);
  return survey;
}

/** The wave of a survey's address. */
export function waveOf(survey: string): string {
  return survey.replace('/answer/', '').replace(/\?.*$/, '');
}

/** A question with options: `option(page, EDITOR, /^4/)`. */
export function option(page: Page, wording: string, label: RegExp | string): Locator {
  return page.getByRole('group', { name: wording }).getByLabel(label);
}

/** The box for a comment. */
export function comment(page: Page, wording: string): Locator {
  return page.getByRole('textbox', { name: wording });
}

/** Sends the survey. */
export async function send(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Send my answers' }).click();
}

/** Closes a wave, as the researcher does. */
export async function close(researcher: Page, wave: string): Promise<void> {
  await researcher.goto(`/waves/${wave}`);
  await researcher.getByText('Close this wave', { exact: true }).click();
  await researcher.getByRole('button', { name: 'Yes, close it' }).click();
  await expect(researcher.locator('summary', { hasText: 'Publish the results' })).toBeVisible();
}

/** Those whom the sample organisation lets sign in, as it printed them. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { sampleDirectory } from './sample.ts';

export type Role = 'Developer' | 'Manager' | 'Researcher' | 'Admin';

export interface Person {
  name: string;
  email: string;
  password: string;
}

/** Somebody of the sample organisation who holds this role. */
export async function somebody(role: Role): Promise<Person> {
  const printed = await readFile(join(sampleDirectory(), 'printed.txt'), 'utf8');
  const password = /with the password “(.+)”/.exec(printed)?.[1];
  const line = new RegExp(`^ +${role} +(\\S+@\\S+) +(.+)$`, 'm').exec(printed);
  if (password === undefined || line === null) {
    throw new Error(`the demo did not print how to sign in as ${role}\n${printed}`);
  }
  return { email: line[1], name: line[2].trim(), password };
}

/** Fills in the form of the sign-in page, wherever that leads. */
export async function fillInSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Signs in without the page, for tests that are about something else. */
export async function signIn(page: Page, baseURL: string, role: Role): Promise<Person> {
  const person = await somebody(role);
  const answer = await page.request.post('/sign-in', {
    form: { email: person.email, password: person.password },
    headers: { origin: baseURL },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(303);
  return person;
}

/** On the page that asks to sign in again: says whose the form is, as no cookie tells it any more. */
export async function takeUpOwnForm(page: Page): Promise<void> {
  await page.getByLabel('I filled in this form myself').check();
  await page.getByRole('button', { name: 'Sign in and go on' }).click();
}

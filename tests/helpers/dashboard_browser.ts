import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContext, Page } from 'playwright'
import type User from '#app/accounts/models/user'
import { ORIGIN } from '#tests/helpers/dashboard'
import { PASSWORD } from '#tests/helpers/people'

/** A page on which someone has signed in to the dashboard through its form. */
export async function aPageSignedInAs(user: User, context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${ORIGIN}/admin/sign-in`)
  await typeCredentials(page, user)
  await page.waitForURL(`${ORIGIN}/admin`)
  return page
}

export async function typeCredentials(page: Page, user: User): Promise<void> {
  await page.getByLabel('Email').fill(user.email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** The messages on a browser's console, except those that a test provokes itself. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on('console', (entry) => void (entry.type() === 'error' && complaints.push(entry.text())))
  page.on('pageerror', (error) => void complaints.push(error.message))
  return complaints
}

/** The accessibility violations of a page, as found by axe. */
export async function barriersOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`)
  )
}

/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { ORIGIN } from '#tests/helpers/dashboard'
import { aPageSignedInAs, barriersOf } from '#tests/helpers/dashboard_browser'
import { aMember, aMemberSession } from '#tests/helpers/members'
import { aMessage } from '#tests/helpers/messages'
import { aLearner, aSuperAdministrator, enroll } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

const LIST = 'name,email\nAsha Rao,asha@theta.example\n,nobody@theta.example\n'

/** Ends what fades in, since its colours are mixed meanwhile. */
async function endAnimations(page: Page) {
  await page.evaluate(() => {
    for (const one of document.getAnimations())
      if (Number.isFinite(one.effect?.getComputedTiming().endTime)) one.finish()
  })
}

/** What no link leads to: each opens a page, a menu or a dialog. */
async function states() {
  const course = await aCourse({ title: 'Knots that hold' })
  await aLecture(course)
  const learner = await aLearner({ name: 'Asha Rao' })
  await enroll(learner, course)
  const member = await aMember({ username: 'ravi' })
  await aMemberSession(member)
  await aMessage({ author: member })
  const person = `/admin/people/${learner.id}`
  const inMenu = async (page: Page, name: string) => {
    await page.getByLabel('More actions').click()
    await page.getByRole('button', { name }).click()
  }
  const press = (name: string) => (page: Page) => page.getByRole('button', { name }).first().click()
  return {
    'preview of an import': async (page: Page) => {
      await page.goto(`${ORIGIN}/admin/people/import`)
      await page.getByLabel('Or paste the list').fill(LIST)
      await press('Preview')(page)
      await page.getByText('Import 1 person').waitFor()
    },
    'refused person': async (page: Page) => {
      await page.goto(`${ORIGIN}/admin/people/add`)
      await page.getByLabel('Name').fill('Asha')
      await page.getByLabel('Email').fill('asha@nowhere')
      await press('Add person')(page)
      await page.locator('[aria-invalid="true"]').waitFor()
    },
    'menu of a person': async (page: Page) => {
      await page.goto(ORIGIN + person)
      await page.getByLabel('More actions').click()
    },
    'erasure of a person': async (page: Page) => {
      await page.goto(ORIGIN + person)
      await inMenu(page, 'Erase personal data')
    },
    'name and email of a person': async (page: Page) => {
      await page.goto(ORIGIN + person)
      await inMenu(page, 'Edit name and email')
    },
    'role of a member': async (page: Page) => {
      await page.goto(`${ORIGIN}/admin/members/people/${member.id}`)
      await press('Change role')(page)
    },
    'removal of a message': async (page: Page) => {
      await page.goto(`${ORIGIN}/admin/members`)
      await press('Remove')(page)
    },
    'menu of a lecture': async (page: Page) => {
      await page.goto(`${ORIGIN}/admin/courses/${course._id}`)
      await page.getByRole('link', { name: /^Play/ }).click()
      await page.getByLabel(/^Actions for/).click()
    },
    'finished courses': async (page: Page) => {
      await page.goto(`${ORIGIN}/admin/activity?kind=finished`)
    },
    'empty list': async (page: Page) => {
      await page.goto(`${ORIGIN}/admin/people?search=nobody`)
    },
  }
}

test.group('Dialogs, menus and answers to forms', (group) => {
  group.each.setup(emptyStores)

  for (const { theme, width } of [
    { theme: 'light', width: 1280 },
    { theme: 'dark', width: 390 },
  ] as const) {
    test(`are accessible and fit the screen: ${theme}, ${width} px wide`, async ({
      assert,
      browser,
    }) => {
      const opened = await states()
      const viewport = { width, height: 900 }
      const context = await browser.newContext({ viewport, colorScheme: theme })
      const page = await aPageSignedInAs(await aSuperAdministrator(), context)
      for (const [name, open] of Object.entries(opened)) {
        await open(page)
        await endAnimations(page)
        assert.deepEqual(await barriersOf(page), [], name)
        const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth)
        assert.isAtMost(scrollWidth, width, name)
      }
      await context.close()
    }).timeout(120_000)
  }
})

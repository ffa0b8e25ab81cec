/// <reference lib="dom" />
import { test } from '@japa/runner'
import { actionsAbout } from '#tests/helpers/audit'
import { aPageSignedInAs } from '#tests/helpers/dashboard_browser'
import { ORIGIN } from '#tests/helpers/dashboard'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { aLearner, anAdministrator, tokenOf } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

test.group('People in a browser', (group) => {
  group.each.setup(emptyStores)

  test('grants and revokes a course, visibly in the API', async ({ assert, browserContext }) => {
    const person = await aLearner({ name: 'Asha Rao' })
    const headers = await tokenOf(person)
    const course = await aCourse({ title: 'Knots that hold' })
    const lecture = await aLecture(course)
    const watch = async () => {
      const { status } = await fetch(`${ORIGIN}/api/lecture/${lecture._id}`, { headers })
      return status
    }
    const page = await aPageSignedInAs(await anAdministrator(), browserContext)
    assert.equal(await watch(), 403)

    await page.goto(`${ORIGIN}/admin/people`)
    await page.getByRole('link', { name: 'Asha Rao' }).click()
    await page.getByRole('link', { name: 'Give access' }).first().click()
    await page.getByLabel('Course', { exact: true }).selectOption('Knots that hold')
    await page.getByLabel('Reason').fill('Won a prize')
    await page.getByRole('button', { name: 'Give access' }).click()
    await page.getByText('Access given').waitFor()
    assert.equal(await watch(), 200)

    await page.getByLabel('Actions for Knots that hold').click()
    await page.getByRole('button', { name: 'Remove access', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove access' }).click()
    await page.getByText('Access removed').waitFor()
    assert.equal(await watch(), 403)
    assert.deepEqual(await actionsAbout(person.id), ['enrollment.granted', 'enrollment.revoked'])
  })

  test('finds a person through the search by keyboard only', async ({ assert, browserContext }) => {
    const person = await aLearner({ name: 'Asha Rao' })
    const page = await aPageSignedInAs(await anAdministrator(), browserContext)
    for (const shortcut of ['Control+k', '/']) {
      await page.goto(`${ORIGIN}/admin`)
      await page.keyboard.press(shortcut)
      await page.keyboard.type('asha')
      await page
        .locator('#search-results')
        .getByRole('option', { name: /^Asha Rao/ })
        .waitFor()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await page.waitForURL(`${ORIGIN}/admin/people/${person.id}`)
      assert.equal(await page.locator('h1').innerText(), 'Asha Rao')
      assert.isFalse(await page.locator('#search-results').isVisible())
    }
  })
})

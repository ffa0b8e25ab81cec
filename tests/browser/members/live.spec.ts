import { test } from '@japa/runner'
import type { BrowserContext, Page } from 'playwright'
import config from '#config/members'
import type Member from '#app/members/models/member'
import { BACKEND } from '#tests/helpers/forms'
import { aMember, signedIn } from '#tests/helpers/members'
import { servePage } from '#tests/helpers/page_server'
import { emptyStores } from '#tests/helpers/stores'

/** A free origin that `MEMBERS_ORIGINS` includes. */
const CLIENT = config.origins[1]

/** Page of a client: it lists the messages, and reads them anew with each event, as the deployed one does. */
const PAGE = `<!doctype html>
<title>Board</title>
<p id="state">connecting</p>
<ol id="messages"></ol>
<script>
  const { api, headers, token } = JSON.parse(decodeURIComponent(location.hash.slice(1)))
  const show = async () => {
    const response = await fetch(api + '/messages', { headers: { authorization: headers.authorization } })
    const { payload } = await response.json()
    messages.replaceChildren(...payload.map(({ message, user }) => {
      const item = document.createElement('li')
      item.textContent = user.username + ': ' + message
      return item
    }))
  }
  const source = new EventSource(api + '/events?accessToken=' + token)
  source.onopen = async () => { await show(); state.textContent = 'live' }
  source.onerror = () => { state.textContent = 'interrupted' }
  source.addEventListener('MESSAGE_EVENT', show)
</script>`

test.group('Two people on the message board', (group) => {
  group.setup(async () => {
    const { stop } = await servePage(PAGE, Number(new URL(CLIENT).port))
    return stop
  })
  group.each.setup(emptyStores)

  test('see each other’s messages live', async ({ assert, browser, cleanup, client }) => {
    const people = [await anEyewitness(browser), await anEyewitness(browser)]
    for (const { page } of people) cleanup(() => page.context().close())
    for (const { page } of people) await page.getByText('live', { exact: true }).waitFor()

    for (const { headers, member } of people) {
      const message = `Hello from ${member.username}`
      await client.post('/api/v2/messages').headers(headers).json({ message })
      for (const { page } of people)
        await page.getByText(`${member.username}: ${message}`).waitFor()
    }
    const path = `/api/v2/messages/${await firstMessage(client)}`
    await client.patch(path).headers(people[0].headers).json({ newMessage: 'Changed' })
    for (const { page } of people) await page.getByText(': Changed').waitFor()
    await client.delete(path).headers(people[0].headers)
    for (const { page } of people) await page.getByText(': Changed').waitFor({ state: 'detached' })

    const states = await Promise.all(people.map(({ page }) => page.textContent('#state')))
    assert.deepEqual(states, ['live', 'live'])
  })

  async function anEyewitness(browser: { newContext(): Promise<BrowserContext> }) {
    const member: Member = await aMember({ role: 'MEMBER' })
    const { accessToken, headers } = await signedIn(member)
    const context = await browser.newContext()
    const page: Page = await context.newPage()
    const { authorization } = headers
    const settings = { api: `${BACKEND}/api/v2`, token: accessToken, headers: { authorization } }
    await page.goto(`${CLIENT}/#${encodeURIComponent(JSON.stringify(settings))}`)
    return { page, member, headers }
  }
})

async function firstMessage(client: { get(path: string): PromiseLike<{ body(): any }> }) {
  const response = await client.get('/api/v2/messages/public')
  return response.body().payload[0].messageId
}

import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import PurgeMembers from '#app/members/actions/purge_members'
import capability from '#app/members/capability'
import Member from '#app/members/models/member'
import MemberSession from '#app/members/models/member_session'
import RefreshToken from '#app/members/models/refresh_token'
import { ace } from '#tests/helpers/console'
import { aMember, aMemberSession, MEMBER_PASSWORD } from '#tests/helpers/members'
import MembersBrowser, { clockThat } from '#tests/helpers/members_browser'
import { emptyStores } from '#tests/helpers/stores'

test.group('The daily clean-up of the message board', (group) => {
  group.each.setup(emptyStores)

  test('deletes expired sessions', async ({ assert }) => {
    const member = await aMember()
    await aMemberSession(member, { expiresAt: DateTime.utc().minus({ minutes: 1 }) })
    const active = await aMemberSession(member)
    const { code, stdout } = await ace(['members:prune'])

    assert.equal(code, 0)
    assert.equal(stdout, 'Deleted 1 sessions and 0 refresh tokens.\n')
    const [left, ...others] = await MemberSession.all()
    assert.equal(left.id, active.id)
    assert.isEmpty(others)
  })

  test('deletes used refresh tokens, whose reuse still revokes the session', async ({
    assert,
    client,
    cleanup,
  }) => {
    const clock = clockThat(cleanup)
    const browser = new MembersBrowser(client)
    await browser.enter()
    const used = browser.copy()
    for (const minutes of [15, 30]) {
      clock.isAt({ minutes })
      await browser.refresh()
    }
    clock.isAt({ minutes: 100 })
    const purge = await app.container.make(PurgeMembers)
    assert.deepEqual(await purge.handle(), { sessions: 0, refreshTokens: 1 })
    assert.lengthOf(await RefreshToken.all(), 2)

    const response = await used.refresh()
    response.assertStatus(401)
    assert.isEmpty(await MemberSession.all())
  })

  test('keeps a token whose answer may have got lost', async ({ client, cleanup }) => {
    const clock = clockThat(cleanup)
    const browser = new MembersBrowser(client)
    await browser.enter()
    const waiting = browser.copy()
    await browser.refresh()
    clock.isAt({ hours: 5 })
    const purge = await app.container.make(PurgeMembers)
    await purge.handle()
    const response = await waiting.refresh()
    response.assertStatus(200)
  })

  test('is a recurring job', ({ assert }) => {
    assert.isTrue(capability.schedules!.some(({ id }) => id === 'members.purge'))
  })
})

test.group('The command members:admin', (group) => {
  group.each.setup(emptyStores)

  test('creates an administrator, who can sign in', async ({ assert, client }) => {
    const { code, stdout } = await ace(
      ['members:admin', 'boss', '--password-stdin', '--firstname', 'Mira'],
      `${MEMBER_PASSWORD}\n`
    )
    assert.equal(code, 0)
    const member = await Member.firstOrFail()
    assert.include(member.$attributes, { username: 'boss', firstname: 'Mira', role: 'ADMIN' })
    assert.equal(stdout, `Created boss (${member.id}).\n`)
    const response = await new MembersBrowser(client).login('boss')
    response.assertStatus(200)
  })

  for (const [title, args, input] of [
    ['a weak password', ['boss', '--password-stdin'], 'weak'],
    ['an invalid name', ['the boss', '--password-stdin'], MEMBER_PASSWORD],
    ['no password', ['boss'], ''],
    ['a name that is taken', ['TAKEN', '--password-stdin'], MEMBER_PASSWORD],
  ] as const)
    test(`refuses ${title}`, async ({ assert }) => {
      await aMember({ username: 'taken' })
      const { code, stderr } = await ace(['members:admin', ...args], input)
      assert.equal(code, 1)
      assert.equal(stderr.trim().split('\n').length, 1)
      assert.lengthOf(await Member.all(), 1)
    })
})

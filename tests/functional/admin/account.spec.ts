import { test } from '@japa/runner'
import DashboardSession from '#app/accounts/models/dashboard_session'
import { aVisitorSignedInAs, Visitor, openSessions } from '#tests/helpers/dashboard'
import { anAdministrator, PASSWORD, tokenOf } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

test.group('The account page', (group) => {
  group.each.setup(emptyStores)

  test('changes the password and ends the other sessions', async ({ assert, client }) => {
    const administrator = await anAdministrator()
    const token = await tokenOf(administrator)
    const elsewhere = await aVisitorSignedInAs(administrator)
    const visitor = await aVisitorSignedInAs(administrator)
    await visitor.get('/admin/account')

    const answer = await visitor.post('/admin/account/password', {
      currentPassword: PASSWORD,
      password: 'a better passphrase',
    })

    const { html } = await visitor.follow(answer)
    assert.include(html, 'Password changed')
    const there = await elsewhere.get('/admin')
    assert.equal(there.location, '/admin/sign-in')
    const me = await client.get('/api/user/me').headers(token)
    me.assertStatus(401)
    const fresh = await new Visitor().signIn(administrator, { password: 'a better passphrase' })
    assert.equal(fresh.location, '/admin')
  })

  test('shows an error next to the field {field}')
    .with([
      { field: 'currentPassword', current: 'wrong', password: 'a better passphrase' },
      { field: 'password', current: PASSWORD, password: 'sh0rt' },
    ])
    .run(async ({ assert }, { field, current, password }) => {
      const visitor = await aVisitorSignedInAs(await anAdministrator())
      await visitor.get('/admin/account')
      const answer = await visitor.post('/admin/account/password', {
        currentPassword: current,
        password,
      })
      const { html } = await visitor.follow(answer)
      assert.match(html, new RegExp(`id="field-${field}"[^>]*aria-invalid="true"`))
      assert.notInclude(html, password)
    })

  test('lists sessions with their devices, and ends them one by one or all others at once', async ({
    assert,
  }) => {
    const administrator = await anAdministrator()
    const others = [
      await aVisitorSignedInAs(administrator),
      await aVisitorSignedInAs(administrator),
      await aVisitorSignedInAs(administrator),
    ]
    const visitor = await aVisitorSignedInAs(administrator)
    const page = await visitor.get('/admin/account')
    assert.lengthOf(page.html.match(/Chrome on Linux/g)!, 4)
    const ends = [...page.html.matchAll(/action="(\/admin\/account\/sessions\/\w{24}\/end)"/g)]
    assert.lengthOf(ends, 3)

    await visitor.post(ends[0][1])
    assert.equal(await openSessions(), 3)
    await visitor.post('/admin/account/sessions/end')
    assert.equal(await openSessions(), 1)
    for (const other of others) {
      const { location } = await other.get('/admin')
      assert.equal(location, '/admin/sign-in')
    }
    const { status } = await visitor.get('/admin')
    assert.equal(status, 200)
  })

  test('refuses to end another person’s session', async ({ assert }) => {
    const someone = await aVisitorSignedInAs(await anAdministrator())
    const { id } = await DashboardSession.firstOrFail()
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    await visitor.post(`/admin/account/sessions/${id}/end`)
    const { status } = await someone.get('/admin')
    assert.equal(status, 200)
  })
})

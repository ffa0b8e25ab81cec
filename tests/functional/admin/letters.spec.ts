import { test } from '@japa/runner'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { aVisitorSignedInAs, type Visitor } from '#tests/helpers/dashboard'
import { aLearner, aSuperAdministrator } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

const LISTS = [
  '/admin/people?search=',
  '/admin/courses?search=',
  '/admin/search?q=',
  '/admin/audit?target=',
]

async function finds(visitor: Visitor, text: string): Promise<Record<string, boolean>> {
  const found: Record<string, boolean> = {}
  for (const list of LISTS) {
    const { html } = await visitor.get(list + encodeURIComponent(text))
    found[list] = html.includes('<bdi>Юлия Élodie Straße')
  }
  return found
}

/** Someone and something that the lists find by the same words. */
async function aPersonAndACourse(): Promise<Visitor> {
  const name = 'Юлия Élodie Straße'
  const visitor = await aVisitorSignedInAs(await aSuperAdministrator())
  const { id } = await aLearner({ name })
  const course = await aCourse({ title: name })
  await aLecture(course, { title: name })
  await visitor.get(`/admin/people/${id}`)
  await visitor.post(`/admin/people/${id}/block`)
  return visitor
}

test.group('Letters beyond ASCII', (group) => {
  group.each.setup(emptyStores)

  test('are found in any case and normal form by every search', async ({ assert }) => {
    const visitor = await aPersonAndACourse()
    for (const text of [
      'юлия',
      'ЮЛИЯ',
      'élodie',
      'ÉLODIE',
      'E\u0301LODIE',
      'elodie',
      'straße',
      'strasse',
      'STRASSE',
      'лия élo',
    ]) {
      const found = await finds(visitor, text)
      assert.deepEqual(Object.values(found), [true, true, true, true], text)
    }
    const found = await finds(visitor, 'юлий')
    assert.deepEqual(Object.values(found), [false, false, false, false])
  })

  test('are sorted like those of ASCII', async ({ assert }) => {
    for (const name of ['zoe', 'Élodie', 'adam', 'Юлия']) await aLearner({ name })
    const visitor = await aVisitorSignedInAs(await aLearner({ role: 'admin', name: 'mia' }))
    const { html } = await visitor.get('/admin/people?sort=name')
    const names = [...html.matchAll(/<bdi>(zoe|Élodie|adam|Юлия)<\/bdi>/g)].map(([, name]) => name)
    assert.deepEqual(names, ['adam', 'Élodie', 'zoe', 'Юлия'])
  })

  test('are found in the host of an e-mail, as it is written and as it is sent', async ({
    assert,
  }) => {
    const { id } = await aLearner({ email: 'chef@xn--bcher-kva.example' })
    const visitor = await aVisitorSignedInAs(await aSuperAdministrator())
    for (const text of ['chef@bücher', 'BÜCHER', 'bucher', 'xn--bcher-kva']) {
      const { html } = await visitor.get(`/admin/people?search=${encodeURIComponent(text)}`)
      assert.include(html, `/admin/people/${id}`, text)
    }
  })

  test('confirm a deletion in any normal form, and copied with its direction marks', async ({
    assert,
  }) => {
    for (const typed of ['E\u0301te\u0301', '\u2068Été\u2069', ' Été ']) {
      const course = await aCourse({ title: 'Été' })
      const visitor = await aVisitorSignedInAs(await aSuperAdministrator())
      await visitor.get('/admin/courses')
      const answer = await visitor.postForm(
        '/admin/courses/delete',
        { typed },
        { 'ids[]': [String(course._id)] }
      )
      assert.equal(answer.location, '/admin/courses', typed)
    }
  })
})

import { test } from '@japa/runner'
import AuditEntry from '#app/platform/audit/audit_entry'
import CourseDocument from '#app/catalog/documents/course'
import { aCourse } from '#tests/helpers/catalog'
import { aVisitorSignedInAs, type Visitor } from '#tests/helpers/dashboard'
import { aCoverFile, storedFiles } from '#tests/helpers/files'
import { anAdministrator, tokenOf } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

const FIELDS = {
  title: 'Knots that hold',
  description: 'Rope, **knots** and friction.',
  category: 'Sailing',
  createdBy: 'Asha Rao',
  price: '1499',
  duration: '6',
  status: 'draft',
}

/** The message next to a field. */
const errorIn = (html: string, name: string) =>
  new RegExp(`id="field-${name}-error"[\\s\\S]*?</svg>\\s*([^<]+?)\\s*</p>`).exec(html)?.[1]

/** The text of the page's toast. */
const messageIn = (html: string) => /<p[^>]*data-message>([^<]*)/.exec(html)?.[1] ?? ''

const anAdministratorsVisitor = async () => aVisitorSignedInAs(await anAdministrator())

async function aCover() {
  const contents = await aCoverFile()
  return new File([new Uint8Array(contents)], 'cover.webp', { type: 'image/webp' })
}

/** Submits a page's form with a file, as browsers do without scripts. */
async function sendForm(
  visitor: Visitor,
  page: string,
  action: string,
  fields: Record<string, string | File>
) {
  await visitor.get(page)
  return visitor.postForm(action, fields)
}

/** Starts a draft. @returns the path of its settings */
async function aDraftsSettings(visitor: Visitor): Promise<string> {
  await visitor.get('/admin/courses/new')
  const { location } = await visitor.post('/admin/courses', { title: FIELDS.title })
  return `${location}/settings`
}

test.group('A new course', (group) => {
  group.each.setup(emptyStores)

  test('states the highest price next to the field', async ({ assert }) => {
    const visitor = await anAdministratorsVisitor()
    const { html } = await visitor.get(await aDraftsSettings(visitor))
    assert.match(html, /In whole rupees, at most ₹5,00,000\. Enter 0 for a free course\./)
  })

  test('begins as a draft with a title alone, hidden from the catalog', async ({
    assert,
    client,
  }) => {
    const administrator = await anAdministrator({ name: 'Asha Rao' })
    const visitor = await aVisitorSignedInAs(administrator)
    await visitor.get('/admin/courses/new')
    const made = await visitor.post('/admin/courses', { title: FIELDS.title })
    assert.equal(made.status, 303)
    const id = /^\/admin\/courses\/([0-9a-f]{24})$/.exec(made.location!)![1]
    const course = await CourseDocument.findById(id)
    assert.include(course!, { status: 'draft', createdBy: 'Asha Rao', image: '' })
    const [entry] = await AuditEntry.query().where('action', 'course.created').orderBy('id', 'desc')
    assert.equal(entry.targetLabel, FIELDS.title)

    const list = await client.get('/api/course/all')
    assert.isEmpty(list.body().courses)
    const single = await client.get(`/api/course/${id}`)
    single.assertStatus(404)
  })

  test('breaks neither the API of administrators, nor exports, lists or the preview', async ({
    assert,
    client,
  }) => {
    const administrator = await anAdministrator()
    const visitor = await aVisitorSignedInAs(administrator)
    const settings = await aDraftsSettings(visitor)
    const path = settings.replace('/settings', '')
    const id = path.split('/').at(-1)
    const headers = await tokenOf(administrator)
    const list = await client.get('/api/course/all').headers(headers)
    assert.containsSubset(list.body().courses, [{ _id: id, price: 0, duration: 0, image: '' }])
    const checkout = await client.post(`/api/course/checkout/${id}`).headers(headers)
    checkout.assertStatus(404)
    for (const page of ['/admin/courses?sort=price', '/admin', '/admin/media', `${path}/preview`]) {
      const { status } = await visitor.get(page)
      assert.equal(status, 200, page)
    }
    await visitor.get(path)
    const copied = await visitor.post(`${path}/duplicate`)
    assert.equal(copied.status, 303)
    await visitor.post('/admin/courses/delete', { 'ids[]': id!, 'typed': FIELDS.title })
    assert.isNull(await CourseDocument.findById(id))
  })

  test('asks for a title', async ({ assert }) => {
    const visitor = await anAdministratorsVisitor()
    await visitor.get('/admin/courses/new')
    const { html } = await visitor.follow(await visitor.post('/admin/courses', { title: ' ' }))
    assert.equal(errorIn(html, 'title'), 'Enter a title.')
    assert.equal(await CourseDocument.countDocuments(), 0)
  })

  test('is published only when nothing is missing', async ({ assert, client }) => {
    const visitor = await anAdministratorsVisitor()
    const settings = await aDraftsSettings(visitor)
    const path = settings.replace('/settings', '')
    const publish = async () => {
      await visitor.get(path)
      const answer = await visitor.post(`${path}/status`, { status: 'published' })
      const { html } = await visitor.follow(answer)
      return messageIn(html)
    }
    assert.equal(
      await publish(),
      '“Knots that hold” isn’t ready to publish. Add a description, a cover, a price, a duration and a category.'
    )
    const { html: checklist } = await visitor.get(path)
    assert.include(checklist, 'Before you publish')
    assert.include(checklist, `href="${settings}#field-price"`)

    await sendForm(visitor, settings, settings, { ...FIELDS, price: '0', edits: '0' })
    assert.equal(await publish(), '“Knots that hold” isn’t ready to publish. Add a cover.')
    const bulk = await visitor.post('/admin/courses/change', {
      'ids[]': path.split('/').at(-1)!,
      'change': 'publish',
    })
    const { html: refused } = await visitor.follow(bulk)
    assert.include(messageIn(refused), 'Add a cover.')

    const file = await aCover()
    await sendForm(visitor, settings, settings, { ...FIELDS, edits: '1', file })
    const { html: ready } = await visitor.get(path)
    assert.include(ready, 'Ready to publish')
    assert.equal(await publish(), 'Course published. It has no lectures yet.')
    const list = await client.get('/api/course/all')
    assert.equal(list.body().courses[0].title, FIELDS.title)
  })
})

test.group('A course’s form', (group) => {
  group.each.setup(emptyStores)

  test('saves a draft without its details, and empties them again', async ({ assert }) => {
    const visitor = await anAdministratorsVisitor()
    const path = await aDraftsSettings(visitor)
    await sendForm(visitor, path, path, { ...FIELDS, edits: '0' })
    const blank = { ...FIELDS, description: '', price: '', duration: ' ', category: '', edits: '1' }
    const { html } = await visitor.follow(await sendForm(visitor, path, path, blank))
    assert.include(html, 'Course saved')
    const course = await CourseDocument.findOne()
    assert.include(course!, { description: '', price: null, duration: null, category: '' })
  })

  for (const { price, saved } of [
    { price: '1499', saved: 1499 },
    { price: '1,499', saved: 1499 },
    { price: '₹ 1,00,000', saved: 100_000 },
    { price: '100,000', saved: 100_000 },
    { price: '0', saved: 0 },
  ]) {
    test(`reads a price as people write it: ${price}`, async ({ assert }) => {
      const visitor = await anAdministratorsVisitor()
      const path = await aDraftsSettings(visitor)
      await sendForm(visitor, path, path, { ...FIELDS, price, edits: '0' })
      const course = await CourseDocument.findOne()
      assert.equal(course!.price, saved)
    })
  }

  for (const price of ['1,4', '1.5', '1e3', '0x10', '14,99', '1,499,']) {
    test(`refuses a price that is no whole number of rupees: ${price}`, async ({ assert }) => {
      const visitor = await anAdministratorsVisitor()
      const path = await aDraftsSettings(visitor)
      const answer = await sendForm(visitor, path, path, { ...FIELDS, price, edits: '0' })
      const { html } = await visitor.follow(answer)
      assert.equal(errorIn(html, 'price'), 'Enter a whole number, for example 1499.')
      assert.include(html, `value="${price}"`)
    })
  }

  test('shows errors next to their fields, keeps the input and stores nothing', async ({
    assert,
  }) => {
    const visitor = await anAdministratorsVisitor()
    const path = await aDraftsSettings(visitor)
    const send = async (fields: Record<string, string | File>) => {
      const answer = await sendForm(visitor, path, path, { ...FIELDS, edits: '0', ...fields })
      const { html } = await visitor.follow(answer)
      return html
    }
    const html = await send({ price: '1.5', file: await aCover() })
    assert.match(html, /id="field-price"[^>]*aria-invalid="true"/)
    assert.include(html, 'Rope, **knots** and friction.')
    assert.isEmpty(await storedFiles())

    const noPicture = new File(['no picture'], 'cover.png', { type: 'image/png' })
    assert.include(await send({ file: noPicture }), 'A cover must be a PNG')
    const published = { ...FIELDS, status: 'published' }
    assert.include(await send(published), 'Add a cover image.')

    const rest = { title: '', price: '', duration: '5000', category: 'x'.repeat(101) }
    const words = await send({ ...published, ...rest })
    assert.equal(errorIn(words, 'title'), 'Enter a title.')
    assert.equal(errorIn(words, 'price'), 'Enter a price.')
    assert.equal(errorIn(words, 'duration'), 'Enter a number of weeks between 0 and 1,000.')
    assert.equal(errorIn(words, 'category'), 'At most 100 characters.')
    const course = await CourseDocument.findOne()
    assert.equal(course!.edits, undefined)
  })

  test('keeps the input when the session is lost', async ({ assert }) => {
    const administrator = await anAdministrator()
    const visitor = await aVisitorSignedInAs(administrator)
    const path = await aDraftsSettings(visitor)
    await visitor.get(path)
    visitor.cookies.delete('theta_dashboard')
    const lost = await visitor.postForm(path, { ...FIELDS, category: 'Ropes', edits: '0' })
    assert.equal(lost.location, '/admin/sign-in')
    const back = await visitor.signIn(administrator)
    assert.equal(back.location, path)
    const { html } = await visitor.follow(back)
    assert.include(html, 'value="Ropes"')
  })

  test('saves, and replaces the cover', async ({ assert }) => {
    const visitor = await anAdministratorsVisitor()
    const path = await aDraftsSettings(visitor)
    await sendForm(visitor, path, path, { ...FIELDS, edits: '0', file: await aCover() })
    const [before] = await storedFiles()
    const saved = await sendForm(visitor, path, path, {
      ...FIELDS,
      title: 'Knots, again',
      edits: '1',
      file: await aCover(),
    })
    const { html } = await visitor.follow(saved)
    assert.include(html, 'Course saved')
    const [after, ...others] = await storedFiles()
    assert.isEmpty(others)
    assert.notEqual(after, before)
    const course = await CourseDocument.findOne()
    assert.equal(course!.title, 'Knots, again')
    assert.equal(course!.image, after)
  })

  test('shows both versions of a stale edit, and overwrites on confirmation', async ({
    assert,
  }) => {
    const course = await aCourse({ title: 'Knots' })
    const path = `/admin/courses/${course._id}/settings`
    const visitor = await anAdministratorsVisitor()
    const save = (title: string, edits: string) =>
      sendForm(visitor, path, path, { ...FIELDS, title, edits })
    await save('Someone else’s', '0')

    const stale = await save('Mine', '0')
    const { html } = await visitor.follow(stale)
    assert.include(html, 'Someone else saved')
    assert.match(html, /Saved version[\s\S]*Someone else’s[\s\S]*Your version[\s\S]*Mine/)
    assert.include(html, 'value="Mine"')
    assert.include(html, 'name="edits" value="1"')
    await save('Mine', '1')
    const saved = await CourseDocument.findById(course._id)
    assert.equal(saved!.title, 'Mine')
  })

  test('previews a description without running anything in it', async ({ assert }) => {
    const visitor = await anAdministratorsVisitor()
    await visitor.get('/admin/courses/new')
    const { html } = await visitor.post('/admin/courses/description', {
      description: `**bold** <img src=x onerror=alert(1)> [x](javascript:alert(1)) ![y](https://e.x/y)`,
    })
    assert.include(html, '<strong>bold</strong>')
    assert.notMatch(html, /<img|href="javascript/)
  })
})

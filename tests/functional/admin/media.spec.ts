import { randomUUID } from 'node:crypto'
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { dataDir } from '#config/app'
import AuditEntry from '#app/platform/audit/audit_entry'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { aVisitorSignedInAs } from '#tests/helpers/dashboard'
import { anAdministrator } from '#tests/helpers/people'
import { queriesOf } from '#tests/helpers/queries'
import { emptyStores } from '#tests/helpers/stores'

const MAX_QUERIES = 12
const FOLDER = join(dataDir, 'uploads')
const DAY_IN_SECONDS = 24 * 60 * 60

/** Stores a file as of some days ago. @returns its name */
async function aFile(extension: string, daysAgo = 2): Promise<string> {
  const name = `${randomUUID()}.${extension}`
  await mkdir(FOLDER, { recursive: true })
  await writeFile(join(FOLDER, name), 'x'.repeat(1500))
  const time = Date.now() / 1000 - daysAgo * DAY_IN_SECONDS
  await utimes(join(FOLDER, name), time, time)
  return name
}

test.group('Media', (group) => {
  group.each.setup(emptyStores)
  group.teardown(emptyStores)

  test('lists files with type, size and usage', async ({ assert }) => {
    const [cover, video, orphan] = [await aFile('png'), await aFile('mp4'), await aFile('mp3')]
    const course = await aCourse({ title: '<script>x</script>', image: `uploads/${cover}` })
    const lecture = await aLecture(course, {
      title: 'Bowline',
      video: `uploads/${video}`,
      fileName: '01_bowline.mp4',
      durationInSeconds: 725,
    })
    await writeFile(join(FOLDER, `${randomUUID()}.mp4.part`), 'half')
    await writeFile(join(FOLDER, 'notes.txt'), 'not ours')

    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const { html } = await visitor.get('/admin/media')
    for (const text of [cover, video, orphan, 'PNG image', 'MP3 audio', '1.5 KB', 'Bowline'])
      assert.include(html, text)
    assert.include(html, '<bdi>01_bowline.mp4</bdi>')
    assert.match(html, />\s*12:05\s*</)
    assert.include(html, `href="/admin/lectures/${lecture._id}"`)
    assert.match(html, new RegExp(`<img[^>]*src="/uploads/${cover}"`))
    assert.lengthOf(html.match(/row-link/g)!, 3)
    assert.notInclude(html, '<script>x')
    const { html: orphans } = await visitor.get('/admin/media/orphans')
    assert.lengthOf(orphans.match(/row-link/g)!, 1)
    assert.include(orphans, orphan)
  })

  test('shows a page at a time, with no more queries for 500 files than for 10', async ({
    assert,
  }) => {
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const { html: empty } = await visitor.get('/admin/media')
    assert.include(empty, 'No files yet')
    for (let made = 0; made < 10; made++) await aFile('png')
    const few = await queriesOf(() => visitor.get('/admin/media'))
    for (let made = 0; made < 490; made++) await aFile('png')
    assert.equal(await queriesOf(() => visitor.get('/admin/media')), few)
    assert.isAtMost(await queriesOf(() => visitor.get('/admin/media/orphans')), MAX_QUERIES)
    assert.isAtMost(few, MAX_QUERIES)

    const seen = new Set<string>()
    for (let path: string | undefined = '/admin/media'; path;) {
      const { html } = await visitor.get(path)
      for (const [name] of html.matchAll(/[\da-f-]{36}\.png(?=")/g)) seen.add(name)
      path = /href="(\/admin\/media\?after=[^"]+)"/.exec(html)?.[1]
    }
    assert.lengthOf([...seen], 500)
  })

  test('removes unused files, one by one or all', async ({ assert }) => {
    const [first] = [await aFile('png'), await aFile('mp4'), await aFile('mp3')]
    const used = await aFile('png')
    await aCourse({ image: `uploads/${used}` })
    const fresh = await aFile('png', 0)
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    await visitor.get('/admin/media/orphans')

    await visitor.post('/admin/media/remove', { file: first })
    assert.notInclude(await readdir(FOLDER), first)
    for (const kept of [used, fresh]) {
      const answer = await visitor.post('/admin/media/remove', { file: kept })
      const { html } = await visitor.follow(answer)
      assert.include(html, 'This file is in use or less than a day old.')
    }
    await visitor.post('/admin/media/orphans/remove')
    assert.sameMembers(await readdir(FOLDER), [used, fresh])
    const entries = await AuditEntry.query().where('targetId', `uploads/${first}`).orderBy('id')
    assert.deepEqual(
      entries.map(({ action, outcome }) => `${action} ${outcome}`),
      ['media.removed intended', 'media.removed done']
    )
    const { html } = await visitor.get('/admin/media/orphans')
    assert.include(html, 'No unused files')
  })

  test('removes only files of uploads, not {what}')
    .with([
      { what: 'a path out of the folder', file: '../app_key' },
      { what: 'the name of another file', file: 'notes.txt' },
      { what: 'an empty name', file: '' },
    ])
    .run(async ({ assert }, { file }) => {
      await mkdir(FOLDER, { recursive: true })
      await writeFile(join(FOLDER, 'notes.txt'), 'not ours')
      const visitor = await aVisitorSignedInAs(await anAdministrator())
      await visitor.get('/admin/media')
      await visitor.post('/admin/media/remove', { file })
      assert.deepEqual(await readdir(FOLDER), ['notes.txt'])
    })
})

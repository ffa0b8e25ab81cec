import { mkdirSync, mkdtempSync, chmodSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { prepareDataFolder } from '#start/data_folder'

const modeOf = (path: string) => (statSync(path).mode & 0o7777).toString(8)

test.group('The data folder', (group) => {
  let place: string
  group.each.setup(() => {
    place = mkdtempSync(join(tmpdir(), 'theta-data-'))
    return () => rmSync(place, { recursive: true })
  })

  test('is created with access only for its owner', ({ assert }) => {
    const folder = join(place, 'new', 'data')
    prepareDataFolder(folder)
    assert.equal(modeOf(folder), '700')
  })

  test('removes access for other users if it exists, including its contents', ({ assert }) => {
    const [folder, file, mails] = ['data', 'data/theta.sqlite', 'data/mails'].map((path) =>
      join(place, path)
    )
    mkdirSync(folder)
    mkdirSync(mails)
    writeFileSync(file, '')
    for (const path of [folder, mails]) chmodSync(path, 0o755)
    chmodSync(file, 0o644)

    prepareDataFolder(folder)

    assert.deepEqual([folder, mails, file].map(modeOf), ['700', '700', '600'])
  })

  test('gets only private files from this process', ({ assert, cleanup }) => {
    const before = process.umask(0o022)
    cleanup(() => void process.umask(before))
    const file = join(place, 'later.sqlite')

    prepareDataFolder(place)
    writeFileSync(file, '')

    assert.equal(modeOf(file), '600')
  })

  test('keeps its permissions if all users share it', ({ assert }) => {
    chmodSync(place, 0o1777)
    prepareDataFolder(place)
    assert.equal(modeOf(place), '1777')
  })
})

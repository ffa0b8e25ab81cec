import { once } from 'node:events'
import { connect } from 'node:net'
import { test } from '@japa/runner'
import type { Assert } from '@japa/assert'
import CourseDocument from '#app/catalog/documents/course'
import LectureDocument from '#app/catalog/documents/lecture'
import OutboxRow from '#app/platform/outbox/outbox_row'
import { aCourse } from '#tests/helpers/catalog'
import { eventually } from '#tests/helpers/eventually'
import {
  BACKEND,
  type Part,
  formOf,
  formType,
  messageOf,
  send,
  sendForm,
} from '#tests/helpers/forms'
import {
  aPng,
  anIsoFile,
  anMp4,
  demoFile,
  emptyDisk,
  mediaFixture,
  onBothDisks,
  type TestedDisk,
} from '#tests/helpers/media'
import { anAdministrator, tokenOf } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

const MIB = 1024 * 1024

/** `UPLOAD_MIB=1024` uploads a whole GiB; the default keeps the suite fast. */
const LARGE_MIB = Number(process.env.UPLOAD_MIB || 300)

const courseFields: Part[] = Object.entries({
  title: 'Sailing',
  description: 'With the wind',
  category: 'Sport',
  price: '10',
  createdBy: 'Asha',
  duration: '3',
}).map(([name, value]) => ({ name, value }))
const lectureFields = courseFields.slice(0, 2)

const fileOf = (value: Part['value'], filename = 'a file.bin'): Part => ({
  name: 'file',
  value,
  filename,
  type: 'application/x-whatever',
})

const signIn = async () => tokenOf(await anAdministrator())

async function publish(parts: Part[], headers: object = {}, end?: string) {
  return sendForm('/api/course/new', parts, { ...(await signIn()), ...headers }, end)
}

async function addLecture(parts: Part[]) {
  const course = await aCourse()
  return sendForm(`/api/course/${course._id.toHexString()}`, parts, await signIn())
}

/** An MP3 whose cover picture is so large that its first bytes contain no audio. */
function withPicture(mp3: Buffer): Buffer {
  const size = 100 * 1024
  const sizeInSevenBits = [size >> 21, size >> 14, size >> 7, size].map((bits) => bits & 0x7f)
  const tag = Buffer.from([...Buffer.from('ID3'), 4, 0, 0, ...sizeInSevenBits])
  return Buffer.concat([tag, Buffer.alloc(size), mp3])
}

async function assertServed(assert: Assert, address: string, type: string, content: Buffer) {
  const { status, headers, body } = await send('GET', `/${address}`)
  assert.equal(status, 200)
  assert.equal(headers['content-type'], type)
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.isTrue(body.equals(content))
}

async function assertNothingStays(assert: Assert, disk: TestedDisk) {
  const isClean = async () => {
    const files = await disk.contents()
    const rows = await OutboxRow.query().where('kind', 'media.remove_file_unless_used')
    return files.length === 0 && rows.length === 0
  }
  await eventually(isClean)
  assert.isTrue(await isClean(), 'no file and no intent is left')
}

onBothDisks('Uploading', (disk, group) => {
  group.each.setup(async () => {
    await emptyStores()
    await emptyDisk(disk())
  })

  test('stores a cover under a new name with the extension of its content', async ({ assert }) => {
    const cover = await demoFile('bookkeeping-basics.webp')

    const answer = await publish([...courseFields, fileOf(cover, 'evil.html')])

    assert.equal(answer.status, 201, answer.body.toString())
    const course = await CourseDocument.findOne({ title: 'Sailing' })
    assert.match(course!.image, /^uploads\/[0-9a-f-]{36}\.webp$/)
    const stored = await disk().driver.describe(course!.image)
    assert.equal(stored!.size, cover.length)
    assert.lengthOf(await OutboxRow.query().where('kind', 'media.remove_file_unless_used'), 0)
  })

  test('detects the type from the content, whatever the file name and declared type', async ({
    assert,
  }) => {
    const lectures = [
      ['bookkeeping-basics-01.webm', 'webm'],
      ['colour-and-type-01.mp4', 'mp4'],
      ['speaking-with-confidence-02.mp3', 'mp3'],
    ]
    for (const [name, extension] of lectures) {
      const answer = await addLecture([...lectureFields, fileOf(await demoFile(name), 'a.png')])
      assert.equal(answer.status, 201, answer.body.toString())
      assert.match(
        JSON.parse(answer.body.toString()).lecture.video,
        new RegExp(`\\.${extension}\\?`)
      )
    }
  })

  test('accepts covers of every type, and serves them with that type', async ({ assert }) => {
    const covers = [
      [await mediaFixture('picture.png'), 'png', 'image/png'],
      [await mediaFixture('picture.jpg'), 'jpg', 'image/jpeg'],
      [await mediaFixture('picture.webp'), 'webp', 'image/webp'],
      [await mediaFixture('picture.gif'), 'gif', 'image/gif'],
      [anIsoFile('avif'), 'avif', 'image/avif'],
    ] as const
    for (const [content, extension, type] of covers) {
      const answer = await publish([...courseFields, fileOf(content)])
      assert.equal(answer.status, 201, `${extension}: ${answer.body}`)
      const course = await CourseDocument.findOne().sort({ _id: -1 })
      assert.match(course!.image, new RegExp(`^uploads/[0-9a-f-]{36}\\.${extension}$`))
      await assertServed(assert, course!.image, type, content)
    }
  })

  test('accepts lectures of every type, and serves them with that type', async ({ assert }) => {
    const lectures = [
      [anMp4(), 'mp4', 'video/mp4'],
      [anIsoFile('M4V '), 'mp4', 'video/mp4'],
      [await mediaFixture('film.webm'), 'webm', 'video/webm'],
      [await mediaFixture('film.mov'), 'mov', 'video/quicktime'],
      [await mediaFixture('sound.mp3'), 'mp3', 'audio/mpeg'],
      [withPicture(await mediaFixture('sound.mp3')), 'mp3', 'audio/mpeg'],
      [await mediaFixture('sound.m4a'), 'm4a', 'audio/mp4'],
      [await mediaFixture('vorbis.ogg'), 'ogg', 'audio/ogg'],
      [await mediaFixture('opus.ogg'), 'ogg', 'audio/ogg'],
      [await mediaFixture('sound.wav'), 'wav', 'audio/wav'],
    ] as const
    for (const [content, extension, type] of lectures) {
      const answer = await addLecture([...lectureFields, fileOf(content)])
      assert.equal(answer.status, 201, `${extension}: ${answer.body}`)
      const { video } = JSON.parse(answer.body.toString()).lecture
      assert.match(video, new RegExp(`^uploads/[0-9a-f-]{36}\\.${extension}\\?`))
      await assertServed(assert, video, type, content)
    }
  })

  test('refuses content of another type, and stores nothing', async ({ assert }) => {
    const html = Buffer.from('<!doctype html><script>alert(1)</script>'.repeat(200))
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
    const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(5000)])
    const linuxProgram = Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01'), Buffer.alloc(5000)])
    const foreign = [html, svg, program, linuxProgram, Buffer.from('GI'), Buffer.from('text')]
    const covers = [...foreign, anMp4(), anIsoFile('heic'), Buffer.concat([html, aPng()])]
    const lectures = [...foreign, aPng(), await mediaFixture('theora.ogv')]

    for (const content of covers) {
      const answer = await publish([...courseFields, fileOf(content, 'cover.png')])
      assert.equal(answer.status, 422)
      assert.include(messageOf(answer), 'A cover must be')
    }
    for (const content of lectures) {
      const answer = await addLecture([...lectureFields, fileOf(content, 'lecture.mp4')])
      assert.equal(answer.status, 422)
      assert.include(messageOf(answer), 'A lecture must be')
    }
    assert.equal(await CourseDocument.countDocuments({ title: 'Sailing' }), 0)
    assert.equal(await LectureDocument.countDocuments(), 0)
    await assertNothingStays(assert, disk())
  })

  test('accepts fields before and after the file', async ({ assert }) => {
    const [title, ...others] = courseFields

    const answer = await publish([title, fileOf(aPng()), ...others])

    assert.equal(answer.status, 201, answer.body.toString())
  })

  test('refuses a form with no file, an empty file, two files or a file in another field', async ({
    assert,
  }) => {
    const forms: Part[][] = [
      courseFields,
      [...courseFields, fileOf(Buffer.alloc(0), '')],
      [...courseFields, { name: 'file', value: 'only text' }],
      [...courseFields, fileOf(Buffer.alloc(0))],
      [...courseFields, fileOf(aPng()), fileOf(aPng())],
      [...courseFields, { ...fileOf(aPng()), name: 'image' }],
    ]

    for (const form of forms) {
      const answer = await publish(form)
      assert.equal(answer.status, 422, answer.body.toString())
      assert.isNotEmpty(messageOf(answer))
    }
    await assertNothingStays(assert, disk())
  })

  test('deletes the file when the request it belongs to is refused', async ({ assert }) => {
    const answer = await publish([...courseFields.slice(1), fileOf(aPng(7 * MIB))])

    assert.equal(answer.status, 422)
    await assertNothingStays(assert, disk())
  })

  test('refuses a malformed form', async ({ assert }) => {
    const file = fileOf(aPng())
    const answers = [
      await publish([...courseFields, file], {}, ''),
      await publish([...courseFields, file], { 'content-type': 'multipart/form-data' }),
      await publish([...courseFields, file], { 'content-type': 'multipart/form-data; boundary=x' }),
    ]

    assert.deepEqual(
      answers.map(({ status }) => status),
      [400, 400, 400]
    )
    await assertNothingStays(assert, disk())
  })

  test('refuses too many fields and fields that are too long', async ({ assert }) => {
    const many = Array.from({ length: 51 }, (_, index) => ({ name: `f${index}`, value: 'x' }))
    const long = { name: 'description', value: 'x'.repeat(64 * 1024 + 1) }

    const answers = [
      await publish([fileOf(aPng()), ...many]),
      await publish([fileOf(aPng()), long]),
    ]

    assert.deepEqual(
      answers.map(({ status }) => status),
      [413, 413]
    )
    await assertNothingStays(assert, disk())
  })

  test('accepts a cover of 10 MiB and not a byte more', async ({ assert }) => {
    const largest = await publish([...courseFields, fileOf(aPng(10 * MIB))])
    assert.equal(largest.status, 201, largest.body.toString())
    await CourseDocument.deleteMany({})
    await emptyDisk(disk())

    const larger = await publish([...courseFields, fileOf(aPng(10 * MIB + 1))])
    assert.equal(larger.status, 413)
    assert.include(messageOf(larger), '10MB')
    await assertNothingStays(assert, disk())
  })

  test('answers 413 to fetch, declared and streamed, and keeps the connection open', async ({
    assert,
  }) => {
    const form = new FormData()
    form.set('file', new Blob([new Uint8Array(aPng(40 * MIB))]), 'cover.png')
    const headers = await signIn()

    for (let round = 0; round < 2; round++) {
      const answer = await fetch(`${BACKEND}/api/course/new`, {
        method: 'POST',
        headers,
        body: form,
      })
      assert.equal(answer.status, 413)
      assert.property(await answer.json(), 'message')
    }
    await assertNothingStays(assert, disk())
  })

  for (const connection of ['keep-alive', 'close']) {
    test(`answers 413 to a client that reads only after sending everything (${connection})`, async ({
      assert,
    }) => {
      const body = Buffer.concat([...formOf([fileOf(aPng(30 * MIB))])])
      const { token } = await signIn()
      const socket = connect({ port: Number(new URL(BACKEND).port), host: '127.0.0.1' })
      socket.pause()
      socket.write(
        `POST /api/course/new HTTP/1.1\r\nHost: x\r\ntoken: ${token}\r\nConnection: ${connection}\r\n` +
          `Content-Type: ${formType}\r\nContent-Length: ${body.length}\r\n\r\n`
      )
      await new Promise<void>((sent) => socket.write(body, () => sent()))

      const [chunk] = await once(socket.resume(), 'data')
      assert.include(String(chunk), '413')
      socket.destroy()
      await assertNothingStays(assert, disk())
    })
  }

  test('stores nothing of an upload that its client aborts', async ({ assert }) => {
    const { token } = await signIn()
    const socket = connect({ port: Number(new URL(BACKEND).port), host: '127.0.0.1' })
    socket.write(
      `POST /api/course/new HTTP/1.1\r\nHost: x\r\ntoken: ${token}\r\n` +
        `Content-Type: ${formType}\r\nContent-Length: ${9 * MIB}\r\n\r\n`
    )
    socket.write(Buffer.concat([...formOf([...courseFields, fileOf(aPng(8 * MIB + 5))], '')]))
    await eventually(async () => {
      const intents = await OutboxRow.query().where('kind', 'media.remove_file_unless_used')
      return intents.length === 1
    })

    socket.destroy()

    await assertNothingStays(assert, disk())
    assert.equal(await CourseDocument.countDocuments(), 0)
  })

  test(`accepts ${LARGE_MIB} MiB without buffering them in memory`, async ({ assert }) => {
    const chunk = Buffer.alloc(MIB)
    const value = (function* () {
      yield anMp4(MIB)
      for (let sent = 1; sent < LARGE_MIB; sent++) yield chunk
    })()
    global.gc?.()
    const before = process.memoryUsage.rss()
    let peak = before
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20)

    const answer = await addLecture([...lectureFields, fileOf(value)])

    clearInterval(watch)
    assert.equal(answer.status, 201, answer.body.toString())
    const lecture = await LectureDocument.findOne()
    const stored = await disk().driver.describe(lecture!.video)
    assert.equal(stored!.size, LARGE_MIB * MIB)
    assert.isBelow((peak - before) / MIB, 150, 'growth of the resident memory in MiB')
    if (process.env.UPLOAD_MIB) console.log(`grew by ${Math.round((peak - before) / MIB)} MiB`)
    await disk().driver.delete(lecture!.video)
  })
    .timeout(LARGE_MIB * 150)
    .tags(['@slow'])
})

import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from '@japa/runner'
import { formOf, formType } from '#tests/helpers/forms'
import { anMp4 } from '#tests/helpers/media'
import {
  ace,
  type AppServer,
  aTemporaryFolder,
  embeddedIn,
  startServer,
  until,
} from '#tests/helpers/processes'

const MIB = 1024 * 1024
const ADMINISTRATOR = { email: 'admin@theta.example', password: 'a long password' }

test.group('An interrupted upload', (group) => {
  let folder: string
  let server: AppServer
  let token: string
  let path: string
  group.tap((one) => one.timeout(60_000).tags(['@slow']))

  const environment = () => ({ ...embeddedIn(folder), UPLOAD_SILENCE: '2 seconds' })

  group.setup(async () => {
    const [temporary, remove] = await aTemporaryFolder()
    folder = temporary
    server = await startServer(environment())
    const { email, password } = ADMINISTRATOR
    const args = ['account:create', email, '--name=Asha', '--password-stdin', '--admin']
    const created = await ace(args, environment(), password)
    if (created.code !== 0) throw new Error(created.stderr)
    token = await signIn()
    path = await publishCourse()
    return async () => {
      await server.stop()
      await remove()
    }
  })

  async function signIn() {
    const response = await fetch(`${server.url}/api/user/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(ADMINISTRATOR),
    })
    const body = (await response.json()) as { token: string }
    return body.token
  }

  /** @returns the path that its lectures are posted to */
  async function publishCourse() {
    const form = new FormData()
    const fields = { title: 'Knots', description: 'All of them', category: 'Craft', price: '1' }
    for (const [name, value] of Object.entries({ ...fields, createdBy: 'Asha', duration: '1' }))
      form.set(name, value)
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
    form.set('file', new Blob([Buffer.concat([png, Buffer.alloc(100)])]), 'cover.png')
    await fetch(`${server.url}/api/course/new`, { method: 'POST', headers: { token }, body: form })
    const listed = await fetch(`${server.url}/api/course/all`)
    const { courses } = (await listed.json()) as { courses: { _id: string }[] }
    return `/api/course/${courses[0]._id}`
  }

  /** The number of files on the disk besides the course's cover, unfinished ones included. */
  async function lectureFiles() {
    const names = await readdir(join(folder, 'uploads'))
    return names.filter((name) => !name.endsWith('.png')).length
  }

  const untilThereAre = (count: number) =>
    until(async () => {
      const files = await lectureFiles()
      return files === count
    }, server)

  /** Sends the first 3 of 9 MiB, and waits until some of it is on the disk. */
  async function beginUpload(): Promise<Socket> {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
    socket.on('error', () => {})
    const head = ['POST', path, 'HTTP/1.1\r\nHost: x'].join(' ')
    socket.write(
      `${head}\r\ntoken: ${token}\r\nContent-Type: ${formType}\r\nContent-Length: ${9 * MIB}\r\n\r\n`
    )
    const fields = ['title', 'description'].map((name) => ({ name, value: 'Bowline' }))
    const file = { name: 'file', filename: 'lecture.mp4', value: anMp4(3 * MIB) }
    socket.write(Buffer.concat([...formOf([...fields, file], '')]))
    await untilThereAre(1)
    return socket
  }

  test('is ended when its client falls silent, leaves nothing and blocks nobody else', async ({
    assert,
  }) => {
    const socket = await beginUpload()
    const closed = once(socket.resume(), 'close')
    const began = Date.now()

    const other = await fetch(`${server.url}/api/course/all`)
    assert.equal(other.status, 200)
    await closed

    assert.isAtLeast(Date.now() - began, 1500)
    await untilThereAre(0)
    const health = await fetch(`${server.url}/health`)
    assert.equal(health.status, 200)
  })

  test('leaves nothing when its process is killed, once a worker has cleaned up', async ({
    assert,
  }) => {
    const socket = await beginUpload()
    server.child.kill('SIGKILL')
    await server.ended
    socket.destroy()
    assert.equal(await lectureFiles(), 1)

    server = await startServer(environment())
    const sql = new DatabaseSync(join(folder, 'theta.sqlite'), { timeout: 10_000 })
    const rows = sql.prepare(
      `select kind, due_at from outbox where kind = 'media.remove_file_unless_used'`
    )
    const [row] = rows.all() as unknown as { due_at: number }[]
    assert.isAbove(new Date(row.due_at).getTime(), Date.now(), 'an upload may take hours')
    sql.exec(`update outbox set due_at = '2020-01-01 00:00:00'`)

    await untilThereAre(0)
    await until(async () => rows.all().length === 0, server)
    sql.close()
    const stats = await fetch(`${server.url}/api/stats`, { headers: { token } })
    assert.deepEqual(await stats.json(), {
      stats: { totalCourses: 1, totalLectures: 0, totalUser: 1 },
    })
  })
})

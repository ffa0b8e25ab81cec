/*
 * Bare server for comparison: answers every request with the bytes that its parent process sent
 * last, after one update in MongoDB or one new row in SQLite where the parent asks for it, and does
 * nothing else.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { mongo } from 'mongoose'
import { startEmbeddedMongo } from '@theta/embedded-mongo'

/** A lecture to add to a progress, and the folder of the embedded MongoDB-compatible server that has it. */
export interface BaselineUpdate {
  folder: string
  user: string
  course: string
  lecture: string
}

export interface BaselineAnswer {
  status: number
  headers: Record<string, string>
  /** Base64. */
  body: string
  /** Update to make before each response, if any. */
  update?: BaselineUpdate
  /** Folder for an SQLite file, to which a row is added before each response; none if undefined. */
  rowsIn?: string
}

let answer: BaselineAnswer = { status: 200, headers: {}, body: '' }
let body = Buffer.alloc(0)
let update: (() => unknown) | undefined

process.on('message', async (message: BaselineAnswer) => {
  answer = message
  body = Buffer.from(message.body, 'base64')
  update = undefined
  if (message.update) update = await connect(message.update)
  if (message.rowsIn) update = addRowsIn(message.rowsIn)
  process.send!({ ready: true })
})

/** Connects as the application does: to a server in a thread of the same process, with the same files. */
async function connect({ folder, user, course, lecture }: BaselineUpdate) {
  const embedded = await startEmbeddedMongo({ folder })
  const client = await mongo.MongoClient.connect(embedded.uriFor('theta'))
  const [userId, courseId, lectureId] = [user, course, lecture].map((id) => new mongo.ObjectId(id))
  const progresses = client.db().collection<{ completedLectures: mongo.ObjectId[] }>('progresses')
  return () =>
    progresses.updateOne(
      { user: userId, course: courseId },
      { $addToSet: { completedLectures: lectureId } },
      { upsert: true }
    )
}

/** Each row is on the disk before the response, as the application's changes are. */
function addRowsIn(folder: string) {
  const database = new DatabaseSync(join(folder, 'baseline.sqlite'))
  database.exec('pragma journal_mode = wal')
  database.exec('pragma synchronous = full')
  database.exec('create table if not exists rows (id integer primary key, body text)')
  const insert = database.prepare('insert into rows (body) values (?)')
  return () => insert.run(body.toString())
}

const server = createServer(async (request, response) => {
  request.resume()
  if (update) await update()
  response.writeHead(answer.status, answer.headers)
  response.end(body)
})
server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as AddressInfo).port }))

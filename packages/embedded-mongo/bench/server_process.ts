/*
 * Runs the embedded MongoDB server in a separate process without a driver. When run as a script, this
 * file is that process.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { startEmbeddedMongo } from '../src/index.ts'

export interface MongoProcess {
  uri: string
  /** Time to start the server on its files, in milliseconds. */
  openedIn: number
  /** Returns the resident memory in megabytes. */
  memory(): Promise<number>
  end(): Promise<void>
}

const THIS_FILE = fileURLToPath(import.meta.url)

export async function startMongoProcess(folder: string): Promise<MongoProcess> {
  const child = fork(THIS_FILE, [folder])
  const { uri, openedIn } = await nextMessage<{ uri: string; openedIn: number }>(child)
  return {
    uri,
    openedIn,
    async memory() {
      child.send('memory')
      return nextMessage<number>(child)
    },
    async end() {
      const ended = once(child, 'exit')
      child.send('end')
      await ended
    },
  }
}

async function nextMessage<T>(child: ChildProcess): Promise<T> {
  const [message] = await once(child, 'message')
  return message as T
}

if (process.argv[1] === THIS_FILE) {
  const started = performance.now()
  const server = await startEmbeddedMongo({ folder: process.argv[2] })
  process.send?.({ uri: server.uri, openedIn: performance.now() - started })
  process.on('message', (message) => {
    if (message === 'memory') process.send?.(Math.round(process.memoryUsage.rss() / 2 ** 20))
    else void server.close().then(() => process.disconnect())
  })
}

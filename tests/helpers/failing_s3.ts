import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import S3Driver from '#app/media/drivers/s3_driver'

const errorOf = (code: string) => `<Error><Code>${code}</Code><Message>No.</Message></Error>`

/** Ways in which a store that accepts connections can fail. */
const FAILURES: Record<string, (answer: ServerResponse) => void> = {
  'answers 500': (answer) => answer.writeHead(500).end(errorOf('InternalError')),
  'answers 500 without XML': (answer) => answer.writeHead(500).end('<html>Oops'),
  'answers 502': (answer) => answer.writeHead(502).end(),
  'asks to slow down': (answer) => answer.writeHead(503).end(errorOf('SlowDown')),
  'refuses the credentials': (answer) => answer.writeHead(403).end(errorOf('AccessDenied')),
  'answers something else': (answer) => answer.end('<html><body>Welcome<br>'),
  'closes the connection': (answer) => void answer.destroy(),
  'never answers': () => {},
}

export type S3Failure = keyof typeof FAILURES
export const S3_FAILURES: readonly S3Failure[] = Object.keys(FAILURES)

/** A server that fails every request that the driver sends it in the same way. */
export async function aFailingS3(failure: S3Failure) {
  const server = createServer((request, answer) => {
    request.resume().on('error', () => {})
    FAILURES[failure](answer)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const driver = new S3Driver({
    bucket: 'theta-media',
    region: 'ap-south-1',
    endpoint: `http://127.0.0.1:${port}`,
    forcePathStyle: true,
    credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
    maxAttempts: 1,
    requestHandler: { requestTimeout: 300, throwOnRequestTimeout: true },
  })
  return {
    driver,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

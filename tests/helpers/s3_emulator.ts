import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver, { type Context } from '@20minutes/s3rver'
import S3Driver from '#app/media/drivers/s3_driver'

const BUCKET = 'theta-media'
const KEY_PAIR = 'S3RVER'

/** What stores that are compatible with S3 answer to a request that they don't know. */
const NOT_IMPLEMENTED = {
  status: 501,
  type: 'application/xml',
  body: '<Error><Code>NotImplemented</Code><Message>A header or query you provided is unknown.</Message></Error>',
}

/** Tells whether a request needs AWS itself: checksums of the SDK, tags, bulk deletes, pages of parts. */
function isUnknownToSimpleStores({ headers, query }: Pick<Context, 'headers' | 'query'>): boolean {
  const unknownHeader = /^x-amz-(?:checksum-|sdk-checksum-|trailer|tagging)/
  return (
    Object.keys(headers).some((name) => unknownHeader.test(name)) ||
    ['delete', 'tagging', 'max-parts', 'part-number-marker'].some((name) => name in query)
  )
}

/** A bucket on 127.0.0.1 that checks signatures and refuses unsigned requests and whatever only AWS knows. */
export async function startS3Emulator() {
  const folder = await mkdtemp(join(tmpdir(), 'theta-s3-'))
  const server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: folder,
    vhostBuckets: false,
    configureBuckets: [{ name: BUCKET }],
  })
  const requests: string[] = []
  server.middleware.unshift(async (ctx, next) => {
    requests.push(ctx.method)
    if (!ctx.headers.authorization) return void (ctx.status = 403)
    if (isUnknownToSimpleStores(ctx)) return void Object.assign(ctx, NOT_IMPLEMENTED)
    // The emulator signs bucket listings differently from S3.
    server.allowMismatchedSignatures = Boolean(ctx.query['list-type'])
    if (ctx.query.uploadId && ['DELETE', 'GET'].includes(ctx.method)) {
      // The emulator can neither abort a multipart upload nor list its parts.
      const parts = join(folder, BUCKET, '._S3rver_uploads', String(ctx.query.uploadId))
      if (ctx.method === 'GET') return void Object.assign(ctx, await listOf(parts))
      await rm(parts, { recursive: true })
      return void (ctx.status = 204)
    }
    await next()
  })
  const { store } = server
  const getObject = store.getObject.bind(store)
  store.getObject = (bucket, key, range) =>
    getObject(bucket, key, range?.end === 0 ? { ...range, end: '0' } : range) // it mistakes 0 for "no end"
  const listObjects = store.listObjects.bind(store)
  store.listObjects = async (bucket, options) => {
    const listed = await listObjects(bucket, options)
    return { ...listed, isTruncated: false } // its tokens need a cipher that OpenSSL no longer has
  }
  const { port } = await server.run()

  return {
    port,
    /** The methods of the requests it received. */
    requests,
    /** The settings that an application needs to use it, except its address. */
    settings: {
      S3_BUCKET: BUCKET,
      AWS_REGION: 'ap-south-1',
      AWS_ACCESS_KEY_ID: KEY_PAIR,
      AWS_SECRET_ACCESS_KEY: KEY_PAIR,
    },
    driver: (secretAccessKey = KEY_PAIR) =>
      new S3Driver({
        bucket: BUCKET,
        region: 'ap-south-1',
        endpoint: `http://127.0.0.1:${port}`,
        forcePathStyle: true,
        credentials: { accessKeyId: KEY_PAIR, secretAccessKey },
      }),
    /** Paths of all stored files, unfinished uploads included. */
    async contents() {
      const entries = await readdir(join(folder, BUCKET), { recursive: true, withFileTypes: true })
      return entries.filter((entry) => entry.isFile()).map((entry) => entry.name)
    },
    async close() {
      server.httpServer.closeAllConnections()
      await server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** S3's response to a request for the parts of an upload. */
async function listOf(folder: string) {
  const names = await readdir(folder).catch(() => null)
  if (!names) {
    const body = '<Error><Code>NoSuchUpload</Code><Message>There is none.</Message></Error>'
    return { status: 404, type: 'application/xml', body }
  }
  const numbers = names.filter((name) => /^\d+$/.test(name)).sort((a, b) => Number(a) - Number(b))
  const parts = numbers.map(async (number) => {
    const [{ size }, md5] = await Promise.all([
      stat(join(folder, number)),
      readFile(join(folder, `${number}.md5`), 'utf8'),
    ])
    return `<Part><PartNumber>${number}</PartNumber><ETag>"${md5}"</ETag><Size>${size}</Size></Part>`
  })
  const listed = await Promise.all(parts)
  const body = `<ListPartsResult>${listed.join('')}</ListPartsResult>`
  return { status: 200, type: 'application/xml', body }
}

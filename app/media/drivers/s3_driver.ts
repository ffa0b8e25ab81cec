import type { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  S3Client,
  S3ServiceException,
  type S3ClientConfig,
} from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { S3Driver as FlydriveS3Driver } from 'flydrive/drivers/s3'
import StatCache from '#app/media/drivers/stat_cache'
import {
  ABANDONED_AFTER_IN_MS,
  type ByteRange,
  IN_PROGRESS,
  type InProgress,
  type ListedFile,
  type Listing,
  type MediaDriver,
  type SendPart,
} from '#app/media/drivers/media_driver'
import UploadStore from '#app/media/drivers/upload_store'

/** Part size. Each upload holds this much in memory per concurrent part. */
const PART_SIZE_IN_BYTES = 8 * 1024 * 1024
const PARTS_AT_ONCE = 2

/** Timeout of requests without file content; they are retried once. */
const SOON = { requestTimeout: 1_100 }

/** Sends and expects none of the SDK's own checksums, which only AWS is sure to know. */
const OF_COMPATIBLE_STORES = {
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
} as const

/** Lifetime of idle connections: a dead one would otherwise block for the whole part timeout. */
const ON_A_CONNECTION_OF_ITS_OWN = {
  httpAgent: { keepAlive: false },
  httpsAgent: { keepAlive: false },
}

/** Thrown if the answer to a request is not one of S3, although its status is: it may be a proxy's. */
class UnusableAnswer extends Error {
  constructor(readonly $metadata: S3ServiceException['$metadata']) {
    super('S3 answered without the headers that it always sends')
  }
}

/** Stores files in a private S3-compatible bucket. */
export default class S3Driver extends FlydriveS3Driver implements MediaDriver {
  private client: S3Client
  private bucketName: string
  private clientConfig: S3ClientConfig
  private recent = new StatCache()

  constructor({ bucket, ...given }: { bucket: string } & S3ClientConfig) {
    const config = { ...(given.endpoint ? OF_COMPATIBLE_STORES : {}), ...given }
    const client = new S3Client(config)
    super({ client, bucket, supportsACL: false, visibility: 'private' })
    this.client = client
    this.bucketName = bucket
    this.clientConfig = config
  }

  /** Uploads the stream in parts, since a plain S3 upload needs to know the length. */
  async putStream(key: string, contents: Readable, options?: { contentType?: string }) {
    this.recent.delete(key)
    const upload = new Upload({
      client: this.client,
      params: { ...this.object(key), Body: contents, ContentType: options?.contentType },
      partSize: PART_SIZE_IN_BYTES,
      queueSize: PARTS_AT_ONCE,
    })
    const { ETag, $metadata } = await upload.done()
    if (!ETag) throw new UnusableAnswer($metadata)
  }

  /** Looks up a file's size and time once for all ranges that a player requests. */
  async describe(key: string) {
    const known = this.recent.get(key)
    if (known) return known
    const found = await unlessMissing(
      this.client.send(new HeadObjectCommand(this.object(key)), SOON)
    )
    if (!found) return null
    const { ContentLength: size, LastModified: lastModified, $metadata } = found
    if (size === undefined || !lastModified) throw new UnusableAnswer($metadata)
    const stat = { size, lastModified }
    this.recent.set(key, stat)
    return stat
  }

  async delete(key: string) {
    this.recent.delete(key)
    const { $metadata } = await this.client.send(new DeleteObjectCommand(this.object(key)), SOON)
    if ($metadata.httpStatusCode !== 204) throw new UnusableAnswer($metadata)
  }

  async list({ folder, after, limit }: Listing): Promise<ListedFile[]> {
    const { Contents: objects = [] } = await this.client.send(
      new ListObjectsV2Command({
        Bucket: this.bucketName,
        Prefix: folder,
        StartAfter: after,
        MaxKeys: limit,
      }),
      SOON
    )
    return objects.map(({ Key, Size, LastModified }) => ({
      key: Key!,
      size: Size!,
      lastModified: LastModified!,
    }))
  }

  async openPart(key: string, { start, end }: ByteRange): Promise<SendPart | null> {
    const command = new GetObjectCommand({ ...this.object(key), Range: `bytes=${start}-${end}` })
    const found = await unlessMissing(this.client.send(command, SOON))
    if (!found) {
      this.recent.delete(key)
      return null
    }
    const contents = found.Body as Readable
    if (!found.ContentRange) {
      contents.destroy()
      throw new UnusableAnswer(found.$metadata)
    }
    return (destination) => sendStream(contents, destination)
  }

  uploadsInProgress(): InProgress {
    const store = new UploadStore({
      partSize: PART_SIZE_IN_BYTES,
      expirationPeriodInMilliseconds: ABANDONED_AFTER_IN_MS,
      useTags: false,
      s3ClientConfig: {
        bucket: this.bucketName,
        ...this.clientConfig,
        requestHandler: { ...this.clientConfig.requestHandler, ...ON_A_CONNECTION_OF_ITS_OWN },
      },
    })
    return { store, idPrefix: IN_PROGRESS, detailsSuffix: '.info' }
  }

  private object(key: string) {
    return { Bucket: this.bucketName, Key: key }
  }
}

async function unlessMissing<Result>(attempt: Promise<Result>): Promise<Result | null> {
  try {
    return await attempt
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return null
    throw error
  }
}

async function sendStream(contents: Readable, destination: Writable): Promise<void> {
  let cause: Error | undefined
  contents.once('error', (error) => {
    if (!destination.destroyed) cause = error
  })
  await pipeline(contents, destination).catch(() => {
    if (cause) throw cause
  })
}

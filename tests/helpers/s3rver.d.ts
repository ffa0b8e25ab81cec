/** Types for the part of the S3 emulator that the tests use, since it has none. */
declare module '@20minutes/s3rver' {
  import type { IncomingHttpHeaders, Server } from 'node:http'

  export interface Context {
    method: string
    headers: IncomingHttpHeaders
    query: Record<string, string | string[] | undefined>
    status: number
  }

  interface Store {
    listObjects(bucket: string, options: object): Promise<object>
    getObject(
      bucket: string,
      key: string,
      range?: { start?: number; end?: number | string }
    ): Promise<unknown>
  }

  export default class S3rver {
    constructor(options: {
      port: number
      address: string
      silent: boolean
      directory: string
      vhostBuckets: boolean
      configureBuckets: { name: string }[]
    })
    httpServer: Server
    allowMismatchedSignatures: boolean
    store: Store
    middleware: ((ctx: Context, next: () => Promise<void>) => Promise<void>)[]
    run(): Promise<{ port: number }>
    close(): Promise<void>
  }
}

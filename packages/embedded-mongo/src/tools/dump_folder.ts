import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip as compress } from 'node:zlib'
import { ByteWriter } from './byte_writer.ts'
import type { DumpedCollection, DumpTarget } from './dump_target.ts'
import { makeEmptyFolder } from './places.ts'

/** Longer names are truncated and made unique with a hash. The metadata contains the full name. */
const MAX_NAME_LENGTH = 238
const CUT_NAME_LENGTH = 208

/** Writes a folder like `mongodump --out`, with a file of documents and a metadata file for each collection. */
export class FolderWriter implements DumpTarget {
  private readonly folder: string
  private readonly gzip: boolean

  constructor(folder: string, gzip: boolean) {
    this.folder = folder
    this.gzip = gzip
  }

  async begin(collections: readonly DumpedCollection[], serverVersion: string): Promise<void> {
    await makeEmptyFolder(this.folder)
    const prelude = { ServerVersion: serverVersion, ToolVersion: '100.0.0' }
    await this.writeText(join(this.folder, 'prelude.json'), JSON.stringify(prelude))
    for (const collection of collections) {
      await mkdir(join(this.folder, collection.database), { recursive: true })
      await this.writeText(`${this.pathOf(collection)}.metadata.json`, collection.metadata)
    }
  }

  async write(collection: DumpedCollection, documents: AsyncIterable<Uint8Array>): Promise<number> {
    const suffix = this.gzip ? '.bson.gz' : '.bson'
    const file = new ByteWriter(`${this.pathOf(collection)}${suffix}`, { gzip: this.gzip })
    let count = 0
    for await (const document of documents) {
      await file.write(document)
      count++
    }
    await file.end()
    return count
  }

  async end(): Promise<void> {}

  private pathOf({ database, name }: DumpedCollection): string {
    return join(this.folder, database, fileName(name))
  }

  private async writeText(path: string, text: string): Promise<void> {
    if (this.gzip) await writeFile(`${path}.gz`, await promisify(compress)(text))
    else await writeFile(path, text)
  }
}

/** Escapes a collection name for use as a file name like mongodump does, with URL query escaping. */
export function fileName(collection: string): string {
  const escaped = encodeURIComponent(collection)
    .replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
  if (escaped.length <= MAX_NAME_LENGTH) return escaped
  const hash = createHash('sha1').update(collection).digest('base64url')
  return `${escaped.slice(0, CUT_NAME_LENGTH)}%24${hash}`
}

/** Recovers a collection name from a file name, for dumps without metadata. */
export const collectionNameOf = (file: string) => decodeURIComponent(file.replaceAll('+', ' '))

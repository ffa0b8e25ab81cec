import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { extract } from 'tar-stream'
import BackupRefused from '#app/operations/backup/backup_refused'
import { MANIFEST, type Manifest } from '#app/operations/backup/manifest'

/** Room for a million files; a longer manifest would fill the memory. */
const LONGEST_MANIFEST_IN_BYTES = 256 * 1024 * 1024

export interface Entry {
  name: string
  bytes: number
  contents: Readable
}

/** Iterates over the files of an archive in order. Each must be read or skipped before the next. */
export async function* entriesOf(path: string): AsyncGenerator<Entry> {
  const tar = extract()
  const file = createReadStream(path)
  file.on('error', (error) => tar.destroy(error))
  file.pipe(tar)
  for await (const entry of tar) {
    const { name, size = 0 } = entry.header
    yield { name, bytes: size, contents: entry as unknown as Readable }
  }
}

/**
 * Reads an entire archive, and verifies every file against the manifest.
 * @throws {BackupRefused} if it is not a backup, is incomplete, or is damaged
 */
export async function verifiedManifest(path: string): Promise<Manifest> {
  const sums = new Map<string, string>()
  let manifest: Manifest | undefined
  try {
    for await (const { name, bytes, contents } of entriesOf(path)) {
      if (name === MANIFEST && bytes > LONGEST_MANIFEST_IN_BYTES)
        throw new Error('its manifest is too long')
      if (name === MANIFEST) manifest = JSON.parse(await text(contents))
      else sums.set(name, await sumOf(contents))
    }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT')
      throw new BackupRefused(`File not found: ${path}.`)
    throw new BackupRefused(`${path} can't be read: ${(cause as Error).message}.`, { cause })
  }
  if (!manifest)
    throw new BackupRefused(`${path} has no manifest: it is not a backup, or incomplete.`)
  if (manifest.format !== 1)
    throw new BackupRefused(
      `${path} has format ${manifest.format}, but this version reads only format 1.`
    )
  for (const { name, sha256 } of manifest.parts) {
    if (sums.get(name) !== sha256)
      throw new BackupRefused(`${path} is damaged: ${name} has the wrong checksum.`)
  }
  return manifest
}

async function sumOf(contents: Readable): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of contents) hash.update(chunk)
  return hash.digest('hex')
}

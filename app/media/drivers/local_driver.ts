import { createWriteStream, existsSync, mkdirSync, renameSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { FileStore } from '@tus/file-store'
import { FSDriver } from 'flydrive/drivers/fs'
import { sendPart } from '#app/media/drivers/send_part'
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

/** Suffix of incomplete files. */
const PART = '.part'

/** Stores files in a folder. Incomplete files have the suffix `.part`. */
export default class LocalDriver extends FSDriver implements MediaDriver {
  private folder: string

  constructor({ folder }: { folder: string }) {
    super({ location: folder, visibility: 'private' })
    this.folder = folder
    this.carryOver()
  }

  async putStream(key: string, contents: Readable): Promise<void> {
    const path = this.pathOf(key)
    await mkdir(dirname(path), { recursive: true })
    try {
      await pipeline(contents, createWriteStream(partOf(path), { flush: true }))
      await rename(partOf(path), path)
    } catch (error) {
      await rm(partOf(path), { force: true })
      throw error
    }
  }

  /** Also removes the incomplete file of an interrupted process. */
  async delete(key: string): Promise<void> {
    const path = this.pathOf(key)
    await rm(partOf(path), { force: true })
    await rm(path, { force: true })
  }

  async describe(key: string) {
    const stats = await unlessMissing(stat(this.pathOf(key)))
    return stats && { size: stats.size, lastModified: stats.mtime }
  }

  async list({ folder, after = '', limit }: Listing): Promise<ListedFile[]> {
    const names = (await unlessMissing(readdir(this.pathOf(folder)))) ?? []
    const keys = names
      .filter((name) => !name.endsWith(PART))
      .map((name) => folder + name)
      .filter((key) => key > after)
      .sort()
      .slice(0, limit)
    const described = await Promise.all(keys.map((key) => this.describe(key)))
    return keys.flatMap((key, index) => {
      const found = described[index]
      return found ? { key, ...found } : []
    })
  }

  async openPart(key: string, range: ByteRange): Promise<SendPart | null> {
    const file = await unlessMissing(open(this.pathOf(key)))
    return file && ((destination) => sendPart(file, range, destination))
  }

  uploadsInProgress(): InProgress {
    const directory = this.pathOf(IN_PROGRESS)
    const store = new FileStore({
      directory,
      expirationPeriodInMilliseconds: ABANDONED_AFTER_IN_MS,
    })
    return { store, idPrefix: '', detailsSuffix: '.json' }
  }

  /** Moves uploads in progress from the old folder `incoming`. Runs once, because it creates the new folder. */
  private carryOver() {
    const [earlier, folder] = [this.pathOf('incoming'), this.pathOf(IN_PROGRESS)]
    if (existsSync(folder)) return
    if (existsSync(earlier)) renameSync(earlier, folder)
    else mkdirSync(folder, { recursive: true })
  }

  private pathOf(key: string) {
    return join(this.folder, key)
  }
}

function partOf(path: string) {
  return path + PART
}

async function unlessMissing<Result>(attempt: Promise<Result>): Promise<Result | null> {
  try {
    return await attempt
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

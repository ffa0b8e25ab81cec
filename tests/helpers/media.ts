import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Group } from '@japa/runner/core'
import app from '@adonisjs/core/services/app'
import { Disk } from '@adonisjs/drive'
import { test } from '@japa/runner'
import { dataDir } from '#config/app'
import LocalDriver from '#app/media/drivers/local_driver'
import type { MediaDriver } from '#app/media/drivers/media_driver'
import { startS3Emulator } from '#tests/helpers/s3_emulator'

/** The file name, without anything that a disk appends for its own purposes. */
const FILE_START = /^[0-9a-f-]{36}\.\w+/

/** A disk and its contents, unfinished files included. */
export interface TestedDisk {
  driver: MediaDriver
  contents(): Promise<string[]>
}

/** Runs a group of tests once on each disk. */
export function onBothDisks(
  title: string,
  define: (disk: () => TestedDisk, group: Group) => void
): void {
  test.group(`${title} (file system)`, (group) => {
    const driver = new LocalDriver({ folder: dataDir })
    group.setup(() => useDisk(driver))
    define(() => ({ driver, contents: filesInFolder }), group)
  })

  test.group(`${title} (S3)`, (group) => {
    let disk: TestedDisk
    group.setup(async () => {
      const emulator = await startS3Emulator()
      disk = { driver: emulator.driver(), contents: emulator.contents }
      const restore = useDisk(disk.driver)
      return async () => {
        restore()
        await emulator.close()
      }
    })
    define(() => disk, group)
  })
}

function useDisk(driver: MediaDriver) {
  app.container.swap(Disk, () => new Disk(driver))
  return () => app.container.restore(Disk)
}

async function filesInFolder() {
  try {
    return await readdir(join(dataDir, 'uploads'))
  } catch {
    return []
  }
}

/** Deletes every file of the disk. */
export async function emptyDisk({ driver, contents }: TestedDisk) {
  const kept = await contents()
  const names = kept.flatMap((name) => FILE_START.exec(name) ?? [])
  for (const name of new Set(names)) await driver.delete(`uploads/${name}`)
}

/** One of the demo's covers or lectures: `bookkeeping-basics.webp`, `bookkeeping-basics-01.webm`. */
export function demoFile(name: string): Promise<Buffer> {
  const folder = name.endsWith('.webp') ? 'covers' : 'media'
  return readFile(new URL(`../../database/demo/${folder}/${name}`, import.meta.url))
}

/** A tiny but complete file of one of the media types. */
export function mediaFixture(name: string): Promise<Buffer> {
  return readFile(new URL(`../fixtures/media/${name}`, import.meta.url))
}

/** The first bytes of a file in the ISO base media format with the given brand, followed by zeros. */
export function anIsoFile(brand: string): Buffer {
  const file = Buffer.alloc(5000)
  file.write(`\0\0\0\x18ftyp${brand}\0\0\0\0${brand}miaf`, 'latin1')
  return file
}

/** The first bytes of a picture, followed by zeros up to the given size. */
export function aPng(sizeInBytes = 5000): Buffer {
  const png = Buffer.alloc(sizeInBytes)
  png.write('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex')
  png.write('0000000a49444154', 33, 'hex')
  return png
}

/** The first bytes of an MP4, followed by zeros. */
export function anMp4(sizeInBytes = 5000): Buffer {
  const mp4 = Buffer.alloc(sizeInBytes)
  mp4.write('\0\0\0\x18ftypisom\0\0\x02\0isomiso2', 'latin1')
  return mp4
}

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import drive from '@adonisjs/drive/services/main'
import app from '@adonisjs/core/services/app'

/** A cover of the demo: a real WebP file. */
export const aCoverFile = () => demoFile('covers/typescript-from-scratch.webp')

/** A lecture of the demo: a real MP4 file. */
export const aLectureFile = () => demoFile('media/typescript-from-scratch-01.mp4')

function demoFile(path: string): Promise<Buffer> {
  return readFile(join(app.makePath('database/demo'), path))
}

/** The keys of all files in the store. */
export async function storedFiles(): Promise<string[]> {
  await drive.use().put('uploads/marker', '')
  const { objects } = await drive.use().listAll('uploads', { recursive: true })
  await drive.use().delete('uploads/marker')
  return [...objects].flatMap((object) =>
    object.isFile && object.name !== 'marker' ? object.key : []
  )
}

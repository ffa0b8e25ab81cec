import drive from '@adonisjs/drive/services/main'
import { demoFile } from '#tests/helpers/media'

/** A cover of the demo: a real WebP file. */
export const aCoverFile = () => demoFile('typescript-from-scratch.webp')

/** A lecture of the demo: a real MP4 file. */
export const aLectureFile = () => demoFile('typescript-from-scratch-01.mp4')

/** The keys of all stored files. */
export async function storedFiles(): Promise<string[]> {
  await drive.use().put('uploads/marker', '')
  const { objects } = await drive.use().listAll('uploads', { recursive: true })
  await drive.use().delete('uploads/marker')
  return [...objects].flatMap((object) =>
    object.isFile && object.name !== 'marker' ? object.key : []
  )
}

/**
 * Regenerates the covers and lecture files of the demo: `node database/demo/make_assets.ts`.
 *
 * For maintainers: the results are committed, and the demo only reads them. Chromium draws the covers and all frames
 * of the lectures, the sounds are synthesized, and ffmpeg encodes everything.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import ffmpeg from '@ffmpeg-installer/ffmpeg'
import sparticuz from '@sparticuz/chromium'
import type { Page } from 'playwright'
import { chromium } from 'playwright'
import { COVER, SLIDE, cover, slide } from './artwork/compositions.ts'
import { SAMPLE_RATE, beats, chimes, scales } from './artwork/sounds.ts'
import { storyboards } from './artwork/storyboards.ts'
import { themes } from './artwork/themes.ts'
import type { DemoCourse } from './catalog.ts'
import { demoCourses } from './catalog.ts'

const FRAMES_PER_SECOND = 12
const COVERS = join(import.meta.dirname, 'covers')
const MEDIA = join(import.meta.dirname, 'media')

const COVER_CODEC = words('-c:v libwebp -preset drawing -quality 84')
const VIDEO_CODECS: Record<string, string[]> = {
  mp4: [
    ...words('-c:v libx264 -preset veryslow -tune animation -crf 33 -g 200 -pix_fmt yuv420p'),
    ...words('-c:a aac -b:a 12k -ar 16000 -movflags +faststart'),
  ],
  webm: [
    ...words('-c:v libvpx-vp9 -crf 45 -b:v 0 -g 200 -deadline good -cpu-used 1 -pix_fmt yuv420p'),
    ...words('-c:a libopus -b:a 12k'),
  ],
}
const AUDIO_CODEC = words('-c:a libmp3lame -b:a 24k')
const EXACT = words('-fflags +bitexact -flags:v +bitexact -flags:a +bitexact')
const AUDIO_EXERCISES: Record<string, (tonic: number) => Buffer> = {
  'speaking-with-confidence-02.mp3': scales,
  'speaking-with-confidence-03.mp3': beats,
}

function words(options: string) {
  return options.split(' ')
}

/** Runs ffmpeg on an input stream with reproducible output. */
async function encode(
  options: string[],
  file: string,
  input: Iterable<Buffer> | AsyncIterable<Buffer>
) {
  const encoder = spawn(ffmpeg.path, ['-v', 'error', '-y', ...options, ...EXACT, file], {
    stdio: ['pipe', 'inherit', 'inherit'],
  })
  const exited = once(encoder, 'exit')
  for await (const chunk of input) {
    if (!encoder.stdin.write(chunk)) await once(encoder.stdin, 'drain')
  }
  encoder.stdin.end()
  await finished(encoder.stdin)
  const [code] = await exited
  if (code !== 0) throw new Error(`ffmpeg could not make ${file}`)
}

function describe(course: DemoCourse, index: number) {
  const tags = {
    title: course.lectures[index].title,
    album: course.title,
    artist: course.createdBy,
    track: index + 1,
  }
  return Object.entries(tags).flatMap(([tag, value]) => ['-metadata', `${tag}=${value}`])
}

async function makeCover(page: Page, course: DemoCourse) {
  await page.setViewportSize(COVER)
  await page.setContent(cover(course, themes[course.key]))
  await encode([...words('-f image2pipe -i -'), ...COVER_CODEC], join(COVERS, course.cover), [
    await page.screenshot(),
  ])
}

async function makeVideo(page: Page, course: DemoCourse, index: number) {
  const { media } = course.lectures[index]
  const { points, length } = storyboards[media]
  const theme = themes[course.key]
  const sound = join(tmpdir(), `${media}.pcm`)
  await page.setViewportSize(SLIDE)
  await writeFile(sound, chimes(theme.tonic, length))

  async function* frames() {
    for (let frame = 0; frame < length * FRAMES_PER_SECOND; frame++) {
      const time = frame / FRAMES_PER_SECOND
      await page.setContent(slide(course, theme, { lecture: index, points, time, length }))
      yield page.screenshot({ type: 'jpeg', quality: 100 }) // PNG is three times slower
    }
  }
  const inputs = [
    ...words(`-f image2pipe -framerate ${FRAMES_PER_SECOND} -i -`),
    ...words(`-f s16le -ar ${SAMPLE_RATE} -ac 1 -i`),
    sound,
  ]
  const codecs = VIDEO_CODECS[media.split('.').at(-1)!]
  await encode([...inputs, ...codecs, ...describe(course, index)], join(MEDIA, media), frames())
  await rm(sound)
}

async function makeAudio(course: DemoCourse, index: number) {
  const { media } = course.lectures[index]
  const sound = AUDIO_EXERCISES[media](themes[course.key].tonic)
  const input = words(`-f s16le -ar ${SAMPLE_RATE} -ac 1 -i -`)
  await encode([...input, ...AUDIO_CODEC, ...describe(course, index)], join(MEDIA, media), [sound])
}

for (const folder of [COVERS, MEDIA]) {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder)
}

const browser = await chromium.launch({
  executablePath: await sparticuz.executablePath(),
  args: sparticuz.args,
  // Chromium's package unpacks Open Sans here, so that text looks the same on every machine.
  env: { ...process.env, FONTCONFIG_PATH: join(tmpdir(), 'fonts') },
})
const page = await browser.newPage()
for (const course of demoCourses) {
  await makeCover(page, course)
  for (const [index, { media }] of course.lectures.entries()) {
    await (media in AUDIO_EXERCISES ? makeAudio(course, index) : makeVideo(page, course, index))
  }
}
await browser.close()

for (const folder of [COVERS, MEDIA]) {
  for (const file of await readdir(folder)) {
    const { size } = await stat(join(folder, file))
    console.log(`${file.padEnd(42)} ${size}`)
  }
}

import { test } from '@japa/runner'
import { codecsThatBrowsersLack } from '#app/media/codecs'
import { mediaFixture } from '#tests/helpers/media'

const box = (name: string, ...contents: Buffer[]): Buffer => {
  const content = Buffer.concat(contents)
  const header = Buffer.alloc(8)
  header.writeUInt32BE(8 + content.length)
  header.write(name, 4, 'latin1')
  return Buffer.concat([header, content])
}

/** A track whose samples have the given format. */
function aTrack(format: string): Buffer {
  const entries = Buffer.from([0, 0, 0, 0, 0, 0, 0, 1])
  const descriptions = box('stsd', entries, box(format, Buffer.alloc(70)))
  return box('trak', box('mdia', box('minf', box('stbl', descriptions))))
}

const aMovie = (...formats: string[]) =>
  Buffer.concat([
    box('ftyp', Buffer.from('qt  \0\0\0\0qt  ', 'latin1')),
    box('moov', ...formats.map(aTrack)),
  ])

/** The first page of an Ogg stream with the given first packet. */
const anOgg = (packet: string) =>
  Buffer.concat([
    Buffer.from('OggS\0\x02', 'latin1'),
    Buffer.alloc(22),
    Buffer.from(packet, 'latin1'),
  ])

test.group('The codecs of a file', () => {
  for (const [formats, lacking] of [
    [['avc1', 'mp4a'], []],
    [['av01', 'Opus'], []],
    [['hvc1', 'mp4a'], ['HEVC (H.265)']],
    [
      ['hev1', 'ac-3'],
      ['HEVC (H.265)', 'AC-3'],
    ],
    [['apch'], ['Apple ProRes']],
  ] as const) {
    test(`that browsers lack are found in MP4 and MOV: ${formats.join(' and ')}`, ({ assert }) => {
      assert.deepEqual(codecsThatBrowsersLack(aMovie(...formats)), [...lacking])
    })
  }

  test('that browsers lack are found in an index of which only a part was read', ({ assert }) => {
    const movie = aMovie('avc1', 'ec-3')
    assert.deepEqual(codecsThatBrowsersLack(movie.subarray(20)), ['E-AC-3'])
    assert.deepEqual(codecsThatBrowsersLack(movie.subarray(0, movie.indexOf('stsd') + 6)), [])
  })

  test('that browsers lack are found in Ogg', ({ assert }) => {
    assert.deepEqual(codecsThatBrowsersLack(anOgg('Speex   1.2')), ['Speex'])
    assert.deepEqual(codecsThatBrowsersLack(anOgg('OpusHead')), [])
  })

  test('that browsers lack are found in WebM', ({ assert }) => {
    const webm = (codec: string) => Buffer.from(`\x1aE\xdf\xa3webm ${codec}`, 'latin1')
    assert.deepEqual(codecsThatBrowsersLack(webm('V_MPEGH/ISO/HEVC')), ['HEVC (H.265)'])
    assert.deepEqual(codecsThatBrowsersLack(webm('V_VP9 A_OPUS')), [])
  })

  test('are all known by browsers in common files', async ({ assert }) => {
    for (const name of ['film.webm', 'opus.ogg', 'vorbis.ogg', 'sound.mp3', 'sound.m4a'])
      assert.deepEqual(codecsThatBrowsersLack(await mediaFixture(name)), [], name)
    assert.deepEqual(codecsThatBrowsersLack(await mediaFixture('theora.ogv')), ['Theora'])
  })
})

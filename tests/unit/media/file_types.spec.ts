import { test } from '@japa/runner'
import { detectType } from '#app/media/file_types'
import { demoFile, mediaFixture } from '#tests/helpers/media'

/** The first bytes of a file in the ISO base media format. */
function anIsoFile(major: string, compatible: string[] = []): Buffer {
  const box = Buffer.alloc(16 + 4 * compatible.length)
  box.writeUInt32BE(box.length)
  box.write(`ftyp${major}`, 4, 'latin1')
  box.write(compatible.join(''), 16, 'latin1')
  return Buffer.concat([box, Buffer.alloc(4000)])
}

/** An ID3 tag of the given length, not counting its 10-byte header. */
function anId3Tag(length: number): Buffer {
  const sizeInSevenBits = [length >> 21, length >> 14, length >> 7, length].map(
    (bits) => bits & 127
  )
  return Buffer.concat([
    Buffer.from('ID3\x04\0\0', 'latin1'),
    Buffer.from(sizeInSevenBits),
    Buffer.alloc(length, 1),
  ])
}

const zeros = (length: number) => Buffer.alloc(length)

/** The audio frames of an MP3, without a tag. */
async function anMp3WithoutTag(): Promise<Buffer> {
  const mp3 = await mediaFixture('sound.mp3')
  const start = mp3.findIndex((byte, index) => byte === 0xff && (mp3[index + 1] & 0xe6) === 0xe2)
  return mp3.subarray(start)
}

test.group('The type of a file', () => {
  for (const brand of ['isom', 'iso6', 'dash', 'mp42', 'M4V ', '3gp4', '3gp5', 'avc1']) {
    test(`is MP4 for the brand ${brand.trim()}`, async ({ assert }) => {
      const type = await detectType(anIsoFile(brand, ['isom', 'iso6']))
      assert.equal(type?.extension, 'mp4')
    })
  }

  for (const [major, compatible] of [
    ['avif', ['mif1']],
    ['mif1', ['miaf', 'avif']],
    ['miaf', ['mif1', 'avif']],
    ['msf1', ['avis', 'miaf']],
  ] as const) {
    test(`is AVIF for the brand ${major} with ${compatible.join(', ')}`, async ({ assert }) => {
      const type = await detectType(anIsoFile(major, [...compatible]))
      assert.equal(type?.extension, 'avif')
    })
  }

  for (const [major, compatible] of [
    ['heic', ['mif1', 'miaf']],
    ['mif1', ['heic', 'miaf']],
  ] as const) {
    test(`is unknown for HEIC with the brand ${major}`, async ({ assert }) => {
      assert.isUndefined(await detectType(anIsoFile(major, [...compatible])))
    })
  }

  test('is MP4 for a video that also names an AVIF brand', async ({ assert }) => {
    const type = await detectType(anIsoFile('isom', ['avif']))
    assert.equal(type?.extension, 'mp4')
  })

  for (const [what, ahead, behind] of [
    ['ahead of', 300, 0],
    ['behind', 0, 500],
    ['around', 300, 500],
  ] as const) {
    test(`is MP3 with padding ${what} its tag`, async ({ assert }) => {
      const parts = [zeros(ahead), anId3Tag(200), zeros(behind), await anMp3WithoutTag()]
      const type = await detectType(Buffer.concat(parts).subarray(0, 4100))
      assert.equal(type?.extension, 'mp3')
    })
  }

  test('is MP3 for a tag longer than the bytes that are read', async ({ assert }) => {
    const type = await detectType(anId3Tag(100_000).subarray(0, 4100))
    assert.equal(type?.extension, 'mp3')
  })

  test('is unknown for a tag with something else after its padding', async ({ assert }) => {
    const parts = [zeros(10), anId3Tag(200), zeros(10), Buffer.from('<html>'), zeros(4000)]
    assert.isUndefined(await detectType(Buffer.concat(parts)))
  })

  test('is WAV for RF64, which holds more than 4 GiB', async ({ assert }) => {
    const wav = await mediaFixture('sound.wav')
    const rf64 = Buffer.concat([Buffer.from('RF64\xff\xff\xff\xff', 'latin1'), wav.subarray(8)])
    const type = await detectType(rf64)
    assert.equal(type?.extension, 'wav')
  })

  test('is unknown for empty files, zeros and text', async ({ assert }) => {
    for (const content of [zeros(0), zeros(4100), Buffer.from('RF64'), Buffer.from('\0\0ID3')])
      assert.isUndefined(await detectType(content))
  })

  test('matches the files of the demo', async ({ assert }) => {
    for (const name of ['bookkeeping-basics.webp', 'bookkeeping-basics-01.webm']) {
      const type = await detectType(await demoFile(name))
      assert.equal(type?.extension, name.split('.')[1])
    }
  })
})

/** ISO base media brands that mark a file as AVIF, whatever its major brand. */
const AVIF_BRANDS = new Set(['avif', 'avis'])

/** Major brands of images. Videos may list an AVIF brand too, but not as their major brand. */
const PICTURE_BRANDS = new Set(['avif', 'avis', 'mif1', 'msf1', 'miaf'])

/**
 * Detects types that file-type misses or gets wrong: it recognizes AVIF by the major brand only, and knows neither
 * padding around an MP3's ID3 tag nor WAV files of more than 4 GiB (RF64).
 */
export function containerOf(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const text = (from: number, to: number) => head.toString('latin1', from, to)
  if (text(0, 4) === 'RF64' && text(8, 12) === 'WAVE') return 'wav'
  if (text(4, 8) === 'ftyp') return isAvif(head) ? 'avif' : undefined
  return isPaddedMp3(head) ? 'mp3' : undefined
}

function isAvif(head: Buffer): boolean {
  const major = head.toString('latin1', 8, 12)
  if (!PICTURE_BRANDS.has(major)) return false
  const end = Math.min(head.readUInt32BE(0), head.length)
  const brands = [major]
  for (let at = 16; at + 4 <= end; at += 4) brands.push(head.toString('latin1', at, at + 4))
  return brands.some((brand) => AVIF_BRANDS.has(brand))
}

/** Detects an MP3 with zero padding before or after its ID3 tag. */
function isPaddedMp3(head: Buffer): boolean {
  const tag = behindZeros(head, 0)
  if (head.toString('latin1', tag, tag + 3) !== 'ID3' || tag + 10 > head.length) return false
  const sizeInSevenBits = head.subarray(tag + 6, tag + 10)
  const end = tag + 10 + sizeInSevenBits.reduce((size, bits) => (size << 7) | (bits & 0x7f), 0)
  const frame = behindZeros(head, end)
  return frame + 2 > head.length || isLayer3Frame(head.readUInt16BE(frame))
}

/** Tells whether two bytes start an MPEG audio layer III frame: eleven bits set, and the layer's two bits 01. */
function isLayer3Frame(header: number): boolean {
  return (header & 0xffe0) === 0xffe0 && (header & 0x0006) === 0x0002
}

function behindZeros(head: Buffer, from: number): number {
  let at = from
  while (at < head.length && head[at] === 0) at++
  return at
}

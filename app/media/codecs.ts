import { containerOf } from '#app/media/containers'

/** Names of codecs that most browsers can't play, by how MP4 and MOV files name their sample formats. */
const SAMPLE_FORMATS: Record<string, string> = {
  'hvc1': 'HEVC (H.265)',
  'hev1': 'HEVC (H.265)',
  'dvh1': 'Dolby Vision',
  'dvhe': 'Dolby Vision',
  'ac-3': 'AC-3',
  'ec-3': 'E-AC-3',
  'ac-4': 'AC-4',
  'alac': 'Apple Lossless',
  'apcn': 'Apple ProRes',
  'apch': 'Apple ProRes',
  'apcs': 'Apple ProRes',
  'apco': 'Apple ProRes',
  'ap4h': 'Apple ProRes',
  'ap4x': 'Apple ProRes',
  'mp4v': 'MPEG-4 Visual',
  's263': 'H.263',
  'samr': 'AMR',
  'sawb': 'AMR',
  'mjpa': 'Motion JPEG',
  'jpeg': 'Motion JPEG',
}

/** The same by the beginning of an Ogg stream, and by the codec ids of WebM. */
const MARKS: Record<string, string> = {
  'Speex   ': 'Speex',
  '\x80theora': 'Theora',
  '\x7fFLAC': 'FLAC in Ogg',
  'V_MPEGH/ISO/HEVC': 'HEVC (H.265)',
  'V_MPEG4/ISO/ASP': 'MPEG-4 Visual',
  'A_AC3': 'AC-3',
  'A_EAC3': 'E-AC-3',
  'A_DTS': 'DTS',
}

/** Position of the first sample format after the name of a table: version, number of entries, size of the first. */
const FORMAT_AFTER_NAME = 4 + 4 + 4 + 4

/**
 * Names the codecs in a part of a file that browsers lack: its first bytes, or those of its index, which lists the tracks.
 */
export function codecsThatBrowsersLack(part: Uint8Array): string[] {
  const bytes = Buffer.from(part.buffer, part.byteOffset, part.byteLength)
  const found = isOggOrWebm(bytes) ? marksIn(bytes) : sampleFormatsIn(bytes)
  return [...new Set(found)]
}

/** A sentence about codecs in parts of a file that most browsers can't play; undefined if there are none. */
export function codecWarning(parts: Uint8Array[]): string | undefined {
  const lacking = [...new Set(parts.flatMap(codecsThatBrowsersLack))]
  if (lacking.length === 0) return undefined
  return `Many browsers can’t play ${lacking.join(' and ')}. Use H.264 or AV1 video and AAC or Opus audio.`
}

function isOggOrWebm(bytes: Buffer): boolean {
  const start = bytes.toString('latin1', 0, 4)
  return containerOf(bytes) === undefined && (start === 'OggS' || start === '\x1aE\xdf\xa3')
}

function marksIn(bytes: Buffer): string[] {
  return Object.keys(MARKS)
    .filter((mark) => bytes.includes(mark, 0, 'latin1'))
    .map((mark) => MARKS[mark])
}

/** Looks for the tables by name rather than box by box: a part may begin or end anywhere. */
function sampleFormatsIn(bytes: Buffer): string[] {
  const found: string[] = []
  for (let at = bytes.indexOf('stsd'); at !== -1; at = bytes.indexOf('stsd', at + 4)) {
    const from = at + FORMAT_AFTER_NAME
    const name = SAMPLE_FORMATS[bytes.toString('latin1', from, from + 4)]
    if (name) found.push(name)
  }
  return found
}

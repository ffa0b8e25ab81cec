import { pointAt } from './compositions.ts'

export const SAMPLE_RATE = 24_000

type Note = {
  /** Seconds. */
  at: number
  length: number
  /** Hertz. */
  pitch: number
  loudness: number
}

const MAJOR_SCALE = [0, 2, 4, 5, 7, 9, 11, 12]

function above(tonic: number, semitones: number) {
  return tonic * 2 ** (semitones / 12)
}

/** Renders notes as mono 16-bit samples: sine waves with an overtone, a short attack and a slow decay. */
function samples(notes: Note[], length: number) {
  const sound = new Float64Array(Math.round(length * SAMPLE_RATE))
  for (const { at, length: noteLength, pitch, loudness } of notes) {
    const start = Math.round(at * SAMPLE_RATE)
    const end = Math.min(sound.length, start + Math.round(noteLength * SAMPLE_RATE))
    for (let index = start; index < end; index++) {
      const time = (index - start) / SAMPLE_RATE
      const swell = Math.min(1, time / 0.02)
      const fade = (1 - time / noteLength) ** 2
      const wave = Math.sin(2 * Math.PI * pitch * time) + 0.2 * Math.sin(4 * Math.PI * pitch * time)
      sound[index] += loudness * swell * fade * wave
    }
  }
  return Buffer.from(Int16Array.from(sound, (value) => value * 32_767).buffer)
}

/** Quiet chimes for a filmed lecture: an opening, a note with each point, a closing chord. */
export function chimes(tonic: number, length: number) {
  const opening = [0, 4, 7].map((semitones, index) => ({ at: 0.1 + index * 0.18, semitones }))
  const points = [7, 9, 12].map((semitones, index) => ({ at: pointAt(index, length), semitones }))
  const closing = [0, 4, 7, 12].map((semitones) => ({ at: length - 1.6, semitones }))
  const notes = [...opening, ...points, ...closing].map(({ at, semitones }) => {
    return { at, length: 1.4, pitch: above(tonic, semitones), loudness: 0.09 }
  })
  return samples(notes, length)
}

/** Five tones up and down again, three times, each time a tone higher. */
export function scales(tonic: number) {
  const shape = [0, 1, 2, 3, 4, 3, 2, 1, 0]
  const notes = [0, 2, 4].flatMap((shift, round) =>
    shape.map((step, index) => ({
      at: 0.3 + round * 6 + index * 0.55,
      length: index === shape.length - 1 ? 1.4 : 0.75,
      pitch: above(tonic, shift + MAJOR_SCALE[step]),
      loudness: 0.22,
    }))
  )
  return samples(notes, 18.5)
}

/** Bars of four beats at 80 bpm: one to speak in, then a silent one with only its first beat. */
export function beats(tonic: number) {
  const beat = 60 / 80
  const notes = Array.from({ length: 24 }, (_, index) => ({ index, inBar: index % 4 }))
    .filter(({ index, inBar }) => Math.floor(index / 4) % 2 === 0 || inBar === 0)
    .map(({ index, inBar }) => ({
      at: 0.2 + index * beat,
      length: 0.28,
      pitch: above(tonic, inBar === 0 ? 19 : 12),
      loudness: Math.floor(index / 4) % 2 === 0 ? 0.3 : 0.12,
    }))
  return samples(notes, 0.2 + 24 * beat)
}

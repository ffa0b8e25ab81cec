/// <reference lib="dom" />
/** Reads the length in seconds from the header of media; undefined if the browser can't tell. */
export function durationOf(address: string): Promise<number | undefined> {
  const media = document.createElement('video')
  media.preload = 'metadata'
  return new Promise((resolve) => {
    const settle = () => {
      resolve(Number.isFinite(media.duration) ? media.duration : undefined)
      media.removeAttribute('src')
      media.load()
    }
    media.addEventListener('loadedmetadata', settle, { once: true })
    media.addEventListener('error', () => resolve(undefined), { once: true })
    media.src = address
  })
}

export async function durationOfFile(file: Blob): Promise<number | undefined> {
  const address = URL.createObjectURL(file)
  const seconds = await durationOf(address)
  URL.revokeObjectURL(address)
  return seconds
}

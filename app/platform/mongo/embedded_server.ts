import { type EmbeddedMongo, startEmbeddedMongo } from '@theta/embedded-mongo'

let started: Promise<EmbeddedMongo> | undefined

/** The MongoDB-compatible server of this process: started at the first call, with its data in the folder. */
export function embeddedServer(folder: string): Promise<EmbeddedMongo> {
  return (started ??= startEmbeddedMongo({ folder }))
}

/** Starts it without waiting; whether that went well shows when it is asked for. */
export function startAhead(folder: string): void {
  embeddedServer(folder).catch(() => {})
}

/** Ends it, if it was started; the next call starts another. */
export async function closeEmbeddedServer(): Promise<void> {
  const server = await started
  started = undefined
  await server?.close()
}

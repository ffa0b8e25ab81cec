import { type EmbeddedMongo, startEmbeddedMongo } from '@theta/embedded-mongo'

let started: Promise<EmbeddedMongo> | undefined

/**
 * The MongoDB-compatible server of this process: started at the first call, with its data in the folder. Other
 * programs reach it on a TCP port if one is given.
 */
export function embeddedServer(folder: string, port?: number): Promise<EmbeddedMongo> {
  return (started ??= startEmbeddedMongo({ folder, port }))
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

import { type EmbeddedMongo, startEmbeddedMongo } from '@theta/embedded-mongo'

let started: Promise<EmbeddedMongo> | undefined

/**
 * Returns this process's MongoDB-compatible server, which the first call starts with its data in
 * the given folder. If a port is given, it also listens on TCP for other programs.
 */
export function embeddedServer(folder: string, port?: number): Promise<EmbeddedMongo> {
  return (started ??= startEmbeddedMongo({ folder, port }))
}

/** Starts the server without waiting. Errors surface in `embeddedServer`. */
export function startAhead(folder: string): void {
  embeddedServer(folder).catch(() => {})
}

/** Stops the server if it is running; the next call starts a new one. */
export async function closeEmbeddedServer(): Promise<void> {
  const server = await started
  started = undefined
  await server?.close()
}

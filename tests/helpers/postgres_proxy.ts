import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import db from '@adonisjs/lucid/services/db'
import env from '#start/env'

/** Points in a transaction at which the network can fail. */
export const CUTS = ['BEGIN', 'a statement', 'COMMIT', 'the answer to COMMIT'] as const
export type Cut = (typeof CUTS)[number]

export interface PostgresProxy {
  /** Closes the connection of the next transaction that gets this far; `forGood` also refuses new connections. */
  cutAt(cut: Cut, options?: { forGood?: boolean }): void
  /** New connections reach PostgreSQL again. */
  open(): void
  close(): Promise<void>
}

/** Sends the tests' own database connections through a proxy that inspects the traffic, until it is closed. */
export async function throughPostgresProxy(): Promise<PostgresProxy> {
  const target = new URL(env.get('DATABASE_URL')!.release())
  const sockets = new Set<Socket>()
  let next: { cut: Cut; forGood: boolean } | undefined
  let isOpen = true

  const server = createServer((client) => {
    if (!isOpen) return void client.destroy()
    const service = connect(Number(target.port || 5432), target.hostname)
    for (const socket of [client, service]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        client.destroy()
        service.destroy()
      })
    }
    const cut = () => {
      isOpen = !next?.forGood
      next = undefined
      client.destroy()
      service.end()
    }
    let hasBegun = false
    let isCommitted = false
    client.on('data', (data) => {
      const isBegin = data.includes('BEGIN;')
      const isCommit = data.includes('COMMIT;')
      const isBetween = hasBegun && !isBegin && !isCommit
      hasBegun = isBegin || (hasBegun && !isCommit)
      if (isBegin && next?.cut === 'BEGIN') return cut()
      if (isBetween && next?.cut === 'a statement') return cut()
      if (isCommit && next?.cut === 'COMMIT') return cut()
      isCommitted = isCommit && next?.cut === 'the answer to COMMIT'
      service.write(data)
    })
    service.on('data', (data) => {
      if (isCommitted) return cut()
      client.write(data)
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const goBack = await connectTo(Object.assign(new URL(target), { host: `127.0.0.1:${port}` }))

  return {
    cutAt(cut, { forGood = false } = {}) {
      next = { cut, forGood }
    },
    open() {
      isOpen = true
    },
    async close() {
      await goBack()
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Makes the pool connect to another address. @returns a function that restores the previous one */
export async function connectTo({ href }: URL): Promise<() => Promise<void>> {
  const { client } = db.connection().getWriteClient()
  const settings = client.config.connection as { connectionString: string }
  const before = settings.connectionString

  const reconnect = async (connectionString: string) => {
    const { pool } = client
    const isBusy = () => pool.numUsed() + pool.numPendingCreates() + pool.numPendingAcquires() > 0
    while (isBusy()) await sleep(5) // work after the response may still be running
    settings.connectionString = connectionString
    for (const { resource } of pool.free) resource.__knex__disposed = 'It leads elsewhere'
  }
  await reconnect(href)
  return () => reconnect(before)
}

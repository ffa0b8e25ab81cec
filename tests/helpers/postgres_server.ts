import { execFile } from 'node:child_process'
import { globSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from '../../bin/free_port.js'

const run = promisify(execFile)

/** The folder of PostgreSQL's programs, where Debian's package installs them. */
export const postgresPrograms = globSync('/usr/lib/postgresql/*/bin/initdb').map(dirname).at(-1)

/** A PostgreSQL server for one test, which may kill it. */
export interface PostgresServer {
  url: URL
  /** Ends it as a crash does: without a checkpoint, and without closing connections. */
  kill(): Promise<void>
  start(): Promise<void>
  remove(): Promise<void>
}

export async function aPostgresServer(): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'theta-postgres-'))
  await chmod(folder, 0o777) // PostgreSQL refuses to run as root
  const data = join(folder, 'data')
  const port = await freePort()
  const asPostgres =
    process.getuid?.() === 0
      ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--init-groups', '--']
      : ['env']
  const program = async (name: string, ...args: string[]) => {
    const [command, ...prefix] = asPostgres
    await run(command, [...prefix, join(postgresPrograms!, name), '-D', data, ...args])
  }
  const settings = [
    `-p ${port}`,
    '-c listen_addresses=127.0.0.1',
    '-c unix_socket_directories=',
    '-c fsync=off', // what a process has written survives its end
  ]
  const log = join(folder, 'log')
  const start = () => program('pg_ctl', '-w', '-l', log, '-o', settings.join(' '), 'start')
  const kill = () => program('pg_ctl', '-w', '-m', 'immediate', 'stop')

  await program('initdb', '-A', 'trust', '-U', 'theta', '-E', 'UTF8')
  await start()
  return {
    url: new URL(`postgres://theta@127.0.0.1:${port}/postgres`),
    kill,
    start,
    async remove() {
      await kill().catch(() => {}) // a test may have killed it
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

import { mkdir, open, rm, writeFile } from 'node:fs/promises'
import { execFile } from 'node:child_process'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Fault } from '#tests/chaos/fault'
import { ManagedProcess } from '#tests/chaos/managed_process'
import type { Sql } from '#tests/chaos/sql'
import { embeddedIn, SERVER } from '#tests/helpers/processes'
import { freePort } from '../../bin/free_port.js'

const run = promisify(execFile)

/** Two processes of the application and the stores that they share. */
export interface Setup {
  name: string
  /** Log files and data. */
  folder: string
  dataDir: string
  /** The environment of console commands. */
  environment: Record<string, string>
  urls: string[]
  processes: ManagedProcess[]
  faults: Fault[]
  /** Faults that this machine doesn't allow, with reasons. */
  skipped: string[]
  sql: Sql
  mongoUri(): Promise<string>
  close(): Promise<void>
}

/** Size of the disk for the data folder. */
const DISK_IN_MB = 200

/** Shifts of the clock: forward and back. */
const SHIFTS = ['+1h', '-1h']

const FAKETIME = globSync('/usr/lib/*/faketime/libfaketimeMT.so.1')[0]

/** A data folder on a small disk of its own, if this machine allows to mount one. */
export async function aDisk(
  folder: string
): Promise<{ faults: Fault[]; skipped: string[]; remove(): Promise<void> }> {
  await mkdir(folder, { recursive: true })
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${DISK_IN_MB}m,mode=700`, 'tmpfs', folder])
  } catch (error) {
    const reason = (error as Error).message.split('\n')[1] ?? (error as Error).message
    return { faults: [], skipped: [`full disk: ${reason}`], remove: async () => {} }
  }
  const ballast = join(folder, 'ballast')
  const full: Fault = {
    name: 'fill the disk',
    target: 'disk',
    seconds: [1, 6],
    begin: () => fill(ballast),
    end: () => rm(ballast, { force: true }),
  }
  return {
    faults: [full],
    skipped: [],
    remove: async () => void (await run('umount', ['--lazy', folder])),
  }
}

async function fill(ballast: string) {
  const file = await open(ballast, 'w')
  const chunk = Buffer.alloc(1024 * 1024)
  try {
    for (;;) await file.write(chunk)
  } catch {
    // it is full
  } finally {
    await file.close()
  }
}

/** A clock that all processes with this environment share, and that can be set while they run. */
export async function aClock(folder: string) {
  const file = join(folder, 'clock')
  const set = (shift: string) => writeFile(file, `${shift}\n`)
  await writeFile(file, '+0\n')
  const faults = SHIFTS.map((shift): Fault => ({
    name: `set the clock ${shift}`,
    target: 'clock',
    seconds: [1, 8],
    begin: () => set(shift),
    end: () => set('+0'),
  }))
  const environment = {
    LD_PRELOAD: FAKETIME,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: '1',
    DONT_FAKE_MONOTONIC: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    NO_FAKE_STAT: '1',
  }
  if (!FAKETIME)
    return { faults: [], environment: {}, skipped: ['clock: libfaketime is not installed'] }
  return { faults, environment, skipped: [] }
}

/** Two servers with the same environment, on ports of their own. */
export async function twoServers(folder: string, environment: Record<string, string>) {
  const ports = [await freePort(), await freePort()]
  const urls = ports.map((port) => `http://127.0.0.1:${port}`)
  const servers = ports.map(
    (port, index) =>
      new ManagedProcess({
        name: `server-${index + 1}`,
        args: SERVER,
        environment: { ...environment, PORT: String(port) },
        folder,
        isReady: () => answers(`${urls[index]}/health`),
      })
  )
  return { urls, servers }
}

export async function answers(url: string): Promise<boolean> {
  const signal = AbortSignal.timeout(5_000)
  const response = await fetch(url, { signal }).catch(() => null)
  await response?.arrayBuffer().catch(() => {})
  return response?.ok ?? false
}

/** Codes and links outlive the shifts of the clock, so that a refused one is a lost one. */
export function serverEnvironment(dataDir: string): Record<string, string> {
  return {
    ...embeddedIn(dataDir),
    LOG_LEVEL: 'warn',
    ACTIVATION_TTL: '3 hours',
    RESET_TTL: '3 hours',
  }
}

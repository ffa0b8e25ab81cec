import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { BuiltStage } from './stages.ts'

/** Debian's `nobody`: who owns nothing. Only root can become someone else. */
export const NOBODY: { uid?: number; gid?: number } =
  process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}

/** A program of an image, as a container would run it. */
export interface Program {
  child: ChildProcess
  output(): string
  ended: Promise<number | null>
}

/** Makes the places that an image's programs may write to. */
export function makeVolumes({ folder, volumes }: BuiltStage): void {
  for (const volume of volumes) {
    mkdirSync(join(folder, volume), { recursive: true })
    chmodSync(join(folder, volume), 0o777)
  }
}

/** Starts a command with the image's environment and the given one, and nothing else. */
export function start(
  stage: BuiltStage,
  node: string,
  [program, ...args]: string[],
  environment: Record<string, string>
): Program {
  if (program !== 'node') throw new Error(`"${program}" is not in the image`)
  const child = spawn(node, args, {
    cwd: join(stage.folder, stage.workdir),
    env: { ...environmentOf(stage), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...NOBODY,
  })
  let output = ''
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  }
  const ended = once(child, 'close').then(([code]) => code as number | null)
  return { child, output: () => output, ended }
}

/** What the image's programs find in their environment: its paths are those of a folder here. */
export function environmentOf({ folder, environment }: BuiltStage) {
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      value.startsWith('/') ? join(folder, value) : value,
    ])
  )
}

import { globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { PluginFn } from '@japa/runner/types'

interface File {
  path: string
  bytes: number
}

/**
 * Splits files into parts that take about as long as each other, for which their sizes are a good guess: the largest
 * goes first, each to the part that has least. The same files always give the same parts.
 */
export function shardsOf(files: File[], count: number): string[][] {
  const shards = Array.from({ length: count }, () => ({ bytes: 0, paths: [] as string[] }))
  const ordered = files.toSorted((a, b) => b.bytes - a.bytes || (a.path < b.path ? -1 : 1))
  for (const { path, bytes } of ordered) {
    const least = shards.reduce((one, other) => (other.bytes < one.bytes ? other : one))
    least.bytes += bytes
    least.paths.push(path)
  }
  return shards.map(({ paths }) => paths.sort())
}

/** Runs only one part of the files of each suite: that which `SHARD` names, such as `1/2`. */
export const sharded: PluginFn = ({ config }) => {
  const { SHARD } = process.env
  if (!SHARD || !('suites' in config)) return
  const [number, count] = SHARD.split('/').map(Number)
  for (const suite of config.suites) {
    const patterns = suite.files as string[]
    suite.files = () => {
      const paths = globSync(patterns, { cwd: config.cwd }).map((path) => join(config.cwd, path))
      const files = paths.map((path) => ({ path, bytes: statSync(path).size }))
      return shardsOf(files, count)[number - 1].map((path) => pathToFileURL(path))
    }
  }
}

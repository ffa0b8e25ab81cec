import { globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { PluginFn } from '@japa/runner/types'

interface File {
  path: string
  bytes: number
}

/**
 * Splits files into parts with about the same running time, estimated by file size: the largest file first, each to the
 * smallest part. The same files always give the same parts.
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

/** Runs only the part of each suite's files that `SHARD` names, such as `1/2`. */
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

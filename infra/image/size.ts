import { spawnSync } from 'node:child_process'
import { readStages } from './dockerfile.ts'

/**
 * What the base image's layers weigh for one processor, compressed, as published by Docker's library.
 * Looked up again when the base image changes.
 */
const PUBLISHED_SIZES_IN_BYTES: Record<string, number> = {
  'node:24-bookworm-slim': 80_293_370, // linux/amd64, 2026-07-30,
}

/** An image's compressed size: the base image's and that of the files that the last stage adds to it. */
export function estimatedSizeInBytes(dockerfile: string, runtimeFolder: string): number {
  const { base } = readStages(dockerfile).at(-1)!
  const published = PUBLISHED_SIZES_IN_BYTES[base]
  if (!published) throw new Error(`The published size of ${base} is not known here: look it up`)
  return published + compressedSizeInBytes(runtimeFolder)
}

function compressedSizeInBytes(folder: string): number {
  const { stdout } = spawnSync('/bin/sh', ['-c', 'tar -c . | gzip | wc -c'], { cwd: folder })
  return Number(stdout)
}

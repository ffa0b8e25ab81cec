import { readFileSync } from 'node:fs'

/** The environment variables that the application declares. */
export function applicationVariables(): string[] {
  const declared = readFileSync('start/env.ts', 'utf8').matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)
  return [...declared].map(([, name]) => name!)
}

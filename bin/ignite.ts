import 'reflect-metadata'
import { Settings } from 'luxon'
import { Ignitor, prettyPrintError } from '@adonisjs/core'

process.env.TZ = 'UTC'
Settings.defaultZone = 'utc'

const APP_ROOT = new URL('../', import.meta.url)

/** Creates the ignitor for the HTTP server, console commands and tests. */
export function ignite(): Ignitor {
  const importer = (filePath: string) =>
    import(filePath.startsWith('.') ? new URL(filePath, APP_ROOT).href : filePath)

  return new Ignitor(APP_ROOT, { importer }).tap((app) => {
    app.booting(async () => {
      await import('#start/env')
    })
  })
}

/**
 * Ends the process with an error message: one sentence for a known cause, otherwise the whole
 * error.
 */
export async function giveUp(error: unknown): Promise<never> {
  const sentence = sentenceOf(error as Partial<NodeJS.ErrnoException>)
  if (sentence) console.error(sentence)
  else await prettyPrintError(error)
  process.exit(1)
}

function sentenceOf({ code, syscall, message }: Partial<NodeJS.ErrnoException>) {
  if (code === 'E_START_REFUSED') return message
  if (syscall === 'listen') return `HOST and PORT can't be used: ${message}`
  return undefined
}

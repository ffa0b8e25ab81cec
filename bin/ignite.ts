import 'reflect-metadata'
import { Settings } from 'luxon'
import { Ignitor, prettyPrintError } from '@adonisjs/core'

process.env.TZ = 'UTC'
Settings.defaultZone = 'utc'

const APP_ROOT = new URL('../', import.meta.url)

/** An ignitor for the application, whatever is to be started: the HTTP server, a console command or the tests. */
export function ignite(): Ignitor {
  const importer = (filePath: string) =>
    import(filePath.startsWith('.') ? new URL(filePath, APP_ROOT).href : filePath)

  return new Ignitor(APP_ROOT, { importer }).tap((app) => {
    app.booting(async () => {
      await import('#start/env')
    })
  })
}

/** Ends the process and says why: one sentence where the cause is known, the whole error where it is not. */
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

import mongoose from 'mongoose'
import db from '@adonisjs/lucid/services/db'
import { type CheckResult, failed, ok, warning } from '#app/operations/doctor/check_result'

/**
 * Beyond this difference one-time codes are rejected, and eventually signed URLs and AWS
 * signatures.
 */
const NOTICEABLE_IN_MS = 2_000
const HARMFUL_IN_MS = 30_000

const REMEDY = 'Synchronize the clocks of both machines with chrony or systemd-timesyncd.'

/** Checks that this machine's clock agrees with those of the databases. */
export async function checkClock(): Promise<CheckResult[]> {
  const differences = [
    await difference('PostgreSQL', clockOfPostgres),
    await difference('MongoDB', clockOfMongo),
  ].filter((one) => one !== null)
  return [judge(differences)]
}

interface Difference {
  of: string
  milliseconds: number
}

/**
 * @returns null if the database runs on this machine, or is unavailable, which another check
 * reports
 */
async function difference(of: string, ask: () => Promise<Date | null>): Promise<Difference | null> {
  const asked = Date.now()
  const theirs = await ask().catch(() => null)
  const answered = Date.now()
  return theirs && { of, milliseconds: Math.abs(theirs.getTime() - (asked + answered) / 2) }
}

async function clockOfPostgres(): Promise<Date | null> {
  if (db.primaryConnectionName === 'sqlite') return null
  const { rows } = await db.rawQuery('select clock_timestamp() as now')
  return new Date(rows[0].now)
}

async function clockOfMongo(): Promise<Date> {
  const { localTime } = await mongoose.connection.db!.command({ hello: 1 })
  return new Date(localTime)
}

export function judge(differences: Difference[]): CheckResult {
  const [worst] = differences.sort((a, b) => b.milliseconds - a.milliseconds)
  if (!worst)
    return ok('Clock', `${new Date().toISOString()}. There is no other clock to compare it with.`)
  const seconds = (worst.milliseconds / 1000).toFixed(1)
  const detail = `It differs from the clock of ${worst.of} by ${seconds} s.`
  if (worst.milliseconds > HARMFUL_IN_MS) return failed('Clock', detail, REMEDY)
  if (worst.milliseconds > NOTICEABLE_IN_MS) return warning('Clock', detail, REMEDY)
  return ok('Clock', detail)
}

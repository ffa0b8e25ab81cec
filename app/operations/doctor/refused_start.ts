import { failed, type CheckResult } from '#app/operations/doctor/check_result'

const REMEDY = '.env.example lists and explains all settings.'

/** Result for a configuration with which the application does not even start. */
export function refusedStart(error: unknown): CheckResult[] {
  const { message, cause } = error as Error & { cause?: { help?: string } }
  const details = cause?.help
    ? cause.help.split('\n').map((line) => line.replace(/^- /, ''))
    : [message]
  return details.map((detail) => failed('Configuration', detail, REMEDY))
}

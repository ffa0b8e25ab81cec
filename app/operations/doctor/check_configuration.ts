import app from '@adonisjs/core/services/app'
import { appKey, appUrl, frontendOrigins } from '#config/app'
import { hasSender, smtpServer } from '#config/mail'
import { allowsEmbedded, limitsAreOff } from '#config/settings'
import { type CheckResult, failed, ok, warning } from '#app/operations/doctor/check_result'

const CHECK = 'Configuration'
const OLDEST_NODE = 24

/** A key with fewer distinct characters is a word or a pattern rather than random. */
const FEWEST_CHARACTERS = 12

/** Checks for settings that are valid but usually unintended. */
export async function checkConfiguration(): Promise<CheckResult[]> {
  const results = [...nodeVersion(), ...keyStrength(), ...addresses(), ...standIns()]
  const runs = `${app.nodeEnvironment}, Node.js ${process.versions.node}`
  return [ok(CHECK, `Complete (${runs}).`), ...results]
}

function nodeVersion(): CheckResult[] {
  if (Number.parseInt(process.versions.node) >= OLDEST_NODE) return []
  const detail = `Node.js ${process.versions.node} is too old.`
  return [failed(CHECK, detail, `Install Node.js ${OLDEST_NODE} or newer.`)]
}

function keyStrength(): CheckResult[] {
  const key = appKey.release()
  const isPublic = /only-for|example|change-?me|secret/i.test(key)
  if (!isPublic && new Set(key).size >= FEWEST_CHARACTERS) return [ok('APP_KEY', 'Set.')]
  const detail = 'APP_KEY is easy to guess. Anyone who knows it can sign in as any user.'
  const remedy =
    'Generate one with `node ace generate:key --show`. Data encrypted with the old key is lost.'
  return [(app.inProduction ? failed : warning)('APP_KEY', detail, remedy)]
}

function addresses(): CheckResult[] {
  const results: CheckResult[] = []
  if (frontendOrigins.length === 0) {
    const detail =
      'FRONTEND_URL is not set: browsers may not call the API, and mails contain no links.'
    results.push(warning(CHECK, detail, 'Set FRONTEND_URL to the URL of the frontend.'))
  }
  const isLocal = /^http:\/\/(localhost|127\.|\[::1\])/.test(appUrl)
  const securePage = frontendOrigins.find((origin) => origin.startsWith('https:'))
  if (securePage && appUrl.startsWith('http:') && !isLocal) {
    const detail = `Browsers let no page of ${securePage} send requests to ${appUrl}, which is not HTTPS.`
    results.push(warning(CHECK, detail, 'Serve the application over HTTPS.'))
  }
  if (app.inProduction && appUrl.startsWith('http:') && !isLocal) {
    const detail = 'APP_URL starts with http: passwords and tokens are sent unencrypted.'
    results.push(
      warning(CHECK, detail, 'Serve the application over HTTPS, and set APP_URL to that URL.')
    )
  }
  if (smtpServer && !hasSender) {
    const detail = 'MAIL_FROM is not set: mails are sent from no-reply@theta.example.'
    results.push(warning(CHECK, detail, 'Set MAIL_FROM to an address that SMTP_URL may send from.'))
  }
  return results
}

function standIns(): CheckResult[] {
  if (!app.inProduction) return []
  const results: CheckResult[] = []
  if (limitsAreOff) {
    const detail = 'RATE_LIMITS=off: passwords can be guessed without limit.'
    results.push(warning(CHECK, detail, 'Remove it. It is meant for load tests.'))
  }
  if (allowsEmbedded) {
    const detail = 'ALLOW_EMBEDDED=true: embedded stand-ins replace services that are not set.'
    results.push(warning(CHECK, detail, 'Remove it unless this is intended.'))
  }
  return results
}

import { createTransport } from 'nodemailer'
import { smtpServer } from '#config/mail'
import ServiceCheck from '#app/platform/health/service_check'

const TIMEOUT_IN_MS = 2_000

/** Connects to the mail server without signing in or sending anything. */
export default class MailCheck extends ServiceCheck {
  readonly name = 'Mail'
  readonly uses = smtpServer ? 'SMTP' : 'Files (.eml)'
  readonly remedy = 'Correct SMTP_URL, and let the port through.'
  readonly isNeeded = smtpServer !== undefined

  async ask() {
    if (!smtpServer) return 'In the data folder'
    const transport = createTransport({
      ...smtpServer,
      connectionTimeout: TIMEOUT_IN_MS,
      greetingTimeout: TIMEOUT_IN_MS,
      socketTimeout: TIMEOUT_IN_MS,
    })
    await transport.verify()
    return 'Answers'
  }
}

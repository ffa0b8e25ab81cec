import { join } from 'node:path'
import env from '#start/env'
import { hostOf } from '#start/addresses'
import { dataDir } from '#config/app'
import { defineConfig, transports } from '@adonisjs/mail'
import FileTransport from '#app/platform/mail/file_transport'

const smtp = env.get('SMTP_URL') ? new URL(env.get('SMTP_URL')!.release()) : undefined
const isSecure = smtp?.protocol === 'smtps:'

/** Mail server; without one, mails are written to files. */
export const smtpServer = smtp && {
  host: hostOf(smtp),
  port: Number(smtp.port) || (isSecure ? 465 : 587),
  secure: isSecure,
}

/** True if mails have a custom sender address. */
export const hasSender = env.get('MAIL_FROM') !== undefined

const mailConfig = defineConfig({
  default: smtp ? 'smtp' : 'file',
  from: env.get('MAIL_FROM') ?? 'Theta <no-reply@theta.example>',
  mailers: {
    file: () => new FileTransport(join(dataDir, 'mail')),
    smtp: transports.smtp({
      host: '127.0.0.1',
      ...smtpServer,
      /** Short, since an unresponsive server must not block the worker for minutes. */
      connectionTimeout: 5_000,
      greetingTimeout: 5_000,
      socketTimeout: 20_000,
      auth: smtp?.username
        ? {
            type: 'login',
            user: decodeURIComponent(smtp.username),
            pass: decodeURIComponent(smtp.password),
          }
        : undefined,
    }),
  },
})

export default mailConfig

declare module '@adonisjs/mail/types' {
  export interface MailersList extends InferMailers<typeof mailConfig> {}
}

import env from '#start/env'
import { startEmbeddedMongo } from '@theta/embedded-mongo'
import { startMailServer } from '#tests/helpers/mail_server'
import { startS3Emulator } from '#tests/helpers/s3_emulator'
import { aWayTo, type Way } from '#tests/helpers/way'

export type ServiceName = 'SQL' | 'MongoDB' | 'Redis' | 'Files' | 'Mail'

/** The external services of an application, each behind a proxy that can interrupt it. */
export interface OutsideServices {
  ways: Partial<Record<ServiceName, Way>>
  /** The environment that makes an application use the proxies. */
  settings: Record<string, string>
  mails: string[]
  close(): Promise<void>
}

/** Starts the services that can run here; PostgreSQL and Redis are those of the tests, if configured. */
export async function startOutsideServices(folder: string): Promise<OutsideServices> {
  const mongo = await startEmbeddedMongo({ folder, port: 0 })
  const s3 = await startS3Emulator()
  const mail = await startMailServer()

  const mongoUri = new URL(mongo.uriFor('theta'))
  const ways: OutsideServices['ways'] = {
    MongoDB: await aWayTo({ host: '127.0.0.1', port: Number(mongoUri.port) }),
    Files: await aWayTo({ host: '127.0.0.1', port: s3.port }),
    Mail: await aWayTo({ host: '127.0.0.1', port: mail.port }),
  }
  mongoUri.port = String(ways.MongoDB!.port)
  const settings: Record<string, string> = {
    MONGODB_URI: mongoUri.href,
    ...s3.settings,
    S3_ENDPOINT: `http://127.0.0.1:${ways.Files!.port}`,
    SMTP_URL: `smtp://127.0.0.1:${ways.Mail!.port}`,
  }
  for (const [name, variable, port] of [
    ['SQL', 'DATABASE_URL', 5432],
    ['Redis', 'REDIS_URL', 6379],
  ] as const) {
    const own = env.get(variable)?.release()
    if (!own) continue
    const url = new URL(own)
    ways[name] = await aWayTo({ host: url.hostname, port: Number(url.port || port) })
    url.host = `127.0.0.1:${ways[name].port}`
    settings[variable] = url.href
  }

  return {
    ways,
    settings,
    mails: mail.mails,
    async close() {
      for (const way of Object.values(ways)) await way.close()
      await Promise.all([mongo.close(), s3.close(), mail.close()])
    },
  }
}

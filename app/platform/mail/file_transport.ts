import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import logger from '@adonisjs/core/services/logger'
import { MailResponse } from '@adonisjs/mail'
import type { MailTransportContract, NodeMailerMessage } from '@adonisjs/mail/types'
import { newId } from '#app/platform/ids'

/** Writes each mail to a folder as an `.eml` file, and logs its path. */
export default class FileTransport implements MailTransportContract {
  private composer = createTransport({ streamTransport: true, buffer: true })

  constructor(private folder: string) {}

  async send(message: NodeMailerMessage): Promise<MailResponse> {
    const { message: bytes, messageId, envelope } = await this.composer.sendMail(message)
    const path = join(this.folder, `${newId()}.eml`)

    await mkdir(this.folder, { recursive: true })
    await writeFile(`${path}.part`, bytes as Buffer)
    await rename(`${path}.part`, path)
    logger.info({ path }, 'mail delivered to a file')
    return new MailResponse(messageId, { from: envelope.from || '', to: envelope.to }, undefined)
  }
}

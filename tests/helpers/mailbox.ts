import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { dataDir } from '#config/app'
import { workOutbox } from '#tests/helpers/stores'

/** The sources of the mails in the mailbox, oldest first, without soft line breaks. */
export async function mails(folder = join(dataDir, 'mail')): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  const sources = names.filter((name) => name.endsWith('.eml')).sort()
  return Promise.all(
    sources.map(async (name) => {
      const source = await readFile(join(folder, name), 'utf8')
      return source.replaceAll('=\r\n', '')
    })
  )
}

/** Delivers waiting mails and returns the newest one to an address. */
export async function newestMailTo(email: string): Promise<string> {
  await workOutbox()
  const all = await mails()
  const quoted = email.replace(/^([^"]*)@/, '"$1"@') // as local parts with a special character are sent
  const recipients = [`<${email}>`, `<${quoted}>`, `To: ${email}`]
  const newest = all.findLast((mail) => recipients.some((recipient) => mail.includes(recipient)))
  if (!newest) throw new Error(`There is no mail to ${email}`)
  return newest
}

export const codeOf = (mail: string) => /Your Theta code is (\d{6})\./.exec(mail)?.[1]
export const resetTokenOf = (mail: string) => /\/reset-password\/([\w-]+)/.exec(mail)?.[1]

/** The one-time code of the newest mail to an address. */
export async function codeMailedTo(email: string): Promise<string> {
  const code = codeOf(await newestMailTo(email))
  if (!code) throw new Error(`The newest mail to ${email} has no code`)
  return code
}

/** The reset token of the newest mail to an address. */
export async function resetTokenMailedTo(email: string): Promise<string> {
  const token = resetTokenOf(await newestMailTo(email))
  if (!token) throw new Error(`The newest mail to ${email} has no reset link`)
  return token
}

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { codeOf, resetTokenOf } from '#tests/helpers/mailbox'

/** The mails of the servers, of which each is read once. */
export class Mailbox {
  private read = new Set<string>()
  private codes = new Map<string, string>()
  private resetTokens = new Map<string, string>()

  constructor(private folder: string) {}

  /** Waits for the one-time code that was mailed to an address; looks for it at least once. */
  async codeFor(email: string, withinMs: number): Promise<string | undefined> {
    return this.wait(() => this.codes.get(email), withinMs)
  }

  async resetTokenFor(email: string, withinMs: number): Promise<string | undefined> {
    return this.wait(() => this.resetTokens.get(email), withinMs)
  }

  async update(): Promise<void> {
    const names = await readdir(this.folder).catch(() => [])
    for (const name of names.sort()) {
      if (!name.endsWith('.eml') || this.read.has(name)) continue
      const source = await readFile(join(this.folder, name), 'utf8')
      const mail = source.replaceAll('=\r\n', '')
      const email = /^To: .*?([\w.+-]+@[\w.-]+)/m.exec(mail)?.[1]
      const [code, token] = [codeOf(mail), resetTokenOf(mail)]
      if (!email || !(code ?? token)) continue // another process is still writing it
      this.read.add(name)
      if (code) this.codes.set(email, code)
      if (token) this.resetTokens.set(email, token)
    }
  }

  private async wait(look: () => string | undefined, withinMs: number) {
    const deadline = Date.now() + withinMs
    for (;;) {
      await this.update()
      const found = look()
      if (found || Date.now() >= deadline) return found
      await sleep(250)
    }
  }
}

/**
 * Who of this process's transactions may ask for the files' write lock: one at a time, in the order in
 * which they came. SQLite has no queue, and fifty that ask again and again would keep one another busy.
 */
export class Turns {
  private taken = false
  private readonly waiting: (() => void)[] = []

  /** Resolves with true when it is the caller's turn, with false when its time is over before. */
  take(timeout: number): Promise<boolean> {
    if (!this.taken) {
      this.taken = true
      return Promise.resolve(true)
    }
    return new Promise((resolve) => {
      const turn = () => {
        clearTimeout(timer)
        resolve(true)
      }
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(turn), 1)
        resolve(false)
      }, timeout)
      this.waiting.push(turn)
    })
  }

  pass(): void {
    const next = this.waiting.shift()
    if (next) next()
    else this.taken = false
  }
}

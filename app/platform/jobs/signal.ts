/**
 * Lets a loop sleep until it is notified or a timeout has passed. A notification while it is busy
 * ends the next sleep at once.
 */
export default class Signal {
  private isRaised = false
  private resume = () => {}

  raise(): void {
    this.isRaised = true
    this.resume()
  }

  async wait(atMostMs: number): Promise<void> {
    if (!this.isRaised) {
      const { promise, resolve } = Promise.withResolvers<void>()
      this.resume = resolve
      const timer = setTimeout(resolve, atMostMs)
      await promise
      clearTimeout(timer)
    }
    this.isRaised = false
  }
}

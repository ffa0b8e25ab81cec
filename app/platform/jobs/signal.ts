/** Lets a loop pause until it is called, or a time has passed. A call while it is busy makes the next pause end at once. */
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

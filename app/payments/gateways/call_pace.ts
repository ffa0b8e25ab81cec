import { setTimeout as wait } from 'node:timers/promises'

/** Keeps the calls of reconciliation below five a second, since the gateway throttles accounts that call more often. */
const PAUSE_BETWEEN_CALLS_IN_MS = 220

/** Spaces calls to the gateway that nobody waits for. */
export default class CallPace {
  private next = 0

  constructor(private pauseInMs = PAUSE_BETWEEN_CALLS_IN_MS) {}

  /** Resolves when the next call may be made. */
  async turn(): Promise<void> {
    const now = performance.now()
    const turn = Math.max(now, this.next)
    this.next = turn + this.pauseInMs
    if (turn > now) await wait(turn - now)
  }

  /** Makes a call wait for its turn. */
  before<Input, Output>(call: (input: Input) => Promise<Output>) {
    return async (input: Input): Promise<Output> => {
      await this.turn()
      return call(input)
    }
  }
}

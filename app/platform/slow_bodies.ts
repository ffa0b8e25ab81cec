import type { IncomingMessage } from 'node:http'
import type { Problem } from '#app/platform/api/problem'

const TOO_SLOW: Problem = {
  status: 408,
  code: 'E_REQUEST_TIMEOUT',
  message: 'The request took too long to arrive.',
}

const TOO_MANY: Problem = {
  status: 429,
  code: 'E_TOO_MANY_REQUESTS',
  message: 'Too many unfinished requests. Please try again later.',
}

export interface SlowBodyLimits {
  /** Age at which a body that is still arriving counts as slow. */
  slowAfterInMs: number
  /** Interval in which `minBytes` of a slow body must arrive, unless it ends. */
  timeoutInMs: number
  minBytes: number
  /** Slow bodies that a client may have at a time. */
  perClient: number
}

type CutOff = (request: IncomingMessage, problem: Problem) => void

const watched = new WeakMap<IncomingMessage, () => void>()

/** Lets a body take its time, for uploads, which have limits of their own. */
export function allowSlowBody(request: IncomingMessage): void {
  watched.get(request)?.()
}

/** Cuts off requests whose bodies don't make progress, and those of clients with too many slow ones. */
export default class SlowBodies {
  private open = new Map<string, number>()

  /** @param clientOf returns what identifies the client, such as its address */
  constructor(
    private limits: SlowBodyLimits,
    private clientOf: (request: IncomingMessage) => string,
    private cutOff: CutOff
  ) {}

  /** Call it once the headers are read. Bodies that arrived with them cost nothing. */
  watch(request: IncomingMessage): void {
    if (request.complete) return
    const grace = setTimeout(() => this.count(request), this.limits.slowAfterInMs).unref()
    const stop = () => clearTimeout(grace)
    watched.set(request, stop)
    request.once('close', stop)
  }

  private count(request: IncomingMessage): void {
    if (request.complete) return
    const client = this.clientOf(request)
    const others = this.open.get(client) ?? 0
    if (others >= this.limits.perClient) return this.cutOff(request, TOO_MANY)
    this.open.set(client, others + 1)

    let bytesBefore = 0
    const check = () => {
      const bytes = request.socket.bytesRead
      const isTooSlow = bytes - bytesBefore < this.limits.minBytes && !isHeldBack(request)
      bytesBefore = bytes
      if (request.complete) stop()
      else if (isTooSlow) this.cutOff(request, TOO_SLOW)
    }
    const checks = setInterval(check, this.limits.timeoutInMs).unref()
    let isOpen = true
    const stop = () => {
      clearInterval(checks)
      if (isOpen) this.release(client)
      isOpen = false
    }
    bytesBefore = request.socket.bytesRead
    watched.set(request, stop)
    request.once('close', stop)
  }

  private release(client: string): void {
    const others = this.open.get(client)! - 1
    if (others > 0) this.open.set(client, others)
    else this.open.delete(client)
  }
}

/** Tells whether the application, not the client, is slow: it hasn't read what is there. */
function isHeldBack(request: IncomingMessage): boolean {
  return request.readableLength >= request.readableHighWaterMark
}

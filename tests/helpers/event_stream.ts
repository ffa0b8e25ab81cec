import { type ClientRequest, get, type IncomingMessage } from 'node:http'
import { once } from 'node:events'

export interface ReceivedEvent {
  id: string
  event: string
  data: Record<string, unknown>
}

interface StreamOptions {
  lastEventId?: string
  headers?: Record<string, string>
  onEvent?: (event: ReceivedEvent) => void
}

/** A stream of server-sent events, as a client without a browser reads it. */
export class EventStream {
  events: ReceivedEvent[] = []
  comments: string[] = []
  isClosed = false
  private rest = ''

  private constructor(
    private request: ClientRequest,
    readonly response: IncomingMessage,
    private onEvent?: (event: ReceivedEvent) => void
  ) {
    response.setEncoding('utf8')
    response.on('data', (text: string) => this.read(text))
    response.on('error', () => {})
    response.once('close', () => (this.isClosed = true))
  }

  /** Opens a stream; `lastEventId` is the event after which it continues. */
  static async open(
    url: string,
    { lastEventId, headers, onEvent }: StreamOptions = {}
  ): Promise<EventStream> {
    const request = get(url, {
      agent: false,
      headers: { ...headers, ...(lastEventId && { 'last-event-id': lastEventId }) },
    })
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    request.on('error', () => {})
    return new EventStream(request, response, onEvent)
  }

  get lastEventId(): string | undefined {
    return this.events.at(-1)?.id
  }

  /** Stops reading, as a client that has become slow does. */
  pause(): void {
    this.response.pause()
  }

  close(): void {
    this.request.destroy()
  }

  private read(text: string) {
    const frames = (this.rest + text).split('\n\n')
    this.rest = frames.pop()!
    for (const frame of frames) {
      const fields = new Map(
        frame.split('\n').map((line) => {
          const [name, ...value] = line.split(': ')
          return [name, value.join(': ')] as const
        })
      )
      if (fields.has('data')) this.receive(fields)
      else this.comments.push(frame)
    }
  }

  private receive(fields: Map<string, string>) {
    const event = {
      id: fields.get('id')!,
      event: fields.get('event')!,
      data: JSON.parse(fields.get('data')!),
    }
    this.events.push(event)
    this.onEvent?.(event)
  }
}

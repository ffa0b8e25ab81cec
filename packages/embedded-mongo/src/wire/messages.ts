import { documentLength } from '../bson/bson_bytes.ts'
import { decode, decodeCommand, decodeCommandAsync } from '../bson/decode.ts'
import { encodeAsync, type Encodable } from '../bson/encode.ts'
import { RawDoc, type Doc } from '../bson/types.ts'
import { MongoError } from '../errors.ts'
import { Pause } from '../pause.ts'
import { BrokenFraming } from './framing.ts'

const OP_REPLY = 1
const OP_QUERY = 2004
const OP_MSG = 2013

const CHECKSUM_PRESENT = 1
const MORE_TO_COME = 2
/** The lower 16 flag bits must be understood by the receiver. */
const REQUIRED_FLAGS = 0xffff
const KNOWN_FLAGS = CHECKSUM_PRESENT | MORE_TO_COME

/** A command may be slightly larger than a document. Document sequences are not included. */
const MAX_BODY_SIZE = 16 * 1024 * 1024 + 16 * 1024

/** Longer messages are decoded in steps that yield to the event loop. */
const LONG_MESSAGE = 256 * 1024

/** A command and its document sequences. */
export interface Sections {
  command: Doc
  sequences: Map<string, RawDoc[]>
}

/** A command as received. */
export interface Request {
  requestId: number
  /**
   * True if the request uses OP_QUERY, which drivers still send for their first message and which
   * needs an OP_REPLY.
   */
  legacy: boolean
  /** True if the client expects no reply. */
  unacknowledged: boolean
  /** Decodes the command. Decoding is deferred so that invalid commands are answered with an error. */
  read(): Sections | Promise<Sections>
}

/** @throws {BrokenFraming} on unknown opcodes and sections */
export function parseRequest(message: Buffer): Request {
  const requestId = message.readInt32LE(4)
  const opcode = message.readInt32LE(12)
  if (opcode === OP_MSG) return parseMsg(message, requestId)
  if (opcode === OP_QUERY) return parseQuery(message, requestId)
  throw new BrokenFraming(`opcode ${opcode} is not known`)
}

function parseMsg(message: Buffer, requestId: number): Request {
  if (message.length < 26) throw new BrokenFraming('a message ends early')
  const flags = message.readUInt32LE(16)
  if (flags & REQUIRED_FLAGS & ~KNOWN_FLAGS) throw new BrokenFraming('unknown flags')
  const end = message.length - (flags & CHECKSUM_PRESENT ? 4 : 0)
  return {
    requestId,
    legacy: false,
    unacknowledged: (flags & MORE_TO_COME) !== 0,
    read() {
      const { body, sequences } = sectionsOf(message.subarray(20, end))
      const withRaw = ({ command, raw }: ReturnType<typeof decodeCommand>): Sections => {
        if (raw) sequences.set('documents', raw)
        return { command, sequences }
      }
      return body.length > LONG_MESSAGE
        ? decodeCommandAsync(body, 'documents', new Pause()).then(withRaw)
        : withRaw(decodeCommand(body, 'documents'))
    },
  }
}

function sectionsOf(bytes: Buffer): { body: Buffer; sequences: Sections['sequences'] } {
  const sequences: Sections['sequences'] = new Map()
  let body: Buffer | undefined
  let at = 0
  while (at < bytes.length) {
    const kind = bytes[at++]
    const length = documentLength(bytes, at)
    const section = bytes.subarray(at, at + length)
    at += length
    if (kind === 0) {
      if (body) throw new MongoError(40430, 'A message may have one body only')
      if (length > MAX_BODY_SIZE)
        throw new MongoError(10334, `A command of ${length} bytes is longer than ${MAX_BODY_SIZE}`)
      body = section
    } else if (kind === 1) {
      const [name, documents] = readSequence(section)
      sequences.set(name, documents)
    } else {
      throw new MongoError(40432, `Unknown section kind ${kind}`)
    }
  }
  if (!body) throw new MongoError(40587, 'A message needs a body')
  return { body, sequences }
}

function readSequence(section: Buffer): [string, RawDoc[]] {
  const nameEnd = section.indexOf(0, 4)
  if (nameEnd < 0) throw new MongoError(22, 'Invalid BSON: a name does not end')
  const documents: RawDoc[] = []
  for (let at = nameEnd + 1; at < section.length;) {
    const length = documentLength(section, at)
    documents.push(new RawDoc(section.subarray(at, at + length)))
    at += length
  }
  return [section.toString('utf8', 4, nameEnd), documents]
}

function parseQuery(message: Buffer, requestId: number): Request {
  const nameEnd = message.indexOf(0, 20)
  if (nameEnd < 0 || nameEnd + 9 > message.length) throw new BrokenFraming('a query ends early')
  const database = message.toString('utf8', 20, nameEnd).split('.')[0]
  return {
    requestId,
    legacy: true,
    unacknowledged: false,
    read() {
      const at = nameEnd + 9
      const command = decode(message.subarray(at, at + documentLength(message, at)))
      if (!command.has('$db')) command.set('$db', database)
      return { command, sequences: new Map() }
    },
  }
}

let lastResponseId = 0

/** Encodes a reply. */
export async function formatReply(
  request: Request,
  reply: { readonly [name: string]: Encodable }
): Promise<Buffer> {
  const headerLength = request.legacy ? 36 : 21
  const encoded = await encodeAsync(reply, new Pause(), { headroom: headerLength })
  const message = encoded.fill(0, 16, headerLength)
  message.writeInt32LE(message.length, 0)
  message.writeInt32LE((lastResponseId = (lastResponseId + 1) & 0x7fffffff), 4)
  message.writeInt32LE(request.requestId, 8)
  message.writeInt32LE(request.legacy ? OP_REPLY : OP_MSG, 12)
  if (request.legacy) message.writeInt32LE(1, 32) // numberReturned is 1; flags, cursor ID and startingFrom are 0
  return message
}

/*
 * Bare server for comparison: answers every request with the bytes that its parent process sent
 * last, and does nothing else.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface BaselineAnswer {
  status: number
  headers: Record<string, string>
  /** Base64. */
  body: string
}

let answer: BaselineAnswer = { status: 200, headers: {}, body: '' }
let body = Buffer.alloc(0)

process.on('message', (message: BaselineAnswer) => {
  answer = message
  body = Buffer.from(message.body, 'base64')
  process.send!({ ready: true })
})

const server = createServer((request, response) => {
  request.resume()
  response.writeHead(answer.status, answer.headers)
  response.end(body)
})
server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as AddressInfo).port }))

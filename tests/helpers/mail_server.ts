import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

/** A minimal mail server that accepts every mail and keeps it as it was received. */
export async function startMailServer() {
  const mails: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.setEncoding('utf8'))
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    converse(socket, mails)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    port,
    mails,
    async close() {
      for (const socket of sockets) socket.destroy()
      await once(server.close(), 'close')
    },
  }
}

function converse(socket: Socket, mails: string[]) {
  let pending = ''
  let isMail = false
  const say = (line: string) => socket.write(`${line}\r\n`)
  const answer = (command: string) => {
    if (/^QUIT/i.test(command)) return socket.end('221 Bye\r\n')
    isMail = /^DATA/i.test(command)
    say(isMail ? '354 Go on' : '250 OK')
  }
  say('220 theta.example')
  socket.on('data', (text: string) => {
    pending += text
    for (;;) {
      const end = isMail ? '\r\n.\r\n' : '\r\n'
      const at = pending.indexOf(end)
      if (at < 0) return
      const part = pending.slice(0, at)
      pending = pending.slice(at + end.length)
      if (!isMail) {
        answer(part)
        continue
      }
      mails.push(part)
      isMail = false
      say('250 Taken')
    }
  })
}

import { Readable } from 'node:stream'
import kernel from '@adonisjs/core/services/ace'

export interface ConsoleAnswer {
  code: number
  stdout: string
  stderr: string
}

/** Runs a console command in this process, on the tests' stores, with `input` as its standard input. */
export async function ace([name, ...args]: string[], input = ''): Promise<ConsoleAnswer> {
  const { stdin } = process
  kernel.ui.switchMode('raw')
  Object.defineProperty(process, 'stdin', { value: Readable.from([input]), configurable: true })
  try {
    const { exitCode = 0 } = await kernel.exec(name, args)
    const logs = kernel.ui.logger.getLogs()
    const written = (stream: 'stdout' | 'stderr') =>
      logs.flatMap((log) => (log.stream === stream ? `${log.message}\n` : [])).join('')
    return { code: exitCode, stdout: written('stdout'), stderr: written('stderr') }
  } finally {
    Object.defineProperty(process, 'stdin', { value: stdin, configurable: true })
    kernel.ui.logger.flushLogs()
    kernel.ui.switchMode('normal')
  }
}

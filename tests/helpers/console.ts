import { execFile } from 'node:child_process'
import app from '@adonisjs/core/services/app'

export interface ConsoleAnswer {
  exitCode: number
  stdout: string
  stderr: string
}

/** Runs a console command as a process of its own, beside the tests' server and on its stores. */
export function ace(
  args: string[],
  environment: Record<string, string> = {}
): Promise<ConsoleAnswer> {
  return new Promise((resolve) => {
    const options = {
      cwd: app.makePath(),
      env: { ...process.env, ...environment },
      timeout: 30_000,
    }
    const child = execFile(process.execPath, ['ace.js', ...args], options, (_, stdout, stderr) =>
      resolve({ exitCode: child.exitCode ?? 1, stdout, stderr })
    )
  })
}

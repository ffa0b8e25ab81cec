/*
 * `npm test`: all suites but their slow tests, which `.ci/run` runs as well. Those in a browser run beside the others,
 * in a process with stores of its own, and are reported after them. Arguments are those of `node ace test`: with any,
 * one process runs what they name.
 */
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const RUNNER = ['--import=@poppinss/ts-exec', '--enable-source-maps', join(root, 'bin/test.ts')]
const QUICK = '--tags=~@slow'
const BESIDE = { PORT: '3398', DATA_DIR: 'tmp/test-browser' }

interface Outcome {
  status: number
  output: Buffer
}

/** Runs suites; what they report goes to the terminal at once, or is kept for later. */
function run(
  args: string[],
  { env = {}, isKept = false }: { env?: NodeJS.ProcessEnv; isKept?: boolean } = {}
): Promise<Outcome> {
  const child = spawn(process.execPath, [...RUNNER, ...args], {
    cwd: root,
    env: { ...(process.stdout.isTTY && { FORCE_COLOR: '1' }), ...process.env, ...env },
    stdio: ['inherit', isKept ? 'pipe' : 'inherit', isKept ? 'pipe' : 'inherit'],
  })
  const chunks: Buffer[] = []
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => chunks.push(chunk))
  return new Promise((resolve) =>
    child.once('close', (code) => resolve({ status: code ?? 1, output: Buffer.concat(chunks) }))
  )
}

const args = process.argv.slice(2)
if (args.length > 0) {
  const { status } = await run(args)
  process.exit(status)
}

const beside = run(['browser', QUICK], { env: BESIDE, isKept: true })
const { status } = await run(['unit', 'functional', QUICK])
const browser = await beside
process.stdout.write(browser.output)
process.exitCode = status || browser.status

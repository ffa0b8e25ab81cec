import { mkdirSync, statSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { dirname, join, posix } from 'node:path'
import { environmentOf, NOBODY } from './container.ts'
import { assignments, type Instruction, readStages, words } from './dockerfile.ts'

/** What a stage's folder holds in place of an image's files, and what its instructions said of running it. */
export interface BuiltStage {
  folder: string
  workdir: string
  environment: Record<string, string>
  command: string[]
  healthCheck: string[]
  stopSignal: string
  user: string
  ports: number[]
  volumes: string[]
}

const SAYS_NOTHING_HERE = new Set(['LABEL'])

/** Carries out a Dockerfile's instructions, each stage in a folder of its own. What they need beside Node.js is refused. */
export function buildStages(dockerfile: string, context: string, work: string) {
  const built = new Map<string, BuiltStage>()
  for (const { name, base, instructions } of readStages(dockerfile)) {
    console.log(`stage ${name} from ${base}`)
    const stage = stageFrom(built.get(base), join(work, name))
    for (const instruction of instructions) carryOut(instruction, stage, context, built)
    built.set(name, stage)
  }
  return built
}

function stageFrom(base: BuiltStage | undefined, folder: string): BuiltStage {
  mkdirSync(folder, { recursive: true })
  if (!base) {
    return {
      folder,
      workdir: '/',
      environment: {},
      command: [],
      healthCheck: [],
      stopSignal: 'SIGTERM',
      user: 'root',
      ports: [],
      volumes: [],
    }
  }
  copy(base.folder, folder)
  return { ...structuredClone(base), folder }
}

function carryOut(
  { name, flags, text }: Instruction,
  stage: BuiltStage,
  context: string,
  built: Map<string, BuiltStage>
) {
  console.log(`  ${name} ${text}`)
  const here = join(stage.folder, stage.workdir)
  switch (name) {
    case 'WORKDIR':
      stage.workdir = posix.resolve(stage.workdir, text)
      mkdirSync(join(stage.folder, stage.workdir), { recursive: true })
      return
    case 'COPY':
      return copyFiles(text, flags.from ? built.get(flags.from)!.folder : context, stage, here)
    case 'RUN':
      return run(text, here, stage)
    case 'ENV':
      return void Object.assign(stage.environment, Object.fromEntries(assignments(text)))
    case 'CMD':
      return void (stage.command = words(text))
    case 'HEALTHCHECK':
      return void (stage.healthCheck = words(text.replace(/^CMD\s+/, '')))
    case 'STOPSIGNAL':
      return void (stage.stopSignal = text)
    case 'USER':
      return void (stage.user = text)
    case 'EXPOSE':
      return void stage.ports.push(Number(text))
    case 'VOLUME':
      return void stage.volumes.push(...words(text))
    default:
      if (!SAYS_NOTHING_HERE.has(name)) throw new Error(`${name} is not understood here`)
  }
}

function copyFiles(text: string, from: string, stage: BuiltStage, here: string) {
  const paths = words(text)
  const target = paths.pop()!
  const destination = target.startsWith('/') ? join(stage.folder, target) : join(here, target)
  for (const path of paths) {
    const isIntoFolder = target.endsWith('/') && paths.length > 1
    copy(join(from, path), isIntoFolder ? join(destination, posix.basename(path)) : destination)
  }
}

/** By hard links: what a stage adds or replaces is its own, and thousands of files are copied at once. */
function copy(source: string, target: string) {
  const isFolder = statSync(source).isDirectory()
  mkdirSync(isFolder ? target : dirname(target), { recursive: true })
  const { status } = spawnSync('cp', ['-alf', isFolder ? `${source}/.` : source, target])
  if (status !== 0) throw new Error(`${source} could not be copied`)
}

function run(command: string, cwd: string, stage: BuiltStage) {
  const PATH = `${dirname(process.execPath)}:${process.env.PATH}`
  const { status } = spawnSync('/bin/sh', ['-ec', command], {
    cwd,
    env: {
      ...process.env, // npm finds its registry by what this machine says
      npm_config_prefer_offline: 'true', // what it has in its cache, it need not ask for again
      npm_config_audit: 'false',
      npm_config_fund: 'false',
      PATH,
      ...environmentOf(stage),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
    ...(stage.user === 'root' ? {} : NOBODY),
  })
  if (status !== 0) throw new Error(`"${command}" ended with ${status}`)
}

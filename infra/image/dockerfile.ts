import { readFileSync } from 'node:fs'

export interface Instruction {
  /** In capitals. */
  name: string
  /** Flags such as `--from=build`, by their name. */
  flags: Record<string, string>
  text: string
}

export interface Stage {
  name: string
  /** An image, or the name of a stage before this one. */
  base: string
  instructions: Instruction[]
}

/** Reads a Dockerfile's stages: as much of the language as ours uses. */
export function readStages(file: string): Stage[] {
  const stages: Stage[] = []
  for (const line of logicalLines(readFileSync(file, 'utf8'))) {
    const instruction = readInstruction(line)
    if (instruction.name === 'FROM') {
      const [base, , name] = instruction.text.split(/\s+/)
      stages.push({ name: name ?? String(stages.length), base: base!, instructions: [] })
    } else {
      stages.at(-1)!.instructions.push(instruction)
    }
  }
  return stages
}

/** `["a", "b"]`, or words. */
export function words(text: string): string[] {
  return text.startsWith('[') ? JSON.parse(text) : text.split(/\s+/)
}

/** `A=1 B="two words"` */
export function assignments(text: string): [name: string, value: string][] {
  return [...text.matchAll(/([\w.]+)=(?:"([^"]*)"|(\S*))/g)].map(([, name, quoted, plain]) => [
    name!,
    quoted ?? plain!,
  ])
}

function logicalLines(source: string): string[] {
  const lines = source.split('\n').filter((line) => line.trim() && !line.startsWith('#'))
  return lines
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
}

function readInstruction(line: string): Instruction {
  const [, name, rest] = /^(\w+)\s+(.*)$/.exec(line)!
  const flags: Record<string, string> = {}
  const text = rest!.replace(/^(?:--[\w-]+=\S+\s+)+/, (found) => {
    for (const [, flag, value] of found.matchAll(/--([\w-]+)=(\S+)/g)) flags[flag!] = value!
    return ''
  })
  return { name: name!.toUpperCase(), flags, text }
}

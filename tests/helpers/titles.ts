import type { PluginFn, RunnerEvents } from '@japa/runner/types'

type EndedTest = Pick<RunnerEvents['test:end'], 'title' | 'meta' | 'isSkipped'>

/** A parameter that is unknown, undefined or an object. */
const WITHOUT_TEXT = /\{[$\w.]+\}|\bundefined\b|\[object /

/** Finds titles that hide which case failed: those without their parameter's text, and duplicates within a group. */
export class Titles {
  private seen = new Set<string>()
  private faults: string[] = []

  /** Leaves out skipped tests: Japa does not fill in their parameters. */
  add({ title, meta, isSkipped }: EndedTest): void {
    if (isSkipped) return
    const full = `${meta.fileName}: ${meta.group?.title}: ${title.expanded}`
    if (WITHOUT_TEXT.test(title.expanded)) this.faults.push(`${full} (lacks its parameter)`)
    if (this.seen.has(full)) this.faults.push(`${full} (is there twice)`)
    this.seen.add(full)
  }

  /** @throws if there are such titles */
  verify(): void {
    if (this.faults.length === 0) return
    throw new Error(`These titles do not say which case they test:\n${this.faults.join('\n')}`)
  }
}

/** Fails a suite that has titles which hide the failed case. */
export const distinctTitles: PluginFn = ({ emitter, runner }) => {
  const titles = new Titles()
  emitter.on('test:end', (test) => titles.add(test))
  runner.onSuite((suite) => void suite.teardown(() => titles.verify()))
}

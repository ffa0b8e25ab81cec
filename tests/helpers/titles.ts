import type { PluginFn, RunnerEvents } from '@japa/runner/types'

type EndedTest = Pick<RunnerEvents['test:end'], 'title' | 'meta' | 'isSkipped'>

/** A parameter that no row gives, that its row lacks, or that has no text of its own. */
const WITHOUT_TEXT = /\{[$\w.]+\}|\bundefined\b|\[object /

/** Collects titles that hide which case failed: those without their parameter's text, and those that a group has twice. */
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

  /** @throws when a title that was added is at fault */
  verify(): void {
    if (this.faults.length === 0) return
    throw new Error(`These titles do not say which case they test:\n${this.faults.join('\n')}`)
  }
}

/** Fails a suite whose titles don't say which case they test. */
export const distinctTitles: PluginFn = ({ emitter, runner }) => {
  const titles = new Titles()
  emitter.on('test:end', (test) => titles.add(test))
  runner.onSuite((suite) => void suite.teardown(() => titles.verify()))
}

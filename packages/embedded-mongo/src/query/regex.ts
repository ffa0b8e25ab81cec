import vm from 'node:vm'
import { BSONRegExp, BSONSymbol, type Value } from '../bson/types.ts'
import { threadTime } from '../effort.ts'
import { MongoError } from '../errors.ts'

/** Time limit for one regular expression on one value. The query fails after it. */
const TIME_LIMIT_MS = 20

/** Repetitions and alternatives. Without them a regular expression runs in linear time. */
const REPEATS = /[*+?{|]/

/** Converts a PCRE pattern to a JavaScript regular expression. @throws {MongoError} 51091 if it is invalid */
export function compileRegex(pattern: string, options: string): RegExp {
  for (const option of options) {
    if (!'imsxu'.includes(option)) {
      throw new MongoError(51108, `invalid flag in regex options: ${option}`)
    }
  }
  if (pattern.includes('\0'))
    throw new MongoError(51109, 'Regular expression cannot contain an embedded null byte')
  let source = pattern
  let flags = [...new Set(options)].filter((flag) => 'ims'.includes(flag)).join('')
  const inline = /^\(\?([imsx]+)\)/.exec(source)
  if (inline) {
    source = source.slice(inline[0].length)
    for (const flag of inline[1]) if ('ims'.includes(flag) && !flags.includes(flag)) flags += flag
  }
  if (options.includes('x') || inline?.[1].includes('x')) source = withoutComments(source)
  source = source
    .replaceAll('\\A', '^')
    .replace(/\\[zZ]/g, '$')
    .replace(/\(\?P?<(?![=!])/g, '(?<')
  try {
    return new RegExp(source, `${flags}u`)
  } catch {
    // the `u` flag rejects redundant escapes that PCRE allows
  }
  try {
    return new RegExp(source, flags)
  } catch (error) {
    throw new MongoError(51091, `Regular expression is invalid: ${(error as Error).message}`)
  }
}

const withoutComments = (source: string) =>
  source.replace(/(\\.|\[(?:\\.|[^\]])*\])|\s+|#.*/g, (_, kept: string | undefined) => kept ?? '')

/** Compiles a test for matching strings and for the same regular expression stored as a value. */
export function regexTest(regex: BSONRegExp): (value: Value | undefined) => boolean {
  const compiled = compileRegex(regex.pattern, regex.options)
  const repeats = needsGuard(regex.pattern)
  return (value) => {
    if (typeof value === 'string') {
      if (repeats) checkLength(value)
      return compiled.test(value)
    }
    if (value instanceof BSONSymbol) return compiled.test(value.value)
    return (
      value instanceof BSONRegExp &&
      value.pattern === regex.pattern &&
      value.options === regex.options
    )
  }
}

/** @throws {MongoError} 51156 if the text is too long for a pattern with repetitions */
export function checkLength(text: string): void {
  if (text.length > MAX_GUARDED_LENGTH) throw endless()
}

const endless = () =>
  new MongoError(
    51156,
    'Error occurred while executing the regular expression. Result code: -47 (match limit exceeded)'
  )

export const needsGuard = (pattern: string) => REPEATS.test(pattern)

/** Returns the literal prefix of all matches of a case-sensitive pattern. It bounds an index scan. */
export function literalPrefix(regex: BSONRegExp): string {
  if (/[imx]/.test(regex.options) || !/^(\^|\\A)/.test(regex.pattern)) return ''
  const source = regex.pattern.replace(/^(\^|\\A)/, '')
  if (source.includes('|')) return ''
  const literal = /^(?:[^\\^$.|?*+()[\]{}]|\\[^a-zA-Z0-9])*/.exec(source)?.[0] ?? ''
  const next = source[literal.length]
  const texts = literal.match(/\\?[^]/gu) ?? []
  // the quantifier makes the preceding character optional
  if (next !== undefined && '*?{'.includes(next)) texts.pop()
  return texts
    .map((text) => (text.length > 1 && text.startsWith('\\') ? text.slice(1) : text))
    .join('')
}

/** Maximum text length for patterns with repetitions: a single pass can't be interrupted. */
const MAX_GUARDED_LENGTH = 2_000_000

const guardContext = vm.createContext({ work: undefined as unknown })
const guardScript = new vm.Script('work()')
let guarding = false

/**
 * Runs work with regular expressions that might not terminate, within a time limit. The work must
 * be resumable. If the thread got little CPU time on a busy machine, the limit is extended.
 */
export function guarded<T>(work: () => T): T {
  if (guarding) return work()
  guarding = true
  guardContext.work = work
  const started = threadTime()
  try {
    for (;;) {
      try {
        return guardScript.runInContext(guardContext, { timeout: TIME_LIMIT_MS }) as T
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
        if (threadTime() - started < TIME_LIMIT_MS / 2) continue
        throw endless()
      }
    }
  } finally {
    guarding = false
    guardContext.work = undefined
  }
}

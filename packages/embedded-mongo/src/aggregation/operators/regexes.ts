import { BSONRegExp, type Doc, type Value } from '../../bson/types.ts'
import { spend } from '../../effort.ts'
import { MongoError } from '../../errors.ts'
import { checkLength, compileRegex, guarded, needsGuard } from '../../query/regex.ts'
import { isNullish, named, textOf, type Operator, type Operators } from '../operator.ts'

type Maybe = Value | undefined

type Found = { match: string; index: number; point: number; captures: (string | undefined)[] }

function matching(name: string, answer: (find: (from: number) => Found | null) => Value): Operator {
  const known = { required: ['input', 'regex'], optional: ['options'] }
  return named(name, known, ({ input, regex, options }) => {
    const find = finder(name, input, regex, options)
    return answer(find ?? (() => null))
  })
}

function finder(name: string, input: Maybe, regex: Maybe, options: Maybe) {
  if (isNullish(input) || isNullish(regex)) return undefined
  const text = textOf(name, input, 51104)
  const pattern = regex instanceof BSONRegExp ? regex.pattern : textOf(name, regex, 51105)
  const given = options === undefined || options === null ? '' : textOf(name, options, 51106)
  if (given && regex instanceof BSONRegExp && regex.options) {
    throw new MongoError(
      51107,
      `${name}: found regex option(s) specified in both 'regex' and 'option' fields`
    )
  }
  const compiled = compileRegex(
    pattern,
    given || (regex instanceof BSONRegExp ? regex.options : '')
  )
  const global = new RegExp(compiled.source, `${compiled.flags}g`)
  const repeats = needsGuard(pattern)
  if (repeats) checkLength(text)
  const exec = repeats ? () => guarded(() => global.exec(text)) : () => global.exec(text)
  const points = new PointCounter(text)
  return (from: number): Found | null => {
    global.lastIndex = from
    const found = exec()
    if (!found) return null
    const { index } = found
    return { match: found[0], index, point: points.before(index), captures: found.slice(1) }
  }
}

/** Counts the code points before ascending positions in a string. */
class PointCounter {
  private readonly text: string
  private at = 0
  private points = 0

  constructor(text: string) {
    this.text = text
  }

  before(index: number): number {
    spend((index - this.at) / 64)
    for (; this.at < index; this.at++)
      if ((this.text.charCodeAt(this.at) & 0xfc00) !== 0xdc00) this.points++
    return this.points
  }
}

function foundDoc(found: Found): Doc {
  return new Map<string, Value>([
    ['match', found.match],
    ['idx', found.point],
    ['captures', found.captures.map((capture) => capture ?? null)],
  ])
}

function findAll(find: (from: number) => Found | null): Value[] {
  const results: Value[] = []
  let from = 0
  for (let found = find(from); found; found = find(from)) {
    spend(16)
    results.push(foundDoc(found))
    from = found.index + Math.max(1, found.match.length)
  }
  return results
}

export const regexOperators: Operators = {
  $regexMatch: matching('$regexMatch', (find) => find(0) !== null),
  $regexFind: matching('$regexFind', (find) => {
    const found = find(0)
    return found && foundDoc(found)
  }),
  $regexFindAll: matching('$regexFindAll', findAll),
}

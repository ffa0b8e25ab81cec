import { Binary, BSONSymbol, isNumeric, typeName, type Value } from '../../bson/types.ts'
import { compareTexts } from '../../bson/compare.ts'
import { spend } from '../../effort.ts'
import { MongoError } from '../../errors.ts'
import {
  fixed,
  integerOf,
  isNullish,
  named,
  textOf,
  variadic,
  type Operator,
  type Operators,
} from '../operator.ts'
import { textOfValue } from './conversion.ts'

type Maybe = Value | undefined

/** Coerces a value to a string. Null and missing values become empty; numbers and dates are formatted. */
function coerced(name: string, value: Maybe): string {
  if (isNullish(value)) return ''
  if (typeof value === 'string') return (spend(value.length / 256), value)
  if (isNumeric(value) || value instanceof Date || value instanceof BSONSymbol)
    return textOfValue(value)
  throw new MongoError(16007, `can't convert from BSON type ${typeName(value)} to String (${name})`)
}

const isAscii = (text: string) => Buffer.byteLength(text) === text.length

/** Changes the case of ASCII letters only, as MongoDB does. */
const changingCase = (letters: RegExp, change: (text: string) => string) => (text: string) =>
  isAscii(text) ? change(text) : text.replace(letters, (part) => (spend(8), change(part)))

const asciiLower = changingCase(/[A-Z]+/g, (text) => text.toLowerCase())
const asciiUpper = changingCase(/[a-z]+/g, (text) => text.toUpperCase())

const isHighSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdbff
const isLowSurrogate = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff

/** Counts the code points of a text up to an index. */
function pointsBefore(text: string, index = text.length): number {
  if (isAscii(text)) return index
  let count = 0
  for (let at = 0; at < index; at++) if (!isLowSurrogate(text.charCodeAt(at))) count++
  return count
}

/** Returns the string index of the code point with the given position. */
function indexOfPoint(text: string, point: number): number {
  if (isAscii(text)) return Math.min(point, text.length)
  let index = 0
  for (let left = point; left > 0 && index < text.length; left--)
    index += isHighSurrogate(text.charCodeAt(index)) ? 2 : 1
  return index
}

/** The characters that MongoDB treats as white space. */
const WHITESPACE = [
  0x00, 0x20, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0xa0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004,
  0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a,
]

function trimming(name: string, left: boolean, right: boolean): Operator {
  return named(name, { required: ['input'], optional: ['chars'] }, ({ input, chars }) => {
    if (isNullish(input) || chars === null) return null
    const text = textOf(name, input, 50699)
    const removed = new Set(chars === undefined ? WHITESPACE : pointsOf(textOf(name, chars, 50700)))
    let start = 0
    let end = text.length
    const isRemoved = (point: number) => (spend(0.25), removed.has(point))
    while (left && start < end && isRemoved(pointAt(text, start)))
      start += lengthOf(pointAt(text, start))
    while (right && end > start && isRemoved(pointBefore(text, end)))
      end -= lengthOf(pointBefore(text, end))
    return text.slice(start, end)
  })
}

function* pointsOf(text: string): Generator<number> {
  for (let at = 0; at < text.length; at += lengthOf(pointAt(text, at))) {
    spend()
    yield pointAt(text, at)
  }
}

const pointAt = (text: string, index: number) => text.codePointAt(index) as number

const pointBefore = (text: string, end: number) =>
  pointAt(text, isLowSurrogate(text.charCodeAt(end - 1)) && end > 1 ? end - 2 : end - 1)

const lengthOf = (point: number) => (point > 0xffff ? 2 : 1)

function indexOfBytes(text: Maybe, part: Maybe, start: Maybe, end: Maybe): Maybe {
  if (isNullish(text)) return null
  const all = Buffer.from(textOf('$indexOfBytes', text, 40091))
  const wanted = Buffer.from(textOf('$indexOfBytes', part, 40092))
  const from = start === undefined ? 0 : integerOf('$indexOfBytes', start)
  const to = end === undefined ? all.length : Math.min(all.length, integerOf('$indexOfBytes', end))
  const found = all.indexOf(wanted, from)
  return found >= 0 && found + wanted.length <= to ? found : -1
}

function indexOfPoints(text: Maybe, part: Maybe, start: Maybe, end: Maybe): Maybe {
  if (isNullish(text)) return null
  const all = textOf('$indexOfCP', text, 40091)
  const wanted = textOf('$indexOfCP', part, 40092)
  const from = start === undefined ? 0 : indexOfPoint(all, integerOf('$indexOfCP', start))
  const to = end === undefined ? all.length : indexOfPoint(all, integerOf('$indexOfCP', end))
  const found = all.indexOf(wanted, from)
  return found >= 0 && found + wanted.length <= to ? pointsBefore(all, found) : -1
}

function substringOfBytes(text: Maybe, start: Maybe, length: Maybe): Maybe {
  const bytes = Buffer.from(coerced('$substrBytes', text))
  const from = integerOf('$substrBytes', start, 16034)
  const count = integerOf('$substrBytes', length, 16035)
  if (from < 0)
    throw new MongoError(50752, `$substrBytes:  starting index must be non-negative (got: ${from})`)
  const part = bytes.subarray(from, count < 0 ? bytes.length : from + count)
  const isContinuation = (byte: number | undefined) => byte !== undefined && (byte & 0xc0) === 0x80
  if (isContinuation(bytes[from]) || (count >= 0 && isContinuation(bytes[from + count]))) {
    throw new MongoError(
      28656,
      '$substrBytes:  Invalid range, starting or ending in the middle of a UTF-8 character.'
    )
  }
  return part.toString()
}

function split(text: Maybe, separator: Maybe): Maybe {
  if (isNullish(text) || isNullish(separator)) return null
  const by = textOf('$split', separator, 40086)
  if (by === '') throw new MongoError(40087, '$split requires a non-empty separator')
  const whole = textOf('$split', text, 40085)
  const parts: string[] = []
  let from = 0
  for (let at = whole.indexOf(by); at >= 0; at = whole.indexOf(by, from)) {
    spend()
    parts.push(whole.slice(from, at))
    from = at + by.length
  }
  parts.push(whole.slice(from))
  return parts
}

function replacing(
  name: string,
  replace: (text: string, find: string, by: string) => string
): Operator {
  return named(
    name,
    { required: ['input', 'find', 'replacement'] },
    ({ input, find, replacement }) => {
      const parts = [input, find, replacement]
      for (const part of parts) {
        if (!isNullish(part) && typeof part !== 'string') {
          throw new MongoError(
            51746,
            `${name} requires that its arguments be strings, found: ${typeName(part)}`
          )
        }
      }
      if (parts.some(isNullish)) return null
      return replace(input as string, find as string, replacement as string)
    }
  )
}

/** A longer text would not fit into a document. */
const MAX_TEXT = 16 * 1024 * 1024

function replacedAll(text: string, find: string, by: string): string {
  let length = text.length
  return text.replaceAll(find, () => {
    spend(4)
    if ((length += by.length) > MAX_TEXT)
      throw new MongoError(10334, 'the result of $replaceAll is too long')
    return by
  })
}

export const stringOperators: Operators = {
  $concat: variadic((values) => {
    if (values.some(isNullish)) return null
    let result = ''
    for (const value of values) {
      if (typeof value !== 'string')
        throw new MongoError(16702, `$concat only supports strings, not ${typeName(value)}`)
      result += value
    }
    if (result.length > MAX_TEXT) throw new MongoError(10334, 'the result of $concat is too long')
    return result
  }),
  $toLower: fixed('$toLower', 1, (value) => asciiLower(coerced('$toLower', value))),
  $toUpper: fixed('$toUpper', 1, (value) => asciiUpper(coerced('$toUpper', value))),
  $trim: trimming('$trim', true, true),
  $ltrim: trimming('$ltrim', true, false),
  $rtrim: trimming('$rtrim', false, true),
  $split: fixed('$split', 2, split),
  $strLenBytes: fixed('$strLenBytes', 1, (value) =>
    Buffer.byteLength(textOf('$strLenBytes', value, 34473))
  ),
  $strLenCP: fixed('$strLenCP', 1, (value) => {
    const text = textOf('$strLenCP', value, 34471)
    return pointsBefore(text)
  }),
  $strcasecmp: fixed('$strcasecmp', 2, (a, b) =>
    Math.sign(
      compareTexts(asciiUpper(coerced('$strcasecmp', a)), asciiUpper(coerced('$strcasecmp', b)))
    )
  ),
  $substr: fixed('$substr', 3, substringOfBytes),
  $substrBytes: fixed('$substrBytes', 3, substringOfBytes),
  $substrCP: fixed('$substrCP', 3, (text, start, length) => {
    const from = integerOf('$substrCP', start, 34450)
    const count = integerOf('$substrCP', length, 34452)
    if (from < 0)
      throw new MongoError(34455, `$substrCP: the starting index must be a non-negative integer.`)
    if (count < 0)
      throw new MongoError(34454, `$substrCP: the length must be a non-negative integer.`)
    const whole = coerced('$substrCP', text)
    const first = indexOfPoint(whole, from)
    const rest = whole.slice(first)
    return rest.slice(0, indexOfPoint(rest, count))
  }),
  $indexOfBytes: fixed('$indexOfBytes', [2, 4], indexOfBytes),
  $indexOfCP: fixed('$indexOfCP', [2, 4], indexOfPoints),
  $replaceOne: replacing('$replaceOne', (text, find, by) => text.replace(find, () => by)),
  $replaceAll: replacing('$replaceAll', replacedAll),
  $binarySize: fixed('$binarySize', 1, (value) => {
    if (isNullish(value)) return null
    return value instanceof Binary
      ? value.position
      : Buffer.byteLength(textOf('$binarySize', value, 51276))
  }),
}

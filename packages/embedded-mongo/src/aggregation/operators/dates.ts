import { isDoc, ObjectId, Timestamp, typeName, type Doc, type Value } from '../../bson/types.ts'
import { MongoError } from '../../errors.ts'
import {
  integerOf,
  isNullish,
  named,
  namedOperands,
  type Operator,
  type Operators,
} from '../operator.ts'
import { formatDate, parseByFormat } from './date_format.ts'
import {
  dateFromParts,
  dayOfYear,
  isoWeek,
  parseDate,
  partsOf,
  shifted,
  unshifted,
  weekOfYear,
} from './date_parts.ts'
import { advance, period, periodStart, unitOf, weekdayOf } from './date_units.ts'

type Maybe = Value | undefined

function dateOf(name: string, value: Maybe): Date {
  if (value instanceof Date) return value
  if (value instanceof Timestamp) return new Date(value.t * 1000)
  if (value instanceof ObjectId) return value.getTimestamp()
  throw new MongoError(16006, `can't convert from BSON type ${typeName(value)} to Date (${name})`)
}

function zoneOf(name: string, value: Maybe): string | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'string') return value
  throw new MongoError(
    40517,
    `timezone must evaluate to a string, found ${typeName(value)} (${name})`
  )
}

/** Defines an operator that returns a part of a date. The operand is a date or `{ date, timezone }`. */
function part(name: string, read: (shown: Date) => Value): Operator {
  return (operand, compiler) => {
    const isNamed = isDoc(operand) && operand.has('date')
    const members = isNamed
      ? namedOperands(name, operand, { required: ['date'], optional: ['timezone'] })
      : undefined
    const single = Array.isArray(operand) ? operand[0] : operand
    const date = compiler.compile(members ? (members.get('date') as Value) : single)
    const zone = members?.has('timezone')
      ? compiler.compile(members.get('timezone') as Value)
      : undefined
    return (scope) => {
      const value = date(scope)
      const timezone = zone?.(scope)
      if (isNullish(value) || timezone === null) return null
      return read(shifted(dateOf(name, value), zoneOf(name, timezone)))
    }
  }
}

function add(name: string, sign: 1 | -1): Operator {
  const known = { required: ['startDate', 'unit', 'amount'], optional: ['timezone'] }
  return named(name, known, ({ startDate, unit, amount, timezone }) => {
    if (isNullish(startDate) || isNullish(unit) || isNullish(amount)) return null
    const date = dateOf(name, startDate)
    const count = sign * integerOf(name, amount, 5976500)
    return advance(date, unitOf(name, unit), count, zoneOf(name, timezone))
  })
}

const difference = named(
  '$dateDiff',
  { required: ['startDate', 'endDate', 'unit'], optional: ['timezone', 'startOfWeek'] },
  ({ startDate, endDate, unit, timezone, startOfWeek }) => {
    if (isNullish(startDate) || isNullish(endDate) || isNullish(unit)) return null
    const zone = zoneOf('$dateDiff', timezone)
    const [name, start] = [unitOf('$dateDiff', unit), weekdayOf(startOfWeek)]
    const [from, to] = [startDate, endDate].map((date) => shifted(dateOf('$dateDiff', date), zone))
    return BigInt(period(to, name, start) - period(from, name, start))
  }
)

const truncated = named(
  '$dateTrunc',
  { required: ['date', 'unit'], optional: ['binSize', 'timezone', 'startOfWeek'] },
  ({ date, unit, binSize, timezone, startOfWeek }) => {
    if (isNullish(date) || isNullish(unit)) return null
    const zone = zoneOf('$dateTrunc', timezone)
    const name = unitOf('$dateTrunc', unit)
    const size = binSize === undefined ? 1 : integerOf('$dateTrunc', binSize, 5439017)
    const shown = shifted(dateOf('$dateTrunc', date), zone)
    // bins are counted from 2000-01-01
    const reference = new Date(Date.UTC(2000, 0, 1))
    const start = weekdayOf(startOfWeek)
    const origin =
      name === 'week'
        ? period(new Date(Date.UTC(2000, 0, 1 + ((start + 1) % 7))), name, start)
        : period(reference, name, start)
    const bins = Math.floor((period(shown, name, start) - origin) / size) * size + origin
    return unshifted(periodStart(bins, name, start), zone)
  }
)

const fromParts = named(
  '$dateFromParts',
  {
    required: [],
    optional: [
      'year',
      'isoWeekYear',
      'month',
      'isoWeek',
      'day',
      'isoDayOfWeek',
      'hour',
      'minute',
      'second',
      'millisecond',
      'timezone',
    ],
  },
  ({ timezone, ...members }) => {
    if (Object.values(members).some((value) => value === null)) return null
    const read = (name: string, fallback: number) =>
      members[name] === undefined ? fallback : integerOf('$dateFromParts', members[name], 40515)
    const time = {
      hour: read('hour', 0),
      minute: read('minute', 0),
      second: read('second', 0),
      millisecond: read('millisecond', 0),
    }
    const zone = zoneOf('$dateFromParts', timezone)
    if (members.isoWeekYear === undefined) {
      if (members.year === undefined)
        throw new MongoError(
          40516,
          "$dateFromParts requires either 'year' or 'isoWeekYear' to be present"
        )
      return dateFromParts(
        { year: read('year', 1970), month: read('month', 1), day: read('day', 1), ...time },
        zone
      )
    }
    const year = read('isoWeekYear', 1970)
    const january4 = new Date(Date.UTC(year, 0, 4))
    const monday = 4 - ((january4.getUTCDay() || 7) - 1)
    const day = monday + (read('isoWeek', 1) - 1) * 7 + read('isoDayOfWeek', 1) - 1
    return dateFromParts({ year, month: 1, day, ...time }, zone)
  }
)

const toParts = named(
  '$dateToParts',
  { required: ['date'], optional: ['timezone', 'iso8601'] },
  ({ date, timezone, iso8601 }) => {
    if (isNullish(date)) return null
    const zone = zoneOf('$dateToParts', timezone)
    const { year, month, day, ...time } = partsOf(dateOf('$dateToParts', date), zone)
    if (iso8601 !== true) return new Map(Object.entries({ year, month, day, ...time })) as Doc
    const iso = isoWeek(shifted(dateOf('$dateToParts', date), zone))
    const members = { isoWeekYear: iso.year, isoWeek: iso.week, isoDayOfWeek: iso.day, ...time }
    return new Map(Object.entries(members)) as Doc
  }
)

const toText = named(
  '$dateToString',
  { required: ['date'], optional: ['format', 'timezone', 'onNull'] },
  ({ date, format, timezone, onNull }) => {
    if (isNullish(date)) return onNull === undefined ? null : onNull
    if (format === null || timezone === null) return null
    const zone = zoneOf('$dateToString', timezone)
    const usual =
      zone && zone !== 'UTC' && zone !== 'GMT' ? '%Y-%m-%dT%H:%M:%S.%L' : '%Y-%m-%dT%H:%M:%S.%LZ'
    return formatDate(dateOf('$dateToString', date), (format as string | undefined) ?? usual, zone)
  }
)

const fromText: Operator = (operand, compiler) => {
  const members = namedOperands('$dateFromString', operand, {
    required: ['dateString'],
    optional: ['format', 'timezone', 'onError', 'onNull'],
  })
  const compiled = new Map([...members].map(([name, value]) => [name, compiler.compile(value)]))
  return (scope) => {
    const read = (name: string) => compiled.get(name)?.(scope)
    const text = read('dateString')
    if (isNullish(text)) return read('onNull') ?? null
    const zone = zoneOf('$dateFromString', read('timezone'))
    const format = read('format')
    try {
      if (typeof text !== 'string')
        throw new MongoError(
          241,
          `$dateFromString requires that 'dateString' be a string, found: ${typeName(text)}`
        )
      return typeof format === 'string' ? parseByFormat(text, format, zone) : parseDate(text, zone)
    } catch (error) {
      if (compiled.has('onError')) return read('onError')
      throw error
    }
  }
}

export const dateOperators: Operators = {
  $year: part('$year', (shown) => shown.getUTCFullYear()),
  $month: part('$month', (shown) => shown.getUTCMonth() + 1),
  $dayOfMonth: part('$dayOfMonth', (shown) => shown.getUTCDate()),
  $dayOfWeek: part('$dayOfWeek', (shown) => shown.getUTCDay() + 1),
  $dayOfYear: part('$dayOfYear', dayOfYear),
  $hour: part('$hour', (shown) => shown.getUTCHours()),
  $minute: part('$minute', (shown) => shown.getUTCMinutes()),
  $second: part('$second', (shown) => shown.getUTCSeconds()),
  $millisecond: part('$millisecond', (shown) => shown.getUTCMilliseconds()),
  $week: part('$week', weekOfYear),
  $isoWeek: part('$isoWeek', (shown) => isoWeek(shown).week),
  $isoWeekYear: part('$isoWeekYear', (shown) => BigInt(isoWeek(shown).year)),
  $isoDayOfWeek: part('$isoDayOfWeek', (shown) => isoWeek(shown).day),
  $dateAdd: add('$dateAdd', 1),
  $dateSubtract: add('$dateSubtract', -1),
  $dateDiff: difference,
  $dateTrunc: truncated,
  $dateFromParts: fromParts,
  $dateToParts: toParts,
  $dateToString: toText,
  $dateFromString: fromText,
}

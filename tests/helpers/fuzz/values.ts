import type Random from '#tests/helpers/fuzz/random'

/** Characters that grow when their case changes, take several code units, or mean something somewhere. */
const CHARACTERS = [
  ...['a', 'İ', 'ß', 'ﬃ', 'é', '漢', '😀', '👩‍👩‍👧‍👦', '\u0301', '\u200b', '\u202e', '\uffff'],
  ...['\0', '\x01', '\x1f', '\x7f', '\x85', '\n', '\r', '\t', '\ud800', '\udfff'],
  ...[
    "'",
    '"',
    '`',
    '\\',
    '%',
    '_',
    '<',
    '&',
    ';',
    ',',
    '=',
    '+',
    '/',
    '.',
    '?',
    '#',
    '$',
    '{',
    '[',
  ],
]

const TEXTS = [
  ...['', ' ', '\0', 'a\0b', '\ud800', 'a\udfff', '\r\nX-Injected: yes', '\u2028'],
  ...[
    'null',
    'undefined',
    'true',
    'NaN',
    'Infinity',
    '-0',
    '-1',
    '1.5',
    '1e999',
    '0x10',
    '１２',
    '١٢٣',
  ],
  ...['2147483648', '9007199254740993', '99999999999999999999', '0'.repeat(24), 'f'.repeat(24)],
  ...["' or 1=1 --", '"; drop table users', '$where', '__proto__', 'constructor', 'toString'],
  ...[
    '%',
    '%00',
    '%zz',
    '%E0%A4%A',
    '..',
    '../../etc/passwd',
    '..%2f..%2f',
    '//evil.example',
    'a/b',
  ],
  ...['{{ 1 }}', '@{{ 1 }}', '@if(', '<script>', '=1+1', '*', '(', '[', '\\', '+', '^$'],
  ...['a@b.example', 'İ@İ.com', `${'a'.repeat(64)}@${'b'.repeat(63)}.example`, '@', 'a@b@c'],
]

const DAYS = [
  ...['0000-01-01', '0001-01-01', '1582-10-10', '1899-12-31', '1900-01-01', '1970-01-01'],
  ...['2026-02-29', '2026-02-30', '2999-12-31', '3000-01-01', '9999-12-31', '10000-01-01'],
  ...['275760-09-13', '+275760-09-13', '-271821-04-20', '2026-13-01', '2026-1-1', '2026-W01'],
  ...['2026-01-01T00:00:00Z', '2026-01-01T24:00:00+99:99', '1e3-01-01'],
]

const NUMBERS = [
  ...[0, -0, 1, -1, 1.5, 0.1, 99, 100_001, 10_000_001, 2 ** 31, -(2 ** 31) - 1, 2 ** 32],
  ...[Number.MAX_SAFE_INTEGER, 2 ** 53, 2 ** 63, 1e21, 1e308, -1e308, 5e-324],
]

const nested = (depth: number): unknown => (depth === 0 ? 'deep' : [{ a: nested(depth - 1) }])

const STRUCTURES = [
  ...[null, true, false, [], {}, [[]], [null], [''], ['a', 'a'], [0, '0', {}], { a: {} }],
  ...[{ $gt: '' }, { $ne: null }, { length: 1e9 }, { toString: 1 }, { then: 'a' }, { key: '\0' }],
  JSON.parse('{"__proto__": {"role": "admin"}, "constructor": {"prototype": {}}}') as object,
  ...[nested(5), nested(200), Array<string>(300).fill('a')],
]

/** A text of about one of the lengths that a column or rule has, or one that some parser may misread. */
export function oddText(random: Random, lengths: readonly number[]): string {
  if (random.chance(0.3)) return random.pick(TEXTS)
  if (random.chance(0.15)) return random.pick(DAYS)
  if (random.chance(0.1)) return String(random.pick(NUMBERS))
  const length = Math.max(0, random.pick(lengths) + random.pick([-1, 0, 0, 1]))
  const character = random.pick(CHARACTERS)
  if (random.chance(0.5)) return character.repeat(length).slice(0, length)
  const place = random.below(length + 1)
  return `${'a'.repeat(place)}${character}${'a'.repeat(Math.max(0, length - place - 1))}`
}

export function oddValue(random: Random, lengths: readonly number[]): unknown {
  if (random.chance(0.6)) return oddText(random, lengths)
  return random.pick(random.chance(0.4) ? NUMBERS : STRUCTURES)
}

/** Values that some rule may accept; `lengths` are the limits of that rule. */
export function plainValues(lengths: readonly number[]): unknown[] {
  const letters = ['a', 'İ', 'é', '😀']
  return [
    ...['Asha Rao', 'asha@theta.example', 'correct horse battery', '012345', 'https://a.example/b'],
    ...['2026-11-21', '2026-11-21T10:00:00Z', 'true', '1', '499', 1, 0, 6, true],
    ...['f'.repeat(24), 'f'.repeat(64), '00000000-0000-4000-8000-000000000001'],
    ...lengths.flatMap((length) => letters.map((one) => one.repeat(length).slice(0, length))),
    ...lengths.flatMap((length) => letters.map((one) => emailOf(length, one))),
  ]
}

/** An e-mail address of the given length, if it is long enough for one. */
function emailOf(length: number, letter: string): string {
  const domain = `${letter.repeat(60)}.`.repeat(Math.ceil(length / 60))
  return `${letter.repeat(30)}@${domain}`.slice(0, Math.max(0, length - 5)).concat('.test')
}

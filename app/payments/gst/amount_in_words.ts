const SMALL = [
  ...['Zero', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'],
  ...['Eleven', 'Twelve', 'Thirteen', 'Fourteen', 'Fifteen', 'Sixteen', 'Seventeen', 'Eighteen'],
  'Nineteen',
]

/** Tens by their first digit, from 20 on. */
const TENS = ['', '', 'Twenty', 'Thirty', 'Forty', 'Fifty', 'Sixty', 'Seventy', 'Eighty', 'Ninety']

/** Units of the Indian system, the largest first. */
const UNITS = [
  { value: 10_000_000, name: 'Crore' },
  { value: 100_000, name: 'Lakh' },
  { value: 1000, name: 'Thousand' },
  { value: 100, name: 'Hundred' },
] as const

/** Writes an amount in words: `Rupees One Lakh Twenty-Three and Forty-Five Paise Only`. */
export function amountInWords(paise: number): string {
  const rupees = Math.floor(paise / 100)
  const rest = paise % 100
  const fraction = rest === 0 ? '' : ` and ${wordsOf(rest)} Paise`
  return `Rupees ${wordsOf(rupees)}${fraction} Only`
}

function wordsOf(number: number): string {
  const unit = UNITS.find(({ value }) => number >= value)
  if (unit) {
    const rest = number % unit.value
    const leading = `${wordsOf(Math.floor(number / unit.value))} ${unit.name}`
    return rest === 0 ? leading : `${leading} ${wordsOf(rest)}`
  }
  if (number < SMALL.length) return SMALL[number]
  const digit = number % 10
  return TENS[Math.floor(number / 10)] + (digit === 0 ? '' : `-${SMALL[digit]}`)
}

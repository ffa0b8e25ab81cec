import { spend } from '../effort.ts'
import { badValue } from '../errors.ts'
import { type Doc, typeName } from './types.ts'

/** A string comparison defined by the locale of a command or an index. */
export interface Collation {
  compare(a: string, b: string): number
  /** Returns a key that is the same for equal strings. Keys have no order. */
  key(text: string): string
  /** Collations with the same name compare identically. */
  readonly name: string
}

/** Returns `undefined` for the locale `simple`, which compares bytes. @throws {MongoError} 2 BadValue */
export function collationOf(spec: Doc | undefined): Collation | undefined {
  if (!spec) return undefined
  const locale = spec.get('locale')
  if (typeof locale !== 'string') {
    throw badValue(
      locale === undefined
        ? "BSON field 'collation.locale' is missing but a required field"
        : `collation.locale must be a string, not ${typeName(locale)}`
    )
  }
  if (locale === 'simple') return undefined
  const strength = Number(spec.get('strength') ?? 3)
  if (!(strength >= 1 && strength <= 5))
    throw badValue('collation.strength must lie between 1 and 5')
  return new LocaleCollation(locale, strength, spec)
}

class LocaleCollation implements Collation {
  readonly name: string
  private readonly collator: Intl.Collator
  private readonly strength: number
  private readonly caseLevel: boolean
  private readonly locale: string

  constructor(locale: string, strength: number, spec: Doc) {
    this.strength = strength
    this.locale = locale.replace('_', '-')
    this.caseLevel = spec.get('caseLevel') === true
    const caseFirst = spec.get('caseFirst')
    const ignoresCase = strength < 3 && !this.caseLevel
    try {
      this.collator = new Intl.Collator(this.locale, {
        sensitivity: ignoresCase
          ? strength === 1
            ? 'base'
            : 'accent'
          : strength === 1
            ? 'case'
            : 'variant',
        numeric: spec.get('numericOrdering') === true,
        caseFirst: caseFirst === 'upper' || caseFirst === 'lower' ? caseFirst : 'false',
        ignorePunctuation: spec.get('alternate') === 'shifted',
      })
    } catch {
      throw badValue(`Field 'locale' is invalid in: { locale: "${locale}" }`)
    }
    this.name = JSON.stringify([...spec].map(([name, value]) => [name, String(value)]).sort())
  }

  compare(a: string, b: string): number {
    return this.collator.compare(a, b)
  }

  key(text: string): string {
    const folded = this.fold(text)
    // the collator decides equality: the folded text only has to be the same for equal strings
    return this.collator.compare(text, folded) === 0 ? folded : text
  }

  private fold(text: string): string {
    // normalizing non-ASCII text is slow and cannot be interrupted
    spend(Buffer.byteLength(text) === text.length ? text.length / 2 : text.length * 6)
    let result = text.normalize('NFD')
    if (this.strength === 1) result = result.replace(/\p{M}/gu, '')
    if (this.strength < 3 && !this.caseLevel) result = result.toLocaleLowerCase(this.locale)
    return result.normalize('NFC')
  }
}

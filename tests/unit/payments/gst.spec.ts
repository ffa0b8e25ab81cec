import fc from 'fast-check'
import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import { amountInWords } from '#app/payments/gst/amount_in_words'
import { documentNumber } from '#app/payments/gst/document_number'
import { financialYearOf, taxDayOf } from '#app/payments/gst/financial_year'
import { isGstin } from '#app/payments/gst/gstin'
import { STATE_CODES, stateNameOf } from '#app/payments/gst/states'
import { splitCredit, splitTax, taxOf } from '#app/payments/gst/tax_split'

const GUJARAT = '24'
const KERALA = '32'
const LADAKH = '38'

const supply = { rate: 18, seller: KERALA, placeOfSupply: KERALA }
const interState = { rate: 18, seller: KERALA, placeOfSupply: GUJARAT }

test.group('41 Splitting an amount into its taxes', () => {
  test('41 splits {total} paise into {half} twice, or {igst}')
    .with([
      { total: 100, half: 8, local: 84, igst: 15, other: 85 },
      { total: 9900, half: 755, local: 8390, igst: 1510, other: 8390 },
      { total: 12_345, half: 942, local: 10_461, igst: 1883, other: 10_462 },
      { total: 49_900, half: 3806, local: 42_288, igst: 7612, other: 42_288 },
      { total: 50_000, half: 3814, local: 42_372, igst: 7627, other: 42_373 },
      { total: 149_900, half: 11_433, local: 127_034, igst: 22_866, other: 127_034 },
    ])
    .run(({ assert }, { total, half, local, igst, other }) => {
      const none = { cgst: 0, sgst: 0, utgst: 0, igst: 0 }
      assert.deepEqual(splitTax({ ...supply, total }), {
        ...none,
        cgst: half,
        sgst: half,
        taxable: local,
      })
      assert.deepEqual(splitTax({ ...interState, total }), { ...none, igst, taxable: other })
    })

  test('42 charges UTGST instead of SGST within a territory without a legislature', ({
    assert,
  }) => {
    const split = splitTax({ total: 49_900, rate: 18, seller: LADAKH, placeOfSupply: LADAKH })
    assert.deepEqual(split, { cgst: 3806, sgst: 0, utgst: 3806, igst: 0, taxable: 42_288 })
  })

  test('41 splits three refunds so that they add up to the invoice', ({ assert }) => {
    let credited = 0
    const parts = [16_633, 16_633, 16_634].map((total) => {
      const part = splitCredit(supply, { credited, total })
      credited += total
      return part
    })
    assert.deepEqual(
      parts.map(({ cgst }) => cgst),
      [1269, 1268, 1269]
    )
    assert.deepEqual(
      parts.map(({ taxable }) => taxable),
      [14_095, 14_097, 14_096]
    )
  })

  test('41 holds for any amount: taxes and taxable value add up, and both halves are equal', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000_000 }),
        fc.constantFrom(supply, interState),
        (total, kind) => {
          const split = splitTax({ ...kind, total })
          return split.taxable + taxOf(split) === total && split.cgst === split.sgst
        }
      ),
      { numRuns: 5000 }
    )
  })

  test('41 splits any refunds of an invoice into parts that add up to it', ({ assert }) => {
    const refunds = fc.array(fc.integer({ min: 100, max: 100_000_000 }), {
      minLength: 1,
      maxLength: 8,
    })
    fc.assert(
      fc.property(refunds, fc.constantFrom(supply, interState), (totals, kind) => {
        let credited = 0
        const sum = { taxable: 0, cgst: 0, sgst: 0, utgst: 0, igst: 0 }
        for (const total of totals) {
          const part = splitCredit(kind, { credited, total })
          credited += total
          assert.equal(part.taxable + taxOf(part), total)
          assert.equal(part.cgst, part.sgst)
          for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += part[name]
        }
        assert.deepEqual(sum, splitTax({ ...kind, total: credited }))
      }),
      { numRuns: 2000 }
    )
  })
})

test.group('43 GSTIN', () => {
  const VALID = ['27AAPFU0939F1ZV', '32AABCL8151B1Z1']

  test('43 accepts numbers whose check character fits', ({ assert }) => {
    for (const gstin of VALID) assert.isTrue(isGstin(gstin), gstin)
    assert.isFalse(isGstin('27AAPFU0939F1ZW'))
  })

  test('43 refuses each change of one character of a valid number', ({ assert }) => {
    for (const gstin of VALID) {
      for (const position of gstin.split('').keys()) {
        for (const character of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
          if (character === gstin[position]) continue
          const changed = gstin.slice(0, position) + character + gstin.slice(position + 1)
          assert.isFalse(isGstin(changed), changed)
        }
      }
    }
  })

  test('43 refuses a number with {what}')
    .with([
      { what: 'nothing in it', text: '' },
      { what: 'small letters', text: '27aapfu0939f1zv' },
      { what: 'a blank ahead', text: ' 27AAPFU0939F1ZV' },
      { what: 'a line break behind', text: '27AAPFU0939F1ZV\n' },
      { what: 'a character less', text: '27AAPFU0939F1Z' },
    ])
    .run(({ assert }, { text }) => assert.isFalse(isGstin(text)))
})

test.group('40 Numbers and years of tax documents', () => {
  test('40 starts a financial year at midnight in India on 1 April', ({ assert }) => {
    const yearAt = (time: string) => financialYearOf(DateTime.fromISO(time, { zone: 'utc' }))
    assert.equal(yearAt('2027-03-31T18:29:59Z'), '2026-27')
    assert.equal(yearAt('2027-03-31T18:30:00Z'), '2027-28')
    assert.equal(yearAt('2026-12-31T23:59:59Z'), '2026-27')
    assert.equal(yearAt('2099-06-01T00:00:00Z'), '2099-00')
    assert.equal(taxDayOf(DateTime.fromISO('2027-03-31T18:30:00Z')), '2027-04-01')
  })

  test('40 formats numbers of six digits, then seven, and never more than 16 characters', ({
    assert,
  }) => {
    const number = (serial: number, prefix = 'TH') =>
      documentNumber({ prefix, financialYear: '2026-27', serial })
    assert.equal(number(1), 'TH/26-27/000001')
    assert.equal(number(1, 'CN'), 'CN/26-27/000001')
    assert.equal(number(999_999), 'TH/26-27/999999')
    assert.equal(number(1_000_000), 'TH/26-27/1000000')
    assert.lengthOf(number(9_999_999), 16)
    assert.throws(() => number(10_000_000))
    assert.throws(() => number(0))
  })

  test('knows 37 States and territories', ({ assert }) => {
    assert.lengthOf(STATE_CODES, 37)
    assert.equal(stateNameOf('97'), 'Other Territory')
    for (const code of ['25', '28', '00', '39', 'constructor'])
      assert.throws(() => stateNameOf(code))
  })
})

test.group('Amounts in words', () => {
  test('{paise} paise: {words}')
    .with([
      { paise: 49_900, words: 'Rupees Four Hundred Ninety-Nine Only' },
      { paise: 100, words: 'Rupees One Only' },
      { paise: 50, words: 'Rupees Zero and Fifty Paise Only' },
      { paise: 1_101_019, words: 'Rupees Eleven Thousand Ten and Nineteen Paise Only' },
      {
        paise: 1_234_567_890,
        words:
          'Rupees One Crore Twenty-Three Lakh Forty-Five Thousand Six Hundred Seventy-Eight and Ninety Paise Only',
      },
      { paise: 10_000_000, words: 'Rupees One Lakh Only' },
    ])
    .run(({ assert }, { paise, words }) => assert.equal(amountInWords(paise), words))
})

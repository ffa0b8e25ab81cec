import { createHash } from 'node:crypto'
import { test } from '@japa/runner'
import { FALLBACK, fontsFor } from '#app/payments/invoices/pdf/fonts'
import { runsOf } from '#app/payments/invoices/pdf/text_runs'
import RenderInvoice from '#app/payments/invoices/render_invoice'
import type { InvoiceSnapshot } from '#app/payments/invoices/snapshot'

const SNAPSHOT: InvoiceSnapshot = {
  kind: 'invoice',
  number: 'TH/26-27/000001',
  financialYear: '2026-27',
  issuedAt: '2026-11-30T10:00:00Z',
  paidAt: '2026-11-30T09:59:00Z',
  seller: {
    name: 'Theta Learning Private Limited',
    address: '12 Residency Road\nBengaluru 560025',
    gstin: '32AABCL8151B1Z1',
    state: '32',
  },
  buyer: {
    name: 'Asha Rao',
    address: null,
    pin: null,
    gstin: null,
    state: '32',
    stateAssumed: false,
  },
  placeOfSupply: { code: '32', name: 'Kerala' },
  reverseCharge: false,
  lines: [
    {
      description: 'Course',
      sac: '999293',
      list: 49_900,
      discount: 0,
      total: 49_900,
      taxable: 42_288,
      rate: 18,
    },
  ],
  taxes: [
    { kind: 'CGST', rate: 9, amount: 3806 },
    { kind: 'SGST', rate: 9, amount: 3806 },
  ],
  taxable: 42_288,
  tax: 7612,
  total: 49_900,
  currency: 'INR',
  inWords: 'Rupees Four Hundred Ninety-Nine Only',
  order: '65a1b2c3d4e5f60718293a4a',
  payment: 'pay_Qb1Bc2De3Fg4Hi',
  refers: null,
}

/** A name in each script that a language of India is written in. */
const NAMES = {
  Latin: 'Łukasz Nguyễn & Sons',
  Devanagari: 'प्रिया श्रीवास्तव',
  Bengali: 'রবীন্দ্রনাথ ঠাকুর',
  Gurmukhi: 'ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ',
  Gujarati: 'કૃષ્ણા પટેલ',
  Oriya: 'ଜଗନ୍ନାଥ ମିଶ୍ର',
  Tamil: 'தமிழ்செல்வி ஸ்ரீ',
  Telugu: 'వెంకటేశ్వర్లు',
  Kannada: 'ಕೃಷ್ಣಮೂರ್ತಿ',
  Malayalam: 'ശ്രീകുമാർ',
  Arabic: 'محمد عبد اللہ کشمیری',
  OlChiki: 'ᱥᱟᱱᱛᱟᱲᱤ',
  MeeteiMayek: 'ꯃꯤꯇꯩ ꯂꯣꯟ',
}

const render = (changes: Partial<InvoiceSnapshot> = {}) =>
  new RenderInvoice().handle({ ...SNAPSHOT, ...changes })

const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

const everyFont = { isBold: false, hasGlyph: () => true }

test.group('43 PDF of an invoice', () => {
  test('43 has the bytes that it has always had', async ({ assert }) => {
    const pdf = await render()
    assert.equal(
      hashOf(pdf),
      '02403cccc0397a7b9a2684f9ab6bdc5956883bad6858bee9fb6ab9f4132f88b0',
      'A change of the layout, a font or PDFKit changes invoices that were issued: keep the old ones'
    )
  })

  test('42 prints names of every script, each in its font', async ({ assert }) => {
    const address = Object.values(NAMES).join('\n')
    for (const [font, name] of Object.entries(NAMES)) {
      const buyer = { ...SNAPSHOT.buyer, name, address }
      const pdf = await render({ buyer })
      assert.equal(hashOf(pdf), hashOf(await render({ buyer })), font)
      assert.isBelow(pdf.length, 200_000)
      const runs = runsOf(name, everyFont).filter((run) => run.font !== FALLBACK)
      if (font !== 'Latin')
        assert.include(
          runs.map((run) => run.font.name),
          font
        )
    }
  })

  test('draws a box for a script that it has no font for', async ({ assert }) => {
    assert.isEmpty(fontsFor('漢', { isBold: true }))
    const pdf = await render({ buyer: { ...SNAPSHOT.buyer, name: '漢字 🙂' } })
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-')
  })

  test('orders words that are written from right to left', ({ assert }) => {
    const runs = runsOf('Ali محمد علی Khan', everyFont)
    assert.deepEqual(
      runs.map(({ text }) => text),
      ['Ali ', 'محمد علی', ' ', 'Khan']
    )
  })

  test('breaks names and addresses without blanks', async ({ assert }) => {
    const buyer = { ...SNAPSHOT.buyer, name: 'क्ष'.repeat(80), address: 'x'.repeat(500) }
    const [long, short] = [await render({ buyer }), await render()]
    assert.isAbove(long.length, short.length)
  })
})

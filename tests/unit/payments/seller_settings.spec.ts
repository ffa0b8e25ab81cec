import { test } from '@japa/runner'
import * as settings from '#start/seller_settings'

const SELLER = {
  name: 'Theta',
  address: 'Kochi',
  state: '32',
  gstin: '32AABCL8151B1Z1',
  prefixes: ['TH', 'CN'] as [string, string],
}

test.group('Settings of the seller', () => {
  test('43 refuse a GSTIN whose check character does not fit', ({ assert }) => {
    assert.equal(settings.gstin('SELLER_GSTIN', SELLER.gstin), SELLER.gstin)
    assert.isUndefined(settings.gstin('SELLER_GSTIN', ''))
    assert.throws(
      () => settings.gstin('SELLER_GSTIN', '32AABCL8151B1Z2'),
      'SELLER_GSTIN must be a GSTIN whose check character fits'
    )
  })

  test('43 refuse the start if {what}')
    .with([
      { what: 'the GSTIN is of another State', changes: { state: '29' } },
      { what: 'a GSTIN has no name', changes: { name: undefined } },
      { what: 'a GSTIN has no address', changes: { address: undefined } },
      {
        what: 'invoices and credit notes share a series',
        changes: { prefixes: ['TH', 'TH'] as [string, string] },
      },
    ])
    .run(({ assert }, { changes }) => {
      assert.throws(() => settings.refuseContradictions({ ...SELLER, ...changes }))
    })

  test('accept a seller with and without a GSTIN', ({ assert }) => {
    for (const changes of [{}, { state: undefined }, { gstin: undefined, address: undefined }])
      assert.doesNotThrow(() => settings.refuseContradictions({ ...SELLER, ...changes }))
  })

  test('refuse {setting} {value}')
    .with([
      { setting: 'State', value: 'Kerala', read: settings.stateCode },
      { setting: 'State', value: '28', read: settings.stateCode },
      { setting: 'SAC', value: '99929', read: settings.sac('999293') },
      { setting: 'rate', value: '18.5', read: settings.percentage(18) },
      { setting: 'prefix', value: 'INV', read: settings.seriesPrefix('TH') },
      { setting: 'prefix', value: 't', read: settings.seriesPrefix('TH') },
    ])
    .run(({ assert }, { setting, value, read }) => {
      assert.throws(() => read(setting, value))
    })

  test('have defaults', ({ assert }) => {
    assert.equal(settings.sac('999293')('SELLER_SAC'), '999293')
    assert.equal(settings.percentage(18)('SELLER_GST_RATE', ''), 18)
    assert.equal(settings.seriesPrefix('TH')('INVOICE_PREFIX'), 'TH')
    assert.isUndefined(settings.stateCode('SELLER_STATE'))
  })
})

import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import type User from '#app/accounts/models/user'
import ErasePerson from '#app/accounts/actions/erase_person'
import ExportPerson from '#app/accounts/actions/export_person'
import BillingDetails from '#app/payments/models/billing_details'
import Invoice from '#app/payments/models/invoice'
import { consoleActor } from '#app/platform/audit/actor'
import app from '@adonisjs/core/services/app'
import { anInvoice, useSeller } from '#tests/helpers/invoices'
import { aLearner, tokenOf } from '#tests/helpers/people'
import { emptyStores, workOutbox } from '#tests/helpers/stores'

const NOTHING = { name: null, address: null, state: null, pin: null, gstin: null }

const COMPANY = {
  name: 'आशा & Sons',
  address: '12 MG Road\nMumbai',
  state: '27',
  pin: '400001',
  gstin: '27AAPFU0939F1ZV',
}

test.group('Billing details', (group) => {
  let learner: User
  group.each.setup(async () => {
    await emptyStores()
    learner = await aLearner()
  })

  const save = async (client: ApiClient, body: object) =>
    client
      .put('/api/user/billing')
      .headers(await tokenOf(learner))
      .json(body)

  const shown = async (client: ApiClient) => {
    const response = await client.get('/api/user/billing').headers(await tokenOf(learner))
    response.assertStatus(200)
    return response.body()
  }

  test('are empty until a learner gives them', async ({ client, assert }) => {
    assert.deepEqual(await shown(client), { billing: NOTHING })
  })

  test('are replaced as a whole', async ({ client, assert }) => {
    const saved = await save(client, { ...COMPANY, gstin: ' 27aapfu0939f1zv ' })
    saved.assertStatus(200)
    assert.deepEqual(saved.body(), { billing: COMPANY })
    assert.deepEqual(await shown(client), { billing: COMPANY })

    const changed = await save(client, { state: '01', name: '' })
    changed.assertStatus(200)
    assert.deepEqual(await shown(client), { billing: { ...NOTHING, state: '01' } })
  })

  test('43 refuse {what}')
    .with([
      { what: 'a wrong check character', body: { ...COMPANY, gstin: '27AAPFU0939F1ZW' } },
      { what: 'a GSTIN of another State', body: { ...COMPANY, state: '29' } },
      { what: 'a GSTIN without a State', body: { ...COMPANY, state: null } },
      { what: 'a GSTIN without a name', body: { ...COMPANY, name: null } },
      { what: 'a GSTIN without an address', body: { ...COMPANY, address: null } },
      { what: 'a former State', body: { state: '25' } },
      { what: 'the name of a State', body: { state: 'Kerala' } },
      { what: 'a PIN code of five digits', body: { pin: '40001' } },
      { what: 'a PIN code that is a number', body: { pin: 400_001 } },
      { what: 'an address of seven lines', body: { address: 'a\nb\nc\nd\ne\nf\ng' } },
      { what: 'a name that shows nothing', body: { name: '\u200B' } },
      { what: 'a list', body: { name: ['Asha'] } },
    ])
    .run(async ({ client, assert }, { body }) => {
      const response = await save(client, body)
      response.assertStatus(422)
      assert.isEmpty(await BillingDetails.all())
    })

  test('are exported with the invoices, and deleted when the person is erased, unlike these', async ({
    client,
    assert,
    cleanup,
  }) => {
    cleanup(useSeller())
    await save(client, COMPANY)
    const { invoice } = await anInvoice({ learner })
    const [exportPerson, erasePerson] = [
      await app.container.make(ExportPerson),
      await app.container.make(ErasePerson),
    ]
    const actor = consoleActor()
    let json = ''
    for await (const part of await exportPerson.handle({ actor, userId: learner.id })) json += part
    const { invoices } = JSON.parse(json)
    assert.deepEqual(invoices, { billing: COMPANY, documents: [invoice.snapshot], coupons: [] })

    await erasePerson.handle({ actor, userId: learner.id })
    await workOutbox()
    assert.isEmpty(await BillingDetails.all())
    assert.lengthOf(await Invoice.all(), 1)
  })
})

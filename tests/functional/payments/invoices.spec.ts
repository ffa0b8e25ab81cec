import { createHash } from 'node:crypto'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import CourseDocument from '#app/catalog/documents/course'
import type User from '#app/accounts/models/user'
import IssueInvoice from '#app/payments/actions/issue_invoice'
import Finding from '#app/payments/models/finding'
import Invoice from '#app/payments/models/invoice'
import app from '@adonisjs/core/services/app'
import {
  aGatewayDispute,
  aGatewayPayment,
  aGatewayRefund,
  aPurchase,
  see,
} from '#tests/helpers/ledger'
import { anInvoice, billTo, refundAtGateway, useSeller } from '#tests/helpers/invoices'
import { mails } from '#tests/helpers/mailbox'
import { anUnknownId } from '#tests/helpers/payments'
import { aLearner, tokenOf } from '#tests/helpers/people'
import { emptyStores, workOutbox } from '#tests/helpers/stores'

const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

async function invoiceAs(client: ApiClient, learner: User, orderId: string, accept?: string) {
  const request = client.get(`/api/orders/${orderId}/invoice`).headers(await tokenOf(learner))
  return accept ? request.header('accept', accept) : request
}

test.group('Invoices', (group) => {
  group.each.setup(async () => {
    await emptyStores()
    return useSeller()
  })

  test('42 of a buyer in the seller’s State has CGST and SGST', async ({ client, assert }) => {
    const learner = await aLearner({ name: 'Asha Rao' })
    await billTo(learner, { state: '32', address: 'MG Road\nKochi', pin: '682016' })
    const { order, course, payment, invoice } = await anInvoice({ learner })

    const response = await invoiceAs(client, learner, order.id, 'application/json')

    response.assertStatus(200)
    const { issuedAt, paidAt } = invoice.snapshot
    assert.deepEqual(response.body(), {
      invoice: {
        kind: 'invoice',
        number: `TH/${invoice.financialYear.slice(2)}/000001`,
        financialYear: invoice.financialYear,
        issuedAt,
        paidAt,
        seller: {
          name: 'Theta Learning Private Limited',
          address: '12 Residency Road\nBengaluru 560025',
          gstin: '32AABCL8151B1Z1',
          state: '32',
        },
        buyer: {
          name: 'Asha Rao',
          address: 'MG Road\nKochi',
          pin: '682016',
          gstin: null,
          state: '32',
          stateAssumed: false,
        },
        placeOfSupply: { code: '32', name: 'Kerala' },
        reverseCharge: false,
        lines: [
          {
            description: course.title,
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
        order: order.id,
        payment: payment.id,
        refers: null,
      },
      creditNotes: [],
    })
    assert.match(issuedAt, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/)
    assert.isEmpty(await Finding.all())
  })

  test('42 of a buyer in another State has IGST', async ({ assert }) => {
    const learner = await aLearner()
    await billTo(learner, { state: '24' })
    const { invoice } = await anInvoice({ learner })
    const { taxes, taxable, placeOfSupply } = invoice.snapshot
    assert.deepEqual(taxes, [{ kind: 'IGST', rate: 18, amount: 7612 }])
    assert.equal(taxable, 42_288)
    assert.deepEqual(placeOfSupply, { code: '24', name: 'Gujarat' })
  })

  test('42 within a union territory has CGST and UTGST', async ({ assert, cleanup }) => {
    cleanup(useSeller({ state: '38', gstin: '38AABCL8151B1ZP' }))
    const learner = await aLearner()
    await billTo(learner, { state: '38' })
    const { invoice } = await anInvoice({ learner })
    assert.deepEqual(
      invoice.snapshot.taxes.map(({ kind, amount }) => [kind, amount]),
      [
        ['CGST', 3806],
        ['UTGST', 3806],
      ]
    )
    assert.equal(invoice.sgstInPaise, 3806)
  })

  test('42 takes the seller’s State if the buyer gave none, with one finding a month', async ({
    assert,
  }) => {
    const { invoice } = await anInvoice()
    await anInvoice()
    assert.containsSubset(invoice.snapshot.buyer, { state: '32', stateAssumed: true })
    assert.lengthOf(invoice.snapshot.taxes, 2)
    const findings = await Finding.all()
    assert.lengthOf(findings, 1)
    assert.containsSubset(findings[0].$attributes, { kind: 'state_assumed', targetKind: 'period' })
    assert.match(findings[0].targetId, /^\d{4}-\d{2}$/)
  })

  test('42 is a receipt without taxes if the seller has no GSTIN', async ({ assert, cleanup }) => {
    cleanup(useSeller({ gstin: null, state: null }))
    const { invoice, payment } = await anInvoice()
    const { kind, number, taxes, tax, taxable, placeOfSupply, lines } = invoice.snapshot
    assert.equal(kind, 'receipt')
    assert.match(number, /^TH\/\d\d-\d\d\/000001$/)
    assert.isEmpty(taxes)
    assert.deepEqual([tax, taxable, lines[0].rate], [0, 49_900, 0])
    assert.isNull(placeOfSupply)
    assert.isEmpty(await Finding.all())

    const { snapshot } = await refundAtGateway(payment, 49_900)
    assert.deepEqual([snapshot.kind, snapshot.tax, snapshot.total], ['credit_note', 0, 49_900])
  })

  test('shows the discount of a coupon, which is no part of the value', async ({ assert }) => {
    const { order, course, learner } = await aPurchase({ price: 499 })
    await order.merge({ listInPaise: 99_900, discountInPaise: 50_000 }).save()
    await see({ payments: [aGatewayPayment(order)] })
    await workOutbox()
    const { snapshot, userId } = await Invoice.firstOrFail()
    assert.equal(userId, learner.id)
    assert.containsSubset(snapshot.lines[0], {
      description: course.title,
      list: 99_900,
      discount: 50_000,
      total: 49_900,
      taxable: 42_288,
    })
  })

  test('is issued once, however often the payment is reported', async ({ assert }) => {
    const { order, payment } = await anInvoice()
    const issueInvoice = await app.container.make(IssueInvoice)
    await Promise.all([
      issueInvoice.handle({ orderId: order.id }),
      issueInvoice.handle({ orderId: order.id }),
      see({ payments: [payment] }),
    ])
    await workOutbox()
    assert.lengthOf(await Invoice.all(), 1)
    const all = await mails()
    const sent = all.filter((mail) => mail.includes('Subject: Tax invoice TH/'))
    assert.lengthOf(sent, 1)
    assert.include(sent[0], 'application/pdf')
    assert.match(sent[0], /filename="?TH-\d\d-\d\d-000001\.pdf/)
  })

  test('44 is not issued for a payment that was only authorized, or is given back', async ({
    client,
    assert,
  }) => {
    const { order, learner, course } = await aPurchase()
    await see({ payments: [aGatewayPayment(order, { status: 'authorized' })] })
    const second = await aPurchase({ learner, course })
    await see({ payments: [aGatewayPayment(order)] })
    await see({ payments: [aGatewayPayment(second.order)] })
    const gone = await aPurchase()
    await CourseDocument.deleteOne({ _id: gone.course._id })
    await see({ payments: [aGatewayPayment(gone.order)] })
    await workOutbox()

    assert.lengthOf(await Invoice.all(), 1)
    for (const { learner: buyer, order: theirs } of [second, gone, await aPurchase()]) {
      const response = await invoiceAs(client, buyer, theirs.id)
      response.assertStatus(409)
      response.assertBodyContains({ code: 'E_NO_INVOICE' })
    }
  })

  test('44 answers 404 for another learner’s order, an unknown and a malformed id', async ({
    client,
  }) => {
    const { order } = await anInvoice()
    const stranger = await aLearner()
    for (const id of [order.id, anUnknownId(), 'x', '0'.repeat(23)]) {
      const response = await invoiceAs(client, stranger, id)
      response.assertStatus(404)
    }
    const signedOut = await client.get(`/api/orders/${order.id}/invoice`)
    signedOut.assertStatus(401)
  })

  test('43 has the same bytes after the course and the billing details have changed', async ({
    client,
    assert,
  }) => {
    const learner = await aLearner({ name: 'प्रिया श्रीवास्तव' })
    await billTo(learner, { state: '32', address: '১২ রবীন্দ্র সরণি' })
    const { order, course } = await anInvoice({ learner })
    const before = await invoiceAs(client, learner, order.id)
    before.assertStatus(200)
    before.assertHeader('content-type', 'application/pdf')
    assert.match(
      before.header('content-disposition')!,
      /^inline; filename="TH-\d\d-\d\d-000001\.pdf"$/
    )

    await CourseDocument.updateOne({ _id: course._id }, { title: 'Another title' })
    await billTo(learner, { state: '24', name: 'Somebody Else', address: null })
    await learner.merge({ name: 'Renamed' }).save()

    const after = await invoiceAs(client, learner, order.id, '*/*')
    assert.isTrue(Buffer.isBuffer(after.body()))
    assert.equal(after.body().subarray(0, 5).toString(), '%PDF-')
    assert.equal(hashOf(after.body()), hashOf(before.body()))
  })

  test('answers JSON only to clients that prefer it: {accept}')
    .with([
      { accept: 'application/json', type: /json/ },
      { accept: 'application/json, text/plain, */*', type: /json/ },
      { accept: 'application/pdf, application/json', type: /pdf/ },
      { accept: 'application/json;q=0.5, application/pdf', type: /pdf/ },
      { accept: 'text/html', type: /pdf/ },
    ])
    .run(async ({ client, assert }, { accept, type }) => {
      const { learner, order } = await anInvoice()
      const response = await invoiceAs(client, learner, order.id, accept)
      response.assertStatus(200)
      assert.match(response.header('content-type')!, type)
    })

  test('43 can’t be changed in the database', async ({ assert }) => {
    const { invoice } = await anInvoice()
    await assert.rejects(() => db.from('invoices').update({ number: 'TH/00-00/000001' }))
    await invoice.refresh()
    assert.notEqual(invoice.number, 'TH/00-00/000001')
  })
})

test.group('Credit notes', (group) => {
  group.each.setup(async () => {
    await emptyStores()
    return useSeller()
  })

  test('41 of three refunds add up to the invoice', async ({ client, assert }) => {
    const learner = await aLearner()
    await billTo(learner, { state: '32' })
    const { order, payment, invoice } = await anInvoice({ learner })
    for (const amount of [16_633, 16_633, 16_634]) await refundAtGateway(payment, amount)

    const response = await invoiceAs(client, learner, order.id, 'application/json')
    const { creditNotes } = response.body()
    assert.lengthOf(creditNotes, 3)
    assert.deepEqual(
      creditNotes.map((note: { taxes: { amount: number }[] }) => note.taxes[0].amount),
      [1269, 1268, 1269]
    )
    assert.deepEqual(
      creditNotes.map(({ taxable }: { taxable: number }) => taxable),
      [14_095, 14_097, 14_096]
    )
    const { number, issuedAt } = invoice.snapshot
    for (const [index, note] of creditNotes.entries()) {
      assert.equal(note.kind, 'credit_note')
      assert.equal(note.number, `CN/${invoice.financialYear.slice(2)}/00000${index + 1}`)
      assert.deepEqual(note.refers, { number, issuedAt })
    }
  })

  test('28 is issued once if the refund is processed twice, and ahead of its creation', async ({
    assert,
  }) => {
    const { payment } = await anInvoice()
    const refund = aGatewayRefund(payment)
    await see({ refunds: [refund] })
    await see({ refunds: [{ ...refund, status: 'pending' }] })
    await workOutbox()
    await see({ refunds: [refund] })
    await workOutbox()
    assert.lengthOf(await Invoice.query().where('kind', 'credit_note'), 1)
  })

  test('is issued with the invoice if the refund is reported first', async ({ assert }) => {
    const { order } = await aPurchase()
    const payment = aGatewayPayment(order, { status: 'authorized' })
    await see({ payments: [payment] })
    await see({ refunds: [aGatewayRefund(payment)] })
    await see({ payments: [{ ...payment, status: 'captured' }] })
    await workOutbox()
    const issued = await Invoice.query().orderBy('id')
    assert.deepEqual(
      issued.map(({ kind }) => kind),
      ['invoice', 'credit_note']
    )
  })

  test('30 is issued for a lost dispute, for what refunds have left', async ({ assert }) => {
    const { payment } = await anInvoice()
    await refundAtGateway(payment, 9_900)
    const dispute = aGatewayDispute(payment, { status: 'lost', amount_deducted: 49_900 })
    await see({ dispute })
    await see({ dispute })
    await workOutbox()
    const notes = await Invoice.query().where('kind', 'credit_note').orderBy('id')
    assert.deepEqual(
      notes.map(({ totalInPaise }) => totalInPaise),
      [9_900, 40_000]
    )
    assert.isNotNull(notes[1].disputeId)
  })

  test('repeats the parties of the invoice', async ({ assert }) => {
    const learner = await aLearner({ name: 'Asha Rao' })
    await billTo(learner, { state: '24' })
    const { payment, invoice } = await anInvoice({ learner })
    await billTo(learner, { state: '32', name: 'Another' })
    const { snapshot } = await refundAtGateway(payment, 100)
    assert.deepEqual(snapshot.buyer, invoice.snapshot.buyer)
    assert.deepEqual(
      snapshot.taxes.map(({ kind }) => kind),
      ['IGST']
    )
  })
})

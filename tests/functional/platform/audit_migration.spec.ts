import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import Migration from '#database/migrations/0046_add_search_text_to_audit_entries_table'
import Audit from '#app/platform/audit/audit'
import { consoleActor } from '#app/platform/audit/actor'
import AuditEntry from '#app/platform/audit/audit_entry'
import { newId } from '#app/platform/ids'
import { emptyStores } from '#tests/helpers/stores'

const migrate = (direction: 'execUp' | 'execDown') =>
  db.transaction((trx) => new Migration(trx, 'audit', false)[direction]())

test.group('The migration that makes the audit log searchable', (group) => {
  group.each.setup(emptyStores)
  group.each.teardown(async () => {
    const columns = await db.connection().columnsInfo('audit_entries')
    if (!('thing_search_text' in columns)) await migrate('execUp')
  })

  test('fills the texts of existing entries, which remain unchangeable', async ({ assert }) => {
    const id = newId()
    const actor = { ...consoleActor(), label: 'Юлия' }
    const target = { kind: 'account' as const, id, label: 'Élodie Straße' }
    await db.transaction((trx) =>
      new Audit().record({ actor, action: 'account.created', target }, trx)
    )
    await migrate('execDown')

    await migrate('execUp')

    const entry = await AuditEntry.findByOrFail('targetId', id)
    assert.include(entry.$attributes, {
      actorSearchText: 'юлия',
      targetSearchText: 'elodie strasse',
    })
    await assert.rejects(
      () => db.from('audit_entries').where({ id: entry.id }).update({ outcome: 'failed' }),
      /append-only/
    )
  })
})

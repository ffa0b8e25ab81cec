import { BaseSchema } from '@adonisjs/lucid/schema'

const TABLE = 'member_board_revisions'

/** Tables whose rows are part of the lists of messages, and for members, the columns that are. */
const SHOWN = {
  member_messages: '',
  member_likes: '',
  member_bookmarks: '',
  members: 'of username, firstname, middlename, lastname, avatar, role',
}

/**
 * Single row with a random value that triggers renew with each change of what lists of messages
 * show. Processes detect a stale cache by it. It is not a counter, because a restored backup could
 * then reuse old values.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable(TABLE, (table) => {
      table.integer('id').primary()
      table.string('revision', 36).notNullable()
    })
    const isPostgres = this.db.dialect.name === 'postgres'
    if (isPostgres) this.schema.raw(POSTGRES_FUNCTION)
    for (const [table, columns] of Object.entries(SHOWN))
      if (isPostgres) this.schema.raw(postgresTrigger(table, columns))
      else sqliteTriggers(table, columns).forEach((sql) => this.schema.raw(sql))
  }

  async down() {
    const isPostgres = this.db.dialect.name === 'postgres'
    for (const table of Object.keys(SHOWN)) {
      if (isPostgres) this.schema.raw(`drop trigger renew_board_revision on ${table}`)
      else EVENTS.forEach((event) => this.schema.raw(`drop trigger ${nameOf(table, event)}`))
    }
    if (isPostgres) this.schema.raw('drop function renew_member_board_revision')
    this.schema.dropTable(TABLE)
  }
}

const renew = (value: string) => `
  insert into ${TABLE} (id, revision) values (1, ${value})
  on conflict (id) do update set revision = excluded.revision;`

const POSTGRES_FUNCTION = `
  create or replace function renew_member_board_revision() returns trigger language plpgsql as $$
  begin
    if coalesce(current_setting('theta.board_is_renewed', true), '') <> 'yes' then
      perform set_config('theta.board_is_renewed', 'yes', true);
      ${renew('gen_random_uuid()::text')}
    end if;
    return null;
  end $$`

/**
 * Runs at the end of the transaction, so that its lock on the row is the last one, and once: the
 * setting lasts as long as the transaction.
 */
function postgresTrigger(table: string, columns: string): string {
  return `
    create constraint trigger renew_board_revision
    after insert or delete or update ${columns} on ${table} deferrable initially deferred
    for each row execute function renew_member_board_revision()`
}

const EVENTS = ['insert', 'update', 'delete'] as const

const nameOf = (table: string, event: string) => `renew_board_revision_after_${event}_of_${table}`

function sqliteTriggers(table: string, columns: string): string[] {
  return EVENTS.map(
    (event) => `
      create trigger ${nameOf(table, event)}
      after ${event} ${event === 'update' ? columns : ''} on ${table}
      begin ${renew('lower(hex(randomblob(16)))')} end`
  )
}

import { test } from '@japa/runner'
import SqliteConnection from '#app/platform/sql/sqlite_connection'

test.group('A SQLite connection', (group) => {
  let connection: SqliteConnection
  group.each.setup(() => {
    connection = new SqliteConnection(':memory:')
    return () => connection.close()
  })

  const notValues = [{}, { a: 1 }, [1], Symbol('a'), () => 1]

  test('refuses values that SQLite cannot store, instead of shifting the others', ({ assert }) => {
    const find = connection.lookUp('select ? as a, ? as b')
    for (const value of notValues) {
      assert.throws(() => connection.run('select ? as a, ? as b', [value, 'second']), TypeError)
      assert.throws(() => find([value, 'second']), TypeError)
    }
  })

  test('stores integers in text columns as integers', ({ assert }) => {
    connection.exec('create table codes (code text, amount integer, share real)')
    connection.run('insert into codes values (?, ?, ?)', [5, 5, 5])
    connection.run('insert into codes values (?, ?, ?)', [1.5, Number.MAX_SAFE_INTEGER, 0.5])

    assert.deepEqual(connection.run('select * from codes'), [
      { code: '5', amount: 5, share: 5 },
      { code: '1.5', amount: Number.MAX_SAFE_INTEGER, share: 0.5 },
    ])
    const find = connection.lookUp('select code from codes where code = ?')
    assert.deepEqual(find([5]), { code: '5' })
  })

  test('converts times, booleans and missing values', ({ assert }) => {
    const values = [new Date(5), true, false, undefined, null, Buffer.from('a')]
    const [row] = connection.run(
      'select ? as a, ? as b, ? as c, ? as d, ? as e, ? as f',
      values
    ) as [Record<string, unknown>]

    const { f, ...others } = row
    assert.deepEqual(others, { a: 5, b: 1, c: 0, d: null, e: null })
    assert.deepEqual(Buffer.from(f as Uint8Array), Buffer.from('a'))
  })
})

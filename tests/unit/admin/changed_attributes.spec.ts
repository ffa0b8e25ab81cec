import { test } from '@japa/runner'
import { changedAttributes, summaryOf } from '#app/admin/audit/changed_attributes'
import { auditAttributes as accounts } from '#app/accounts/audit_actions'
import { auditAttributes as catalog } from '#app/catalog/audit_actions'
import { auditAttributes as payments } from '#app/payments/audit_actions'

const reader = { attributes: { ...accounts, ...catalog, ...payments }, zone: 'Asia/Kolkata' }

type Values = Record<string, unknown> | null
const summary = (
  targetKind: 'account' | 'course' | 'lecture' | 'enrollment',
  before: Values,
  after: Values
) => summaryOf(changedAttributes({ targetKind, before, after }, reader))

test.group('A summary of an audit entry', () => {
  test('names {0} with its values before and after')
    .with([
      ['a price', 'course', { price: 1499 }, { price: 1599 }, 'Price ₹1,499 → ₹1,599'],
      ['a duration', 'course', { duration: 1 }, { duration: 6 }, 'Duration 1 week → 6 weeks'],
      [
        'a status',
        'course',
        { status: 'draft' },
        { status: 'published' },
        'Status Draft → Published',
      ],
      [
        'a lecture’s status',
        'lecture',
        { status: 'unpublished' },
        { status: 'published' },
        'Status Hidden → Published',
      ],
      [
        'a free preview',
        'lecture',
        { isFreePreview: false },
        { isFreePreview: true },
        'Free preview No → Yes',
      ],
      ['a position', 'lecture', { place: 3 }, { place: 1 }, 'Position 3 → 1'],
      [
        'a role',
        'account',
        { role: 'user', mainrole: 'user' },
        { role: 'admin', mainrole: 'user' },
        'Role Learner → Administrator',
      ],
      [
        'an unknown attribute',
        'course',
        { paperSize: 'A4' },
        { paperSize: 'A5' },
        'Paper size A4 → A5',
      ],
    ] as const)
    .run(({ assert }, [, kind, before, after, expected]) => {
      assert.deepEqual(summary(kind, before, after), [expected])
    })

  test('does not quote long or multiline texts', ({ assert }) => {
    const long = 'x'.repeat(61)
    assert.deepEqual(summary('course', { description: 'Knots' }, { description: long }), [
      'Description changed',
    ])
    assert.deepEqual(summary('course', { title: 'a\nb' }, { title: 'c' }), ['Title changed'])
  })

  test('gives the reason of a grant, and nothing else of new records', ({ assert }) => {
    const courseId = '6560f0f0f0f0f0f0f0f0f0f0'
    assert.deepEqual(summary('enrollment', null, { courseId, reason: 'Won the quiz' }), [
      'Reason: Won the quiz',
    ])
    assert.deepEqual(summary('course', null, { title: 'Knots', price: 5 }), [])
  })
})

test.group('The changes of an audit entry', () => {
  test('leave out what only the database needs and what stayed the same', ({ assert }) => {
    const before = { _id: '1', edits: 3, title: 'Knots', createdAt: '2026-11-20T18:30:00.000Z' }
    const changes = changedAttributes(
      { targetKind: 'course', before, after: { title: 'Knots' } },
      reader
    )
    assert.deepEqual(changes, [
      {
        label: 'Created',
        before: '21 Nov 2026, 00:00:00 GMT+05:30',
        after: null,
        link: null,
        isNote: false,
      },
    ])
  })
})

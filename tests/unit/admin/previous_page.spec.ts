import { test } from '@japa/runner'
import { RequestFactory } from '@adonisjs/core/factories/http'
import { previousPage } from '#app/admin/layout/previous_page'

function requestWith(headers: Record<string, string>) {
  const request = new RequestFactory().create()
  Object.assign(request.request.headers, headers)
  return request
}

test.group('The previous page', () => {
  test('is the overview or a page of the dashboard, never another site: {referer}')
    .with([
      { referer: 'http://localhost/admin/courses?page=2', page: '/admin/courses?page=2' },
      { referer: '/admin/people', page: '/admin/people' },
      { referer: 'http://evil.example//x/admin', page: '/admin' },
      { referer: 'http://localhost//evil.example/admin', page: '/admin' },
      { referer: 'http://localhost/administrators', page: '/admin' },
      { referer: 'http://localhost/admin/../elsewhere', page: '/admin' },
      { referer: 'javascript:alert(1)', page: '/admin' },
      { referer: 'http://[', page: '/admin' },
      { referer: '', page: '/admin' },
    ])
    .run(({ assert }, { referer, page }) => {
      assert.equal(previousPage(requestWith({ host: 'localhost', referer })), page)
    })

  test('is found whatever host the request names', ({ assert }) => {
    for (const host of ['a b', ':', '[', '@', '']) {
      const request = requestWith({ host, referer: 'http://localhost/admin/people' })
      assert.equal(previousPage(request), '/admin/people')
    }
  })
})

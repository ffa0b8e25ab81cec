import { test } from '@japa/runner'
import type { ApiSurface } from '#app/platform/api/api_surface'
import ApiSurfaces from '#app/platform/api/api_surfaces'

const surface = (name: string, ...prefixes: string[]): ApiSurface => ({
  name,
  prefixes,
  renderError: ({ message }) => ({ message }),
})

const surfaces = new ApiSurfaces([
  surface('pages', '/'),
  surface('theta', '/api', '/uploads'),
  surface('members', '/api/v2', '/api/v1/'),
])

test.group('API surfaces', () => {
  test('finds the one with the longest prefix: {path}')
    .with([
      { path: '/', name: 'pages' },
      { path: '/anything', name: 'pages' },
      { path: '*', name: 'pages' },
      { path: '/api', name: 'theta' },
      { path: '/api/course/all', name: 'theta' },
      { path: '/apiary', name: 'pages' },
      { path: '/uploads/file.mp4', name: 'theta' },
      { path: '/api/v2', name: 'members' },
      { path: '/api/v2/users/', name: 'members' },
      { path: '/api/v1/users', name: 'members' },
      { path: '/api/v20', name: 'theta' },
    ])
    .run(({ assert }, { path, name }) => {
      assert.equal(surfaces.of(path).name, name)
    })

  test('refuses two that serve the same paths', ({ assert }) => {
    const twice = [surface('pages', '/'), surface('one', '/api'), surface('other', '/api/')]
    assert.throws(() => new ApiSurfaces(twice), 'Two API surfaces have the same prefix')
  })

  test('refuses to leave paths without one', ({ assert }) => {
    assert.throws(
      () => new ApiSurfaces([surface('one', '/api')]),
      'No API surface has the prefix /'
    )
  })
})

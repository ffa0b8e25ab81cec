import { access } from 'node:fs/promises'
import { extname } from 'node:path'
import app from '@adonisjs/core/services/app'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/** Built files are in a single folder without subfolders. */
const BUILT_FILE = /^\/assets\/[\w-][\w.-]*$/

/** Encodings that the build produces with their file extensions, smallest result first. */
const SUFFIXES = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const

/** Serves built files precompressed if the client accepts the encoding. */
export default class PrecompressedMiddleware {
  async handle({ request, response }: HttpContext, next: NextFn) {
    const path = request.url()
    const [encoding, suffix] = SUFFIXES.find(([name]) => request.encoding([name]) === name) ?? []
    response.header('vary', 'accept-encoding, origin')
    if (encoding && BUILT_FILE.test(path) && (await exists(path + suffix))) {
      request.request.url = path + suffix
      response.type(extname(path))
      response.header('content-encoding', encoding)
    }
    return next()
  }
}

async function exists(path: string): Promise<boolean> {
  return access(app.publicPath(path)).then(
    () => true,
    () => false
  )
}

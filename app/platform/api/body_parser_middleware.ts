import BodyParserMiddleware from '@adonisjs/core/bodyparser_middleware'
import type { BodyParserConfig } from '@adonisjs/bodyparser/types'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import type { ApiSurface } from '#app/platform/api/api_surface'
import type ApiSurfaces from '#app/platform/api/api_surfaces'

/** Parses JSON and form bodies up to the limit of the request's surface. */
export default class SurfaceBodyParserMiddleware {
  private bySurface: Map<ApiSurface, BodyParserMiddleware>

  constructor(
    private surfaces: ApiSurfaces,
    config: BodyParserConfig
  ) {
    this.bySurface = new Map(
      surfaces.all.map((one) => [one, new BodyParserMiddleware(limited(config, one.bodyLimit))])
    )
  }

  handle(ctx: HttpContext, next: NextFn) {
    const surface = this.surfaces.of(ctx.request.url())
    return surface.rawBodies ? next() : this.bySurface.get(surface)!.handle(ctx, next)
  }
}

function limited(config: BodyParserConfig, limit?: string): BodyParserConfig {
  if (!limit) return config
  return { ...config, form: { ...config.form, limit }, json: { ...config.json, limit } }
}

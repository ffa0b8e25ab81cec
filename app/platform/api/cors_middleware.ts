import CorsMiddleware from '@adonisjs/cors/cors_middleware'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import type { ApiSurface } from '#app/platform/api/api_surface'
import type ApiSurfaces from '#app/platform/api/api_surfaces'

/** Answers preflight requests and sets CORS headers by the rules of the request's surface. */
export default class SurfaceCorsMiddleware {
  private bySurface: Map<ApiSurface, CorsMiddleware>

  constructor(private surfaces: ApiSurfaces) {
    this.bySurface = new Map(
      surfaces.all.flatMap((one) => (one.cors ? [[one, new CorsMiddleware(one.cors)]] : []))
    )
  }

  handle(ctx: HttpContext, next: NextFn) {
    if (!ctx.request.header('origin')) return next()
    const cors = this.bySurface.get(this.surfaces.of(ctx.request.url()))
    return cors ? cors.handle(ctx, next) : next()
  }
}

import type { Container } from '@adonisjs/core/container'
import type { ContainerBindings } from '@adonisjs/core/types'
import ApiSurfaces from '#app/platform/api/api_surfaces'
import SurfaceBodyParserMiddleware from '#app/platform/api/body_parser_middleware'
import SurfaceCorsMiddleware from '#app/platform/api/cors_middleware'
import Capabilities from '#app/platform/capabilities'
import PageSecurity from '#app/platform/page_security'

export default function bind(container: Container<ContainerBindings>) {
  container.singleton(ApiSurfaces, async (resolver) => {
    const { surfaces } = await resolver.make(Capabilities)
    return new ApiSurfaces(surfaces)
  })
  container.singleton(SurfaceCorsMiddleware, async (resolver) => {
    return new SurfaceCorsMiddleware(await resolver.make(ApiSurfaces))
  })
  container.singleton(SurfaceBodyParserMiddleware, async (resolver) => {
    const { default: config } = await import('#config/bodyparser')
    return new SurfaceBodyParserMiddleware(await resolver.make(ApiSurfaces), config)
  })
  container.singleton(PageSecurity, async () => {
    const { default: config } = await import('#config/shield')
    return new PageSecurity(config)
  })
}

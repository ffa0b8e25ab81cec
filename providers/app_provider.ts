import { Bouncer } from '@adonisjs/bouncer'
import { HttpContext } from '@adonisjs/core/http'
import { Logger } from '@adonisjs/core/logger'
import type { ApplicationService } from '@adonisjs/core/types'
import type { ShieldConfig } from '@adonisjs/shield/types'
import { Disk } from '@adonisjs/drive'
import { policies } from '#generated/policies'
import { authorizedUser } from '#app/accounts/current_user'
import FileStore from '#app/media/file_store'
import ResumableUploads from '#app/media/resumable_uploads'
import UploadLocks from '#app/media/upload_locks'
import UploadRecords from '#app/media/upload_records'
import CatalogCache from '#app/catalog/cache/catalog_cache'
import CatalogRevision from '#app/catalog/cache/catalog_revision'
import PageSecurity from '#app/platform/page_security'

export default class AppProvider {
  constructor(protected app: ApplicationService) {}

  register() {
    this.app.container.singleton(CatalogCache, async (resolver) => {
      return new CatalogCache(await resolver.make(CatalogRevision))
    })
    this.app.container.singleton(ResumableUploads, async (resolver) => {
      return new ResumableUploads(
        await resolver.make(Disk),
        await resolver.make(UploadLocks),
        await resolver.make(UploadRecords),
        await resolver.make(FileStore),
        await resolver.make(Logger)
      )
    })
    this.app.container.singleton(PageSecurity, () => {
      return new PageSecurity(this.app.config.get<ShieldConfig>('shield'))
    })
  }

  boot() {
    Bouncer.emitter = undefined // nobody listens to its events, and sending them takes longer than deciding
    HttpContext.getter(
      'bouncer',
      function bouncer(this: HttpContext) {
        return new Bouncer(() => authorizedUser(this), {}, policies)
      },
      true
    )
  }
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Decides what whoever is signed in may do; there on authenticated routes. */
    bouncer: Bouncer<NonNullable<ReturnType<typeof authorizedUser>>, {}, typeof policies>
  }
}

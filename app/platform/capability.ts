import type { Authenticators } from '@adonisjs/auth/types'
import type { ContainerBindings } from '@adonisjs/core/types'
import type { Container } from '@adonisjs/core/container'
import type { ApiSurface } from '#app/platform/api/api_surface'
import type ServiceCheck from '#app/platform/health/service_check'
import type { IndexedDocument } from '#app/platform/mongo/indexed_document'
import type { Schedule } from '#app/platform/jobs/schedule'
import type { Subscription } from '#app/platform/outbox/subscriptions'

type Lazy<Exported> = () => Promise<{ default: Exported }>

/** An entry of the dashboard's navigation. It appears if its route exists. */
export interface NavigationEntry {
  label: string
  /** Name of a Lucide icon. */
  icon: string
  /** Name of the page's route. */
  route: string
  /** Entries appear in ascending order. */
  position: number
}

/** What a capability tells the rest of the application about itself; see `start/capabilities.ts`. */
export interface Capability {
  /** Name of its folder and prefix of the names of its routes. */
  name: string
  /** System that it belongs to: `SYSTEMS` switches its routes, schedules and navigation off. Without one it is always on. */
  system?: string
  /** Paths that it serves, and how. A system has one; the capabilities above share it. */
  api?: ApiSurface
  /** Guard of `config/auth.ts` that its routes ask, as far as they ask one. */
  guard?: keyof Authenticators
  /** Registers its routes. */
  routes?: () => Promise<unknown>
  /** Binds its services in the container; runs while the application boots. */
  bindings?: Lazy<(container: Container<ContainerBindings>) => void>
  /** Listeners of its outbox events, and of those of the capabilities that it may use. */
  subscriptions?: Subscription[]
  schedules?: Schedule[]
  /** Outside services that it needs, for readiness, the dashboard and the doctor. */
  checks?: Lazy<new (...dependencies: never[]) => ServiceCheck>[]
  /** Mongo documents whose collections and indexes must exist before they are used. */
  documents?: Lazy<IndexedDocument>[]
  /** Labels of the changes that it records in the audit log, by action. */
  auditActions?: Readonly<Record<string, string>>
  /** Kinds of records that those changes concern. */
  auditTargets?: readonly string[]
  navigation?: NavigationEntry[]
}

/** Types a manifest, the default export of `app/<name>/capability.ts`. */
export function defineCapability(capability: Capability): Capability {
  return capability
}

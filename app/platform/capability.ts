import type { Authenticators, GuardConfigProvider, GuardFactory } from '@adonisjs/auth/types'
import type { ContainerBindings } from '@adonisjs/core/types'
import type { MiddlewareFn } from '@adonisjs/core/types/http'
import type { Container } from '@adonisjs/core/container'
import type { ApiSurface } from '#app/platform/api/api_surface'
import type { AuditAttributes } from '#app/platform/audit/audit_attributes'
import type ServiceCheck from '#app/platform/health/service_check'
import type Invariant from '#app/platform/invariants/invariant'
import type { IndexedDocument } from '#app/platform/mongo/indexed_document'
import type PersonalData from '#app/platform/personal_data'
import type { Schedule } from '#app/platform/jobs/schedule'
import type { Subscription } from '#app/platform/outbox/subscriptions'

type Lazy<Exported> = () => Promise<{ default: Exported }>

type PersonalDataClass = new (...dependencies: never[]) => PersonalData

/** Providers of guards by name. */
export type GuardProviders = Record<string, GuardConfigProvider<GuardFactory>>

/** Guards of all capabilities. Each capability adds its own, as `GuardsOf<typeof guards>`. */
export interface DeclaredGuards {}

/** Copies the guards into one type, since Auth accepts no interface with several bases. */
type AllGuards = { [Name in keyof DeclaredGuards]: DeclaredGuards[Name] }

declare module '@adonisjs/auth/types' {
  interface Authenticators extends AllGuards {}
}

/** Guards that these providers create. */
export type GuardsOf<Providers extends GuardProviders> = {
  [Name in keyof Providers]: Providers[Name] extends GuardConfigProvider<infer Factory>
    ? Factory
    : never
}

/** Navigation entry of the dashboard, shown if its route exists. */
export interface NavigationEntry {
  label: string
  /** Name of a Lucide icon. */
  icon: string
  /** Name of the page's route. */
  route: string
  /** Sort key, ascending. */
  position: number
  /** Paths of further pages that belong to the entry, besides those below its own. */
  alsoBelow?: string[]
}

/** Describes a capability to the rest of the application; see `start/capabilities.ts`. */
export interface Capability {
  /** Name of the capability's folder, and prefix of its route names. */
  name: string
  /**
   * System that it belongs to; `SYSTEMS` can disable its routes, schedules and navigation. Always
   * enabled if unset.
   */
  system?: string
  /**
   * API surface of its paths. A system declares one, which the capabilities that build on it share.
   */
  api?: ApiSurface
  /** Guards that it adds to those of the application. */
  guards?: Lazy<GuardProviders>
  /** Guard that authenticates its routes, if any: its own or that of a capability below it. */
  guard?: keyof Authenticators
  /** Registers its routes. */
  routes?: () => Promise<unknown>
  /** Rate limits for its routes and for those of the capabilities above it. */
  limits?: () => Promise<Readonly<Record<string, MiddlewareFn | readonly MiddlewareFn[]>>>
  /** Binds its services in the container, while the application boots. */
  bindings?: Lazy<(container: Container<ContainerBindings>) => void>
  /** Listeners for its own outbox events and for those of the capabilities that it may use. */
  subscriptions?: Subscription[]
  schedules?: Schedule[]
  /** External services that it depends on; used for readiness, the dashboard and the doctor. */
  checks?: Lazy<new (...dependencies: never[]) => ServiceCheck>[]
  /** Conditions that its stored data meets, also across stores; checked by the doctor. */
  invariants?: Lazy<new (...dependencies: never[]) => Invariant>[]
  /** Mongo documents whose collections and indexes are created before first use. */
  documents?: Lazy<IndexedDocument>[]
  /** Labels for the audit actions that it records. */
  auditActions?: Readonly<Record<string, string>>
  /** Kinds of records that those actions target. */
  auditTargets?: readonly string[]
  /** Labels and formats of the attributes of those records. */
  auditAttributes?: AuditAttributes
  /** What it keeps about a person, for the export of all of it. Erasures follow `PersonErased`. */
  personalData?: Lazy<PersonalDataClass> | Lazy<PersonalDataClass>[]
  navigation?: NavigationEntry[]
}

/** Defines a manifest, the default export of `app/<name>/capability.ts`. */
export function defineCapability(capability: Capability): Capability {
  return capability
}

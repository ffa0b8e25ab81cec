import type { ApiSurface } from '#app/platform/api/api_surface'
import type { AuditAttributes } from '#app/platform/audit/audit_attributes'
import type { AuditAction, AuditTargetKind } from '#app/platform/audit/audit_actions'
import type { Capability, GuardProviders, NavigationEntry } from '#app/platform/capability'
import StartRefused from '#app/platform/exceptions/start_refused'
import type { Schedule } from '#app/platform/jobs/schedule'
import type { Subscription } from '#app/platform/outbox/subscriptions'

type CapabilityLoader = () => Promise<{ default: Capability }>

/** All capabilities of the application, in the order of `start/capabilities.ts`. */
export default class Capabilities {
  /** @param enabledSystems empty for all systems */
  constructor(
    readonly all: readonly Capability[],
    private enabledSystems: readonly string[] = []
  ) {
    const systems = new Set(all.flatMap(({ system }) => system ?? []))
    const unknown = enabledSystems.filter((system) => !systems.has(system))
    if (unknown.length > 0) {
      const known = [...systems].join(', ')
      throw new StartRefused(`SYSTEMS names ${unknown.join(', ')}. Known systems: ${known}.`)
    }
  }

  /** @throws {StartRefused} for the name of an unknown system */
  static async load(
    loaders: readonly CapabilityLoader[],
    enabledSystems: readonly string[]
  ): Promise<Capabilities> {
    const modules = await Promise.all(loaders.map((load) => load()))
    return new Capabilities(
      modules.map(({ default: capability }) => capability),
      enabledSystems
    )
  }

  /** Capabilities whose system is enabled. */
  get enabled(): Capability[] {
    return this.all.filter(({ system }) => !system || this.isEnabled(system))
  }

  isEnabled(system: string): boolean {
    return this.enabledSystems.length === 0 || this.enabledSystems.includes(system)
  }

  /** API surfaces of the enabled capabilities. */
  get surfaces(): ApiSurface[] {
    return this.enabled.flatMap(({ api }) => api ?? [])
  }

  /** Recurring jobs of the enabled capabilities. */
  get schedules(): Schedule[] {
    return this.enabled.flatMap(({ schedules = [] }) => schedules)
  }

  /** Navigation entries of the enabled capabilities, in order. */
  get navigation(): NavigationEntry[] {
    return this.enabled
      .flatMap(({ navigation = [] }) => navigation)
      .sort((one, other) => one.position - other.position)
  }

  /** Checks of the services that the enabled capabilities depend on. */
  get checks() {
    return this.enabled.flatMap(({ checks = [] }) => checks)
  }

  /** Invariants of all capabilities, since data of a disabled system stays; or of a single one. */
  invariantsOf(capability?: string) {
    const those = this.all.filter(({ name }) => capability === undefined || name === capability)
    return those.flatMap(({ invariants = [] }) => invariants)
  }

  /** Subscriptions of all capabilities: jobs that a disabled system left behind still run. */
  get subscriptions(): Subscription[] {
    return this.all.flatMap(({ subscriptions = [] }) => subscriptions)
  }

  get documents() {
    return this.all.flatMap(({ documents = [] }) => documents)
  }

  /** Guards of all capabilities, since code may name those of a disabled system. */
  async loadGuards(): Promise<GuardProviders> {
    const modules = await Promise.all(this.all.map(({ guards }) => guards?.()))
    return Object.assign({}, ...modules.map((module) => module?.default))
  }

  /** Labels by audit action. Includes disabled systems, so that their entries stay readable. */
  get auditActions(): Record<AuditAction, string> {
    return Object.assign({}, ...this.all.map(({ auditActions }) => auditActions))
  }

  /** Parts of a person's data. Includes disabled systems, whose data remains. */
  get personalData() {
    return this.all.flatMap(({ personalData }) => personalData ?? [])
  }

  /** Descriptions of audited attributes, by target kind and name. */
  get auditAttributes(): AuditAttributes {
    return Object.assign({}, ...this.all.map(({ auditAttributes }) => auditAttributes))
  }

  get auditTargets(): AuditTargetKind[] {
    return this.all.flatMap(({ auditTargets = [] }) => auditTargets) as AuditTargetKind[]
  }
}

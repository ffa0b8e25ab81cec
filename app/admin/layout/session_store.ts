import { configProvider } from '@adonisjs/core'
import type { ConfigProvider } from '@adonisjs/core/types'
import type { HttpContext } from '@adonisjs/core/http'
import { stores } from '@adonisjs/session'
import type {
  SessionConfig,
  SessionData,
  SessionStoreContract,
  SessionStoreFactory,
} from '@adonisjs/session/types'

type Session = HttpContext['session']

const GUEST_COOKIE = 'theta_guest'

/** Browsers drop cookies of more than 4 KB; encryption and its encoding take about a third of that. */
const LONGEST_GUEST_SESSION = 2_500

/** Marks the sessions that may become rows. */
const SIGNED_IN = 'hasSignedIn'

/** Lets a session be stored in the database: someone signed in during it, or is signed in now. */
export function markSignedIn(session: Session): void {
  if (!hasSignedIn(session)) session.put(SIGNED_IN, true)
}

/** Tells whether someone signed in during this session, even if their sign-in has ended since. */
export function hasSignedIn(session: Session): boolean {
  return session.get(SIGNED_IN) === true
}

/**
 * Keeps the sessions of those who have signed in in the table `sessions`, and those of guests in an encrypted cookie:
 * whatever strangers send, it leaves no row. A guest's messages for the next page are dropped if they are too long.
 */
class DashboardSessionStore implements SessionStoreContract {
  constructor(
    private ctx: HttpContext,
    private config: SessionConfig,
    private rows: SessionStoreContract
  ) {}

  async read(id: string): Promise<SessionData | null> {
    return (await this.rows.read(id)) ?? this.guestSession(id)
  }

  async write(id: string, data: SessionData): Promise<void> {
    if (data[SIGNED_IN]) return this.rows.write(id, data)
    const fits = Buffer.byteLength(JSON.stringify(data)) <= LONGEST_GUEST_SESSION
    const kept = Object.entries(data).filter(([key]) => fits || key !== this.ctx.session.flashKey)
    const session = { id, data: Object.fromEntries(kept) }
    this.ctx.response.encryptedCookie(GUEST_COOKIE, session, this.config.cookie)
  }

  /** A guest's cookie needs no destroying: it counts only together with the id of its session. */
  async destroy(id: string): Promise<void> {
    await this.rows.destroy(id)
  }

  async touch(id: string): Promise<void> {
    await this.rows.touch(id)
  }

  private guestSession(id: string): SessionData | null {
    const session = this.ctx.request.encryptedCookie(GUEST_COOKIE)
    return session?.id === id ? session.data : null
  }
}

/** Configures the store of the dashboard's sessions. */
export function dashboardSessions(): ConfigProvider<SessionStoreFactory> {
  return configProvider.create(async (app) => {
    const rowsOf = await stores.database({ tableName: 'sessions', gcProbability: 0 }).resolver(app)
    return (ctx, config) => new DashboardSessionStore(ctx, config, rowsOf(ctx, config))
  })
}

import type { HttpContext } from '@adonisjs/core/http'

/** Device that sends a request. */
export interface Device {
  ip: string
  userAgent: string
}

export function deviceOf(request: HttpContext['request']): Device {
  return { ip: request.ip(), userAgent: request.header('user-agent') ?? '' }
}

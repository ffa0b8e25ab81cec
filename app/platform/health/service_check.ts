/** Health check of an external service or its stand-in. Capabilities declare theirs as `checks`. */
export default abstract class ServiceCheck {
  /** Name in `/health/ready`, the dashboard and the doctor's report. */
  abstract readonly name: string
  /** Implementation in use: the service itself, or a stand-in. */
  abstract readonly uses: string
  /** Advice for operators when the service is unavailable. */
  abstract readonly remedy: string

  /** True if a process is not ready while the service is unavailable. */
  abstract readonly isNeeded: boolean

  /** @returns details such as the service's version @throws if the service is unavailable */
  abstract ask(): Promise<string>
}

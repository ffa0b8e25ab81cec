/** Asks an outside service, or its stand-in, for a sign of life. Capabilities list theirs as `checks`. */
export default abstract class ServiceCheck {
  /** Name in `/health/ready`, in the dashboard and in the doctor's report. */
  abstract readonly name: string
  /** What plays the part: the service itself, or a stand-in. */
  abstract readonly uses: string
  /** What to do when it does not answer. */
  abstract readonly remedy: string

  /** Whether a process should get no requests while it does not answer. */
  abstract readonly isNeeded: boolean

  /** @returns what is worth knowing of it, such as its version @throws when it does not answer */
  abstract ask(): Promise<string>
}

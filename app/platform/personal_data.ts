/** Part of a person's data that a capability keeps, for the export of all of it. */
export default interface PersonalData {
  /** Name of the part in the exported file. */
  readonly name: string
  /** Returns JSON, without secrets; null or an empty list if there is nothing. */
  of(userId: string): Promise<unknown>
}

/** The members of an edit that differ from what stands, as they were and as they shall be. */
export function changesBetween<Edit extends object>(
  current: object,
  edit: Edit
): { before: Partial<Edit>; after: Partial<Edit> } {
  const stands = current as Edit
  const names = (Object.keys(edit) as (keyof Edit)[]).filter(
    (name) => edit[name] !== undefined && edit[name] !== stands[name]
  )
  const pick = (source: Edit) =>
    Object.fromEntries(names.map((name) => [name, source[name]])) as Partial<Edit>
  return { before: pick(stands), after: pick(edit) }
}

const KINDS = ['person', 'course', 'lecture', 'purchase', 'entry', 'coupon'] as const

/** Derives a stable id of 24 hexadecimal digits, so that seeding again changes nothing. */
export function demoId(kind: (typeof KINDS)[number], number: number): string {
  return `65a0c0de${KINDS.indexOf(kind).toString(16).padStart(4, '0')}${number.toString(16).padStart(12, '0')}`
}

/** Derives a stable key in the file store. */
export function demoFileKey(kind: 'course' | 'lecture', number: number, fileName: string): string {
  const extension = fileName.slice(fileName.lastIndexOf('.') + 1)
  const id = demoId(kind, number)
  return `uploads/${id.slice(0, 8)}-${id.slice(8, 12)}-4000-8000-${id.slice(12)}.${extension}`
}

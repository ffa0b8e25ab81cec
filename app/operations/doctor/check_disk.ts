import { mkdir, rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dataDir } from '#config/app'
import { type CheckResult, failed, ok, warning } from '#app/operations/doctor/check_result'

const GIBIBYTE = 1024 ** 3
const LITTLE_IN_BYTES = 2 * GIBIBYTE
const TOO_LITTLE_IN_BYTES = GIBIBYTE / 4

/** Checks that the data folder is writable, and its free space. */
export async function checkDisk(folder = dataDir): Promise<CheckResult[]> {
  const probe = join(folder, `.doctor-${process.pid}`)
  try {
    await mkdir(folder, { recursive: true })
    await writeFile(probe, 'write test', { flush: true })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const remedy = 'Set DATA_DIR to a writable folder on a disk with free space.'
    return [failed('Disk', `${folder} is not writable (${code}).`, remedy)]
  } finally {
    await rm(probe, { force: true }).catch(() => {})
  }
  const { bavail, bsize } = await statfs(folder)
  return [judgeRoom(folder, bavail * bsize)]
}

export function judgeRoom(folder: string, free: number): CheckResult {
  const detail = `${(free / GIBIBYTE).toFixed(1)} GiB free in ${folder}.`
  const remedy = 'Free up space, or move DATA_DIR to a larger disk.'
  if (free < TOO_LITTLE_IN_BYTES) return failed('Disk', detail, remedy)
  if (free < LITTLE_IN_BYTES) return warning('Disk', detail, remedy)
  return ok('Disk', detail)
}

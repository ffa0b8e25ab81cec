/// <reference lib="dom" />
/*
 * Uploads of dropped files, which become lectures: sent in parts that resume after a lost connection or a reload.
 */
import Uppy, { type Meta, type UppyFile } from '@uppy/core'
import GoldenRetriever from '@uppy/golden-retriever'
import Tus from '@uppy/tus'
import { check } from './upload_checks.js'
import { isInUse } from './in_use.js'
import { durationOfFile } from './media_duration.js'
import { reload } from './navigation.js'
import { type Refused, csrfToken, post, renewCsrfToken } from './requests.js'
import { type Deed, type Row, beginAnew, rowUnderWay, showRow, takeRowAway } from './upload_rows.js'

interface Destination extends Meta {
  /** Destination: the course that gets a new lecture, or the lecture that gets new media. */
  course?: string
  lecture?: string
  /** The destination in the server's format. */
  subject?: string
  /** Sentence about codecs that many browsers can't play. */
  warning?: string
  /** Seconds, as this browser measured them. */
  duration?: number
}
type Upload = UppyFile<Destination, Record<string, never>>

const EXTENSIONS = ['.mp4', '.m4v', '.webm', '.mov', '.mp3', '.m4a', '.m4b', '.ogg', '.oga', '.wav']
const TWO_DAYS_IN_MS = 2 * 24 * 60 * 60 * 1000

/** Error codes for which a retry is pointless. */
const FINAL = new Set([
  'E_UNSUPPORTED_FILE',
  'E_UPLOAD_NOT_FOUND',
  'E_COURSE_NOT_FOUND',
  'E_LECTURE_NOT_FOUND',
])

/** Maximum size of files stored in the browser, so that uploads resume automatically after a reload. */
const KEPT_BYTES = 512 * 1024 * 1024

const uppy = new Uppy<Destination, Record<string, never>>({
  id: 'lectures',
  autoProceed: true,
  restrictions: { allowedFileTypes: ['video/*', 'audio/*', ...EXTENSIONS] },
  locale: {
    pluralize: (count) => (count === 1 ? 0 : 1),
    strings: {
      youCanOnlyUploadFileTypes: 'A lecture must be an MP4, WebM, MOV, MP3, M4A, OGG or WAV file.',
      noDuplicates: 'This file is already in the queue.',
    },
  },
})
  .use(Tus, {
    endpoint: '/admin/uploads/files',
    limit: 1, // sequential, so that lectures keep the order of their files
    retryDelays: [0, 1000, 3000, 5000, 10_000, 20_000],
    headers: () => ({ 'accept': 'application/json', 'x-csrf-token': csrfToken() }),
    allowedMetaFields: ['name', 'subject'],
    removeFingerprintOnSuccess: true,
  })
  .use(GoldenRetriever, {
    expires: TWO_DAYS_IN_MS,
    indexedDB: { maxFileSize: KEPT_BYTES, maxTotalSize: 4 * KEPT_BYTES } as object,
  })

uppy.on('file-added', (file) =>
  show(file, { news: withWarning('Waiting', file as Upload), can: ['remove'] })
)
uppy.on('upload-progress', (file, { bytesUploaded, bytesTotal }) => {
  if (file) show(file, rowUnderWay(file.id, bytesUploaded, bytesTotal ?? 0))
})
uppy.on('upload-error', (file, error) => {
  if (file) show(file, { news: reasonOf(error), isProblem: true, can: ['retry', 'remove'] })
})
uppy.on('upload-success', (file) => file && finish(file as Upload))
uppy.on('file-removed', (file) => takeRowAway(file.id))
uppy.on('restored', () => {
  for (const file of uppy.getFiles()) {
    if (file.isGhost) {
      const news = 'Interrupted. Choose the same file to resume.'
      show(file, { news, isProblem: true, can: ['choose', 'remove'] })
    } else if (file.progress.uploadComplete) finish(file)
    else show(file, { news: 'Uploading', can: ['pause', 'remove'] })
  }
  uppy.emit('restore-confirmed')
})

function show(file: { id: string; name?: string }, row: Row) {
  showRow(file.id, file.name ?? 'File', row, act)
}

function act(id: string, deed: Deed) {
  const file = uppy.getFile(id)
  if (!file) return takeRowAway(id)
  if (deed === 'pause') {
    uppy.pauseResume(id)
    show(file, { news: 'Paused', can: ['resume', 'remove'] })
  } else if (deed === 'resume') {
    beginAnew(id)
    uppy.pauseResume(id)
    show(file, { news: 'Uploading', can: ['pause', 'remove'] })
  } else if (deed === 'retry') {
    retry(file)
  } else if (deed === 'choose') chooseFor(file)
  else uppy.removeFile(id)
}

/** The CSRF token changes after signing in again. */
async function retry(file: Upload) {
  if (file.progress.uploadComplete) return finish(file)
  beginAnew(file.id)
  show(file, { news: 'Uploading', can: ['remove'] })
  await renewCsrfToken().catch(() => {}) // the upload itself reports an unreachable server
  await uppy.retryUpload(file.id)
}

/** Turns a complete upload into a lecture. Idempotent, since the response may be lost. */
async function finish(file: Upload) {
  show(file, { news: 'Processing', share: 1 })
  const uploadUrl = file.tus?.uploadUrl ?? file.uploadURL ?? ''
  const id = new URL(uploadUrl, window.location.href).pathname.split('/').at(-1)
  const { name, course, lecture, duration } = uppy.getFile(file.id)?.meta ?? file.meta
  try {
    const { warning } = await post<{ warning?: string }>(`/admin/uploads/${id}/lecture`, {
      name: String(name),
      ...(lecture ? { lecture } : { course: course! }),
      ...(duration !== undefined && { duration: String(duration) }),
    })
    const isDone = true
    const news = warning ? `Ready. ${warning}` : 'Ready'
    show(file, { news, share: 1, isDone, isKept: warning !== undefined, can: ['remove'] })
    uppy.removeFile(file.id)
    refresh(course, lecture)
  } catch (error) {
    const { code, message } = error as Refused
    const can: Row['can'] = FINAL.has(code) ? ['remove'] : ['retry', 'remove']
    show(file, { news: message, isProblem: true, can })
  }
}

function withWarning(news: string, { meta: { warning } }: Upload): string {
  return warning ? `${news}. ${warning}` : news
}

function reasonOf(error: { name: string; message: string }): string {
  const answered = /response text: ({.*?}),? request id/.exec(error.message)?.[1]
  if (/response code: 401/.test(error.message)) return 'Please sign in again, then retry.'
  if (answered) return JSON.parse(answered).message
  if (/response code: 413/.test(error.message)) return 'The file is too large.'
  return 'The connection was lost. Retry to resume the upload.'
}

/** Reloads the course's lecture list to show the new lecture, unless the page is in use. */
function refresh(course?: string, lecture?: string) {
  const zone = document.querySelector<HTMLElement>(
    lecture ? `[data-drop][data-lecture="${lecture}"]` : `[data-drop][data-course="${course}"]`
  )
  if (zone && !isInUse()) reload()
}

/** Sets up a drop zone with a file picker. */
export function receive(zone: HTMLElement) {
  const { course, lecture } = zone.dataset
  const input = zone.querySelector<HTMLInputElement>('[data-drop-input]')!
  zone.querySelector('[data-with-scripts]')!.classList.remove('hidden')
  input.addEventListener('change', () => {
    add([...input.files!], { course, lecture })
    input.value = ''
  })
  zone.addEventListener('dragover', (event) => {
    event.preventDefault()
    zone.toggleAttribute('data-over', true)
  })
  zone.addEventListener('dragleave', () => zone.removeAttribute('data-over'))
  zone.addEventListener('drop', (event) => {
    event.preventDefault()
    zone.removeAttribute('data-over')
    add([...event.dataTransfer!.files], { course, lecture })
  })
}

/** Adds the files that the server would accept, one after the other, so that lectures keep their order. */
async function add(files: File[], destination: Destination) {
  for (const file of files) {
    try {
      const warning = await check(file)
      // The path distinguishes the same file uploaded to different courses.
      const relativePath = destination.lecture ?? destination.course
      const { course, lecture } = destination
      const subject = lecture ? `lecture:${lecture}` : `course:${course}`
      const meta = { ...destination, relativePath, subject, warning }
      measure(uppy.addFile({ name: file.name, type: file.type, data: file, meta }), file)
    } catch (error) {
      refuse(file.name, (error as Error).message)
    }
  }
}

/** Measures a file while it uploads, so that the list can show its length. */
async function measure(id: string, file: File) {
  const duration = await durationOfFile(file)
  if (duration !== undefined && uppy.getFile(id)) uppy.setFileMeta(id, { duration })
}

let refused = 0

/** Lists rejected files in the queue too, until they are cleared. */
function refuse(name: string, reason: string) {
  refused++
  show({ id: `refused-${refused}`, name }, { news: reason, isProblem: true, can: ['remove'] })
}

function chooseFor({ meta }: Upload) {
  const input = document.createElement('input')
  input.type = 'file'
  input.addEventListener('change', () => add([...input.files!], meta))
  input.click()
}

document.querySelector('[data-clear-uploads]')?.addEventListener('click', () => {
  for (const row of document.querySelectorAll<HTMLElement>('[data-upload][data-over-with]'))
    act(row.dataset.upload!, 'remove')
})

/// <reference lib="dom" />
/*
 * Reordering of lectures by dragging or keyboard: saved at once, and announced to screen readers.
 */
import Sortable from 'sortablejs'
import { type Refused, post } from './requests.js'
import { say, tell } from './toasts.js'
import './lecture_titles.js'

/** The lecture picked up by keyboard, and its original position. */
let lifted: { row: HTMLElement; from: number } | undefined

export function arrange(list: HTMLElement) {
  Sortable.create(list, {
    handle: '[data-handle]',
    animation: 150,
    onEnd({ item, oldIndex, newIndex }) {
      if (oldIndex !== newIndex) save(item, oldIndex! + 1)
    },
  })
  list.addEventListener('keydown', onKey)
  list.addEventListener('focusout', () => window.setTimeout(putBackIfLeft))
}

function onKey(event: KeyboardEvent) {
  const handle = (event.target as Element).closest<HTMLElement>('[data-handle]')
  if (!handle) return
  if (event.key === ' ' || event.key === 'Enter') {
    if (lifted) putDown()
    else lift(handle.closest<HTMLElement>('[data-lecture]')!)
  } else if (lifted && event.key === 'ArrowUp') move(-1)
  else if (lifted && event.key === 'ArrowDown') move(1)
  else if (lifted && event.key === 'Escape') announce(putBack())
  else return
  event.preventDefault()
}

function lift(row: HTMLElement) {
  lifted = { row, from: placeOf(row) }
  mark(row, true)
  announce(`${row.dataset.title} picked up, at position ${whereIs(row)}.`)
}

function move(step: 1 | -1) {
  const { row } = lifted!
  const other = step < 0 ? row.previousElementSibling : row.nextElementSibling
  if (!other)
    return announce(`${row.dataset.title} is at position ${whereIs(row)} and can’t move further.`)
  if (step < 0) other.before(row)
  else other.after(row)
  number(row.parentElement!)
  handleOf(row).focus()
  announce(`${row.dataset.title}: position ${whereIs(row)}.`)
}

function putDown() {
  const { row, from } = lifted!
  lifted = undefined
  mark(row, false)
  if (placeOf(row) === from) announce(`${row.dataset.title} was not moved.`)
  else save(row, from)
}

function putBack(): string {
  const { row, from } = lifted!
  lifted = undefined
  mark(row, false)
  putAt(row, from)
  return `${row.dataset.title} returned to position ${whereIs(row)}.`
}

/**
 * Restores a picked-up lecture when focus moves elsewhere. Moving a row itself causes a short blur, which is ignored.
 */
function putBackIfLeft() {
  if (!lifted || document.activeElement === handleOf(lifted.row)) return
  if (document.activeElement === document.body) handleOf(lifted.row).focus()
  else putBack()
}

/** Saves a lecture's new position. Moves it back if that fails. */
async function save(row: HTMLElement, from: number) {
  number(row.parentElement!)
  try {
    await place(row, placeOf(row))
    tell(`“${row.dataset.title}” moved to position ${placeOf(row)}.`, () => {
      putAt(row, from)
      place(row, from).catch((error: Refused) => say(error.message))
    })
  } catch (error) {
    putAt(row, from)
    say((error as Refused).message)
  }
}

async function place(row: HTMLElement, to: number) {
  const path = `/admin/lectures/${row.dataset.lecture}/place`
  const { message } = await post<{ message: string }>(path, { place: String(to) })
  announce(message)
}

function putAt(row: HTMLElement, place: number) {
  const list = row.parentElement!
  const others = rowsOf(list).filter((one) => one !== row)
  list.insertBefore(row, others[place - 1] ?? null)
  number(list)
  handleOf(row).focus()
}

/** Renumbers the rows; the first can't move up, nor the last down. */
function number(list: Element) {
  const all = rowsOf(list)
  for (const [index, row] of all.entries()) {
    row.querySelector('[data-place]')!.textContent = String(index + 1)
    row.querySelector<HTMLElement>('[data-move="up"]')!.hidden = index === 0
    row.querySelector<HTMLElement>('[data-move="down"]')!.hidden = index === all.length - 1
  }
}

const rowsOf = (list: Element) => [...list.children] as HTMLElement[]
const placeOf = (row: HTMLElement) => rowsOf(row.parentElement!).indexOf(row) + 1
const whereIs = (row: HTMLElement) => `${placeOf(row)} of ${row.parentElement!.children.length}`
const handleOf = (row: HTMLElement) => row.querySelector<HTMLElement>('[data-handle]')!

function mark(row: HTMLElement, isLifted: boolean) {
  row.toggleAttribute('data-lifted', isLifted)
  handleOf(row).setAttribute('aria-pressed', String(isLifted))
}

function announce(news: string) {
  const region = document.querySelector('[data-order-news]')
  if (region) region.textContent = news
}

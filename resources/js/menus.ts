/// <reference lib="dom" />
/*
 * Closes menus when an item is chosen, when focus or clicks go elsewhere, and on Escape; arrow keys, Home and End move
 * through their items. Without scripts, their button closes them.
 */
const OPEN = 'details[data-menu][open]'

function closeAll(but?: Element | null) {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>(OPEN))
    if (menu !== but) menu.open = false
}

document.addEventListener('click', (event) => {
  const target = event.target as Element
  const isChoice = target.closest('[data-menu] :is(a, button)') !== null
  closeAll(isChoice ? null : target.closest(OPEN))
})
document.addEventListener('focusin', (event) => closeAll((event.target as Element).closest(OPEN)))
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return
  document.activeElement?.closest(OPEN)?.querySelector<HTMLElement>('summary')?.focus()
  closeAll()
})

/** Moves the focus to another item. An arrow key on the button opens the menu. */
document.addEventListener('keydown', (event) => {
  const menu = (event.target as Element).closest<HTMLDetailsElement>('details[data-menu]')
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  const isEnd = event.key === 'Home' || event.key === 'End'
  if (!menu || (!step && !(isEnd && menu.open))) return
  event.preventDefault()
  menu.open = true
  const items = itemsOf(menu)
  const at = items.indexOf(document.activeElement as HTMLElement)
  const next = step ? (at < 0 && step < 0 ? -1 : at + step) : event.key === 'Home' ? 0 : -1
  items.at(next % items.length)?.focus()
})

function itemsOf(menu: HTMLElement): HTMLElement[] {
  const all = menu.querySelectorAll<HTMLElement>('.dropdown-content :is(a, button)')
  return [...all].filter((item) => item.checkVisibility())
}

/** Opens a menu upwards if there is no room below. */
document.addEventListener(
  'toggle',
  (event) => {
    const menu = event.target as HTMLElement
    if (!menu.matches(OPEN)) return
    menu.classList.remove('dropdown-top')
    const { bottom, height } = menu.querySelector('.dropdown-content')!.getBoundingClientRect()
    const { top } = menu.getBoundingClientRect()
    menu.classList.toggle('dropdown-top', bottom > window.innerHeight && top > height)
  },
  true
)

/// <reference lib="dom" />
/*
 * Closes menus when an item is chosen, when focus or clicks go elsewhere, and on Escape. Without scripts, their
 * button closes them.
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

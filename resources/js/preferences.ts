/// <reference lib="dom" />
/*
 * Preferences that the server reads from cookies: time zone, theme, sidebar width.
 */
const YEAR_IN_SECONDS = 365 * 24 * 60 * 60

function remember(name: string, value: string) {
  document.cookie = `${name}=${value}; path=/admin; max-age=${YEAR_IN_SECONDS}; samesite=lax`
}

remember('theta_zone', Intl.DateTimeFormat().resolvedOptions().timeZone)

document.addEventListener('click', (event) => {
  const target = event.target as Element
  const theme = target.closest<HTMLElement>('[data-theme-choice]')?.dataset.themeChoice
  if (theme) chooseTheme(theme)
  if (target.closest('[data-toggle-sidebar]')) toggleSidebar()
})

function chooseTheme(theme: string) {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  remember('theta_theme', theme)
  document.dispatchEvent(new CustomEvent('theta:theme'))
  markTheme()
}

function markTheme() {
  const current = document.documentElement.dataset.theme ?? 'system'
  for (const choice of document.querySelectorAll<HTMLElement>('[data-theme-choice]'))
    choice.setAttribute('aria-pressed', String(choice.dataset.themeChoice === current))
}

function toggleSidebar() {
  const isNarrow = document.body.classList.toggle('is-narrow')
  remember('theta_sidebar', isNarrow ? 'icons' : 'full')
}

markTheme()

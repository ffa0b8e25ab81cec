/// <reference lib="dom" />
/** Selected rows of a table, for the bulk action bar. */
export function selection() {
  return {
    chosen: 0,

    boxes(): HTMLInputElement[] {
      return [...rootOf(this).querySelectorAll<HTMLInputElement>('input[data-row]')]
    },
    update() {
      this.chosen = this.boxes().filter(({ checked }) => checked).length
      const all = rootOf(this).querySelector<HTMLInputElement>('input[data-all]')
      if (!all) return
      all.checked = this.chosen > 0 && this.chosen === this.boxes().length
      all.indeterminate = this.chosen > 0 && !all.checked
    },
    toggleAll(event: Event) {
      const { checked } = event.target as HTMLInputElement
      for (const box of this.boxes()) box.checked = checked
      this.update()
    },
    clear() {
      for (const box of this.boxes()) box.checked = false
      this.update()
    },
    get hasChosen() {
      return this.chosen > 0
    },
    get summary() {
      return `${this.chosen} selected`
    },
  }
}

/** Added by Alpine: the component's element. */
function rootOf(component: object): HTMLElement {
  return (component as { $root: HTMLElement }).$root
}

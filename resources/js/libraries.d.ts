declare module '@alpinejs/csp' {
  interface AlpineLibrary {
    data(name: string, component: (...parameters: never[]) => object): void
    start(): void
  }
  const Alpine: AlpineLibrary
  export default Alpine
}

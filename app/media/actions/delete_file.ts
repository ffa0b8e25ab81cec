export default class DeleteFile {
  async handle(_: { key: string }) {}
}

export async function startEmbeddedMongo(_: {
  folder: string
}): Promise<{ uriFor(database: string): string; close(): Promise<void> }> {
  return { uriFor: () => process.env.DEV_MONGO!, close: async () => {} }
}

import chromium from '@sparticuz/chromium'
import { type Browser, chromium as browserType } from 'playwright'

/** Arguments of the packaged Chromium that would end it with the first context, or let any origin read anything. */
const UNWANTED = ['--single-process', '--disable-web-security']

/** The Chromium that comes as an npm package: nothing is downloaded when it is needed. */
export async function launchChromium(): Promise<Browser> {
  return browserType.launch({
    executablePath: await chromium.executablePath(),
    args: chromium.args.filter((name) => !UNWANTED.includes(name)),
  })
}

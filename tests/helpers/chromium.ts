import chromium from '@sparticuz/chromium'
import { type Browser, chromium as browserType } from 'playwright'

/** Default arguments that would close Chromium with its first context or disable the same-origin policy. */
const UNWANTED = ['--single-process', '--disable-web-security']

/** The Chromium from an npm package, so that nothing is downloaded at run time. */
export async function launchChromium(): Promise<Browser> {
  return browserType.launch({
    executablePath: await chromium.executablePath(),
    args: chromium.args.filter((name) => !UNWANTED.includes(name)),
  })
}

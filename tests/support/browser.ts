import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const candidates = [
  process.env.LECTERN_TEST_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/**
 * Headless Chromium with its fake camera (a moving picture with a clock) and microphone (a beep a second). Permission
 * prompts are answered with yes; sound needs a click as on any phone, unless `autoplay` is asked for.
 */
export async function launchBrowser({ args = [] as string[] } = {}): Promise<Browser> {
  const executablePath = candidates.find((path) => path && existsSync(path));
  if (!executablePath)
    throw new Error('no Chromium found: run the tests through `npm test`, which installs it');
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      '--auto-select-desktop-capture-source=Entire screen',
      ...args,
    ],
  });
}

export interface OpenOptions {
  url: string;
  /** `name=value` of a sign-in. */
  cookie?: string;
  viewport?: { width: number; height: number };
  language?: 'vi' | 'en';
  colorScheme?: 'light' | 'dark';
  /** To pass for another browser. */
  userAgent?: string;
  /** Runs in each page before anything of its own. */
  initScript?: () => void;
}

/** A person's browser: their own cookies, language and screen. What goes wrong in its console is gathered. */
export async function openBrowserContext(browser: Browser, options: OpenOptions): Promise<BrowserContext> {
  const {
    url,
    cookie,
    viewport = { width: 1280, height: 800 },
    language = 'vi',
    colorScheme = 'light',
  } = options;
  const context = await browser.newContext({
    viewport,
    colorScheme,
    locale: language === 'vi' ? 'vi-VN' : 'en-GB',
    timezoneId: 'Asia/Ho_Chi_Minh',
    ignoreHTTPSErrors: true,
    ...(options.userAgent && { userAgent: options.userAgent }),
    baseURL: url,
  });
  if (options.initScript) await context.addInitScript(options.initScript);
  const [name, value] = cookie?.split('=') ?? [];
  if (name && value) await context.addCookies([{ name, value, url }]);
  return context;
}

/** Errors that a page wrote to its console or threw; empty for a page in order. */
export function watchForErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return errors;
}

import sparticuz from '@sparticuz/chromium';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

/** A real Chromium: the system's where `CHROMIUM_PATH` says so, else the one that comes with the tests. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? (await sparticuz.executablePath());
  // Nothing that softens what browsers forbid: the tests are about that too.
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--headless=shell'],
    headless: true,
  });
}

export interface Visit {
  context: BrowserContext;
  page: Page;
  /** What went wrong in the page's scripts, or was kept from loading. */
  complaints: string[];
}

export interface VisitOptions {
  language?: 'en' | 'zh';
  scheme?: 'light' | 'dark';
  width?: number;
}

/** A browser of somebody's own: no cookies, nothing stored. */
export async function visit(browser: Browser, baseURL: string, options: VisitOptions = {}): Promise<Visit> {
  const { language = 'en', scheme = 'light', width = 1280 } = options;
  const context = await browser.newContext({
    baseURL,
    locale: language === 'zh' ? 'zh-CN' : 'en-US',
    colorScheme: scheme,
    viewport: { width, height: 860 },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  // What fails is to be told before the test's own time is over.
  page.setDefaultTimeout(40_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // The browser says so itself of every refusal; those are the tests' own business.
    const isRefusal = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isRefusal) complaints.push(message.text());
  });
  return { context, page, complaints };
}

export async function signIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.goto('/console/');
  await page.getByRole('textbox', { name: /E-mail address|邮箱地址/ }).fill(email);
  await page.locator('input[type=password]').fill(password);
  await page.locator('button[type=submit]').click();
  await page.locator('#main').waitFor();
}

/** Somebody signed in, on a page of the console. */
export async function enter(
  browser: Browser,
  baseURL: string,
  account: { email: string; password: string },
  path: string,
  options: VisitOptions = {},
): Promise<Visit> {
  const visitor = await visit(browser, baseURL, options);
  await signIn(visitor.page, account);
  await visitor.page.goto(`/console${path}`);
  await visitor.page.getByRole('heading', { level: 1 }).waitFor();
  return visitor;
}

/**
 * How long the console's page of keys takes until it can be used, in a Chromium: with ten keys, and with a million (or
 * `--keys`) in the tenant; and from a typed letter to the found rows. Rounds alternate; what counts is their ratio.
 */
import process from 'node:process';
import { parseArgs } from 'node:util';
import sparticuz from '@sparticuz/chromium';
import { chromium } from 'playwright-core';
import { PASSWORD, startWithManyKeys } from './many-keys.mjs';

const { values } = parseArgs({
  options: { keys: { type: 'string', default: '1000000' }, rounds: { type: 'string', default: '9' } },
});

const server = await startWithManyKeys(Number(values.keys));
const executablePath = process.env.CHROMIUM_PATH ?? (await sparticuz.executablePath());
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--headless=shell'] });
try {
  await measure();
} finally {
  await browser.close();
  await server.close();
}
process.exit();

async function measure() {
  const pages = { few: await signedIn(server.people.few), many: await signedIn(server.people.many) };
  const taken = { few: [], many: [], ratio: [], search: { few: [], many: [] } };
  for (let round = 0; round <= Number(values.rounds); round++) {
    const order = round % 2 === 0 ? ['few', 'many'] : ['many', 'few'];
    const now = {};
    for (const name of order) now[name] = { open: await opening(pages[name]), search: await searching(pages[name]) };
    // The first round warms up.
    if (round === 0) continue;
    for (const name of order) {
      taken[name].push(now[name].open);
      taken.search[name].push(now[name].search);
    }
    taken.ratio.push(now.many.open / now.few.open);
  }
  console.log(
    `The page can be used after: ten keys ${spread(taken.few)} ms, ${values.keys} keys ${spread(taken.many)} ms`,
  );
  console.log(`Ratio of each round: ${spread(taken.ratio, 2)}; at most 1.3`);
  console.log(
    `From typing to found: ten keys ${spread(taken.search.few)} ms, ${values.keys} ${spread(taken.search.many)} ms`,
  );
}

async function signedIn({ email }) {
  const context = await browser.newContext({ baseURL: server.url, locale: 'en-US', reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto('/console/');
  await page.getByLabel('E-mail address').fill(email);
  await page.locator('input[type=password]').fill(PASSWORD);
  await page.locator('button[type=submit]').click();
  await page.locator('#main').waitFor();
  return page;
}

/** From the address to rows on the screen and a search that takes letters. */
async function opening(page) {
  const begun = performance.now();
  await page.goto('/console/keys', { waitUntil: 'commit' });
  await page.getByRole('searchbox').waitFor();
  await page.locator('tbody tr code').first().waitFor();
  return performance.now() - begun;
}

async function searching(page) {
  const letters = Math.random().toString(16).slice(2, 5);
  const answered = page.waitForResponse((response) => response.url().includes(`search=${letters}`));
  const begun = performance.now();
  await page.getByRole('searchbox').pressSequentially(letters);
  await answered;
  return performance.now() - begun;
}

function spread(numbers, digits = 0) {
  const sorted = [...numbers].sort((one, other) => one - other);
  const show = (value) => value.toFixed(digits);
  return `${show(sorted[Math.floor(sorted.length / 2)])} (${show(sorted[0])} … ${show(sorted.at(-1))})`;
}

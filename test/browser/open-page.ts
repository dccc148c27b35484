import type { Page } from 'playwright-core';

/** Goes to a page of the console, and waits until it has shown what it has to show. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(`/console${path}`);
  await page.locator('h1').waitFor();
  await page.waitForLoadState('networkidle');
  await page
    .locator('[aria-busy=true], .mantine-Skeleton-root, [role=status] .mantine-Loader-root')
    .first()
    .waitFor({ state: 'detached' });
}

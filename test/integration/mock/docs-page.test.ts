import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningMock, startMock } from '../../../src/mock/mock.ts';

const executablePath = '/usr/bin/chromium';
const hasChromium = existsSync(executablePath);

// In the words of the browser, which the compiler of this project does not know. WCAG 2.2 §1.4.3 asks for 4.5.
const readContrasts = `() => {
  const light = (color) => {
    const [r, g, b] = color.match(/[\\d.]+/g).slice(0, 3).map((part) => {
      const share = Number(part) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = light(getComputedStyle(document.body).backgroundColor);
  const selectors = ['body', '.soft', 'a', '.method', '.status.ok', '.status.bad', '.tag.required', '.type', 'ul.clauses li'];
  return selectors.map((selector) => {
    const ink = light(getComputedStyle(document.querySelector(selector)).color);
    const [high, low] = ink > ground ? [ink, ground] : [ground, ink];
    return { selector, enough: (high + 0.05) / (low + 0.05) >= 4.5 };
  });
}`;

describe.skipIf(hasChromium)('the page in Chromium', () => {
  it.skip('skipped: Chromium is not installed at /usr/bin/chromium', () => {});
});

describe.skipIf(!hasChromium)('the page in Chromium', () => {
  const profile = mkdtempSync(join(tmpdir(), 'docs-page-'));
  let context: BrowserContext;
  let page: Page;
  let bundled: RunningMock;
  let hostile: RunningMock;
  const requested: string[] = [];

  beforeAll(async () => {
    bundled = await startMock();
    hostile = await startMock({ spec: fileURLToPath(new URL('hostile-document.yaml', import.meta.url)) });
    context = await chromium.launchPersistentContext(profile, {
      executablePath,
      headless: true,
      viewport: { width: 1100, height: 900 },
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    page = context.pages()[0] ?? (await context.newPage());
    page.on('request', (request) => requested.push(request.url()));
  }, 60_000);

  afterAll(async () => {
    await context.close();
    await Promise.all([bundled.close(), hostile.close()]);
    rmSync(profile, { recursive: true, force: true });
  });

  it('needs nothing but itself and shows every operation, response and statement', async () => {
    requested.length = 0;
    await page.goto(`${bundled.url}/_kit/docs`);
    expect(requested.filter((url) => !url.endsWith('/favicon.ico'))).toEqual([`${bundled.url}/_kit/docs`]);
    expect(await page.title()).toBe('ImageSearch, modifying image information');
    expect(await page.locator('.response').count()).toBe(13);
    expect(await page.locator('#statements li').count()).toBeGreaterThan(100);
    expect(await page.locator('nav a').first().getAttribute('href')).toBe('#operation-1');
  });

  it('opens a response and shows its examples', async () => {
    await page.goto(`${bundled.url}/_kit/docs`);
    const response = page
      .locator('.response', { has: page.locator('.status', { hasText: /^400$/ }) })
      .first();
    const code = response.getByText('The path is invalid.').first();
    expect(await code.isVisible()).toBe(false);
    await response.locator('> summary').click();
    await response.locator('summary', { hasText: 'IS.0016' }).click();
    expect(await response.locator('pre', { hasText: '"IS.0016"' }).last().isVisible()).toBe(true);
  });

  it.each(['light', 'dark'] as const)('can be read in %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(`${bundled.url}/_kit/docs`);
    const contrasts = (await page.evaluate(`(${readContrasts})()`)) as {
      selector: string;
      enough: boolean;
    }[];
    expect(contrasts.filter(({ enough }) => !enough)).toEqual([]);
  });

  it('fits a telephone', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(`${bundled.url}/_kit/docs`);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await page.setViewportSize({ width: 1100, height: 900 });
  });

  it('shows whatever a document says as text', async () => {
    requested.length = 0;
    await page.goto(`${hostile.url}/_kit/docs`);
    expect(await page.title()).toBe('</title><script>document.title="run"</script>');
    expect(requested.filter((url) => !url.endsWith('/favicon.ico'))).toEqual([`${hostile.url}/_kit/docs`]);
    expect(await page.evaluate("document.querySelectorAll('script, img, svg, b, u, i, h1').length")).toBe(1);
    expect(await page.getByText('<style>body{display:none}</style>').first().isVisible()).toBe(true);
    expect(await page.getByText('<svg onload=document.title=4>').isVisible()).toBe(true);
  });
});

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { type Story, seedPassword, seedStory } from '#prisma/seed.ts';
import { seedMaterials } from '#prisma/seed-upload.ts';
import { findFaults, findOverflow } from './axe.ts';
import { launchBrowser, type OpenOptions, openBrowserContext, watchForErrors } from './browser.ts';
import { startTestApp, type TestApp } from './test-app.ts';
import { TestClient } from './test-client.ts';

export interface SitePage {
  name: string;
  at: (story: Story) => string;
  heading: string | RegExp;
  /** It needs no sign-in. */
  open?: boolean;
}

/** Each page by what it is: its address in the story, the heading it shows, and whether it needs a sign-in. */
export const sitePages: SitePage[] = [
  {
    name: 'the front page of a stranger',
    at: () => '/',
    heading: 'Lớp học trực tuyến của chính bạn',
    open: true,
  },
  { name: 'the sign-in page', at: () => '/sign-in', heading: 'Đăng nhập', open: true },
  {
    name: 'an invitation without its token',
    at: () => '/invitation',
    heading: 'Đường liên kết chưa đầy đủ',
    open: true,
  },
  { name: 'a page that is not there', at: () => '/nowhere', heading: 'Không có trang này', open: true },
  { name: 'the front page of an organiser', at: () => '/', heading: /^Buổi 4/u },
  { name: 'the account page', at: () => '/account', heading: 'Tài khoản của bạn' },
  { name: 'the page for a new series', at: () => '/series/new', heading: 'Chương trình mới' },
  { name: 'the programme', at: (story) => inSeries(story, ''), heading: /OCOP/u },
  { name: 'the learners', at: (story) => inSeries(story, '/learners'), heading: /OCOP/u },
  {
    name: 'those taken off the list',
    at: (story) => inSeries(story, '/learners/removed'),
    heading: 'Người đã gỡ khỏi danh sách',
  },
  { name: 'the people', at: (story) => inSeries(story, '/people'), heading: /OCOP/u },
  { name: 'the log', at: (story) => inSeries(story, '/log'), heading: /OCOP/u },
  { name: 'the exports of a series', at: (story) => inSeries(story, '/exports'), heading: /OCOP/u },
  { name: 'the exports of a session', at: (story) => inSession(story, 1, '/exports'), heading: /^Buổi 1/u },
  {
    name: 'the page for a new session',
    at: (story) => inSeries(story, '/sessions/new'),
    heading: 'Thêm buổi học',
  },
  {
    name: 'a topic with materials',
    at: (story) => inSeries(story, `/topics/${story.topicIds[0]}`),
    heading: /OCOP/u,
  },
  { name: 'a session that is live', at: (story) => inSession(story, 4, ''), heading: /^Buổi 4/u },
  { name: 'a session to come', at: (story) => inSession(story, 6, ''), heading: /^Buổi 6/u },
  { name: 'attendance while live', at: (story) => inSession(story, 4, '/attendance'), heading: /^Buổi 4/u },
  { name: 'attendance afterwards', at: (story) => inSession(story, 1, '/attendance'), heading: /^Buổi 1/u },
  { name: 'the results of a series', at: (story) => inSeries(story, '/attendance'), heading: /OCOP/u },
  {
    name: 'the results of a topic',
    at: (story) => inSeries(story, `/attendance/topics/${story.topicIds[0]}`),
    heading: /OCOP/u,
  },
  {
    name: 'the trail of a learner',
    at: (story) => inSeries(story, `/attendance/people/${story.learners[0]?.personId}`),
    heading: /^Nguyễn Văn Hùng$/u,
  },
  { name: 'feedback', at: (story) => inSession(story, 1, '/feedback'), heading: /^Buổi 1/u },
  {
    name: 'a feedback form to edit',
    at: (story) => inSession(story, 6, '/feedback/form'),
    heading: /^Buổi 6/u,
  },
  {
    name: 'a feedback form with answers',
    at: (story) => inSession(story, 1, '/feedback/form'),
    heading: /^Buổi 1/u,
  },
];

/** Those that a file of their own plays through; here for the looks that it does not take. */
export const pagesWithTestsOfTheirOwn: SitePage[] = [
  { name: 'the rule', at: (story) => inSeries(story, '/rule'), heading: /OCOP/u },
  { name: 'the objections', at: (story) => inSeries(story, '/objections'), heading: /OCOP/u },
  { name: 'the certificates', at: (story) => inSeries(story, '/certificates'), heading: /OCOP/u },
  {
    name: 'the template of certificates',
    at: (story) => inSeries(story, '/certificates/template'),
    heading: 'Mẫu giấy chứng nhận',
  },
  {
    name: 'the issuing of certificates',
    at: (story) => inSeries(story, '/certificates/issue'),
    heading: 'Cấp giấy chứng nhận',
  },
  {
    name: 'the questions of a session',
    at: (story) => inSession(story, 1, '/questions'),
    heading: /^Buổi 1/u,
  },
  { name: 'the polls of a session', at: (story) => inSession(story, 1, '/polls'), heading: /^Buổi 1/u },
  { name: 'halls and viewers elsewhere', at: (story) => inSession(story, 4, '/beyond'), heading: /^Buổi 4/u },
];

export function inSeries(story: Story, rest: string): string {
  return `/series/${story.seriesId}${rest}`;
}

export function inSession(story: Story, number: number, rest: string): string {
  return `/sessions/${story.sessions[number - 1]?.sessionId}${rest}`;
}

export const siteLooks = {
  phone: { viewport: { width: 360, height: 640 }, colorScheme: 'light' },
  desk: { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
} as const;
export type SiteLook = keyof typeof siteLooks;

/** The whole site with the story of the series in it, and its organiser's sign-in. */
export class StorySite {
  readonly app: TestApp;
  readonly story: Story;
  readonly organiserCookie: string;
  readonly #browser: Browser;
  readonly #contexts = new Map<'stranger' | 'organiser', Promise<BrowserContext>>();

  private constructor(parts: { app: TestApp; story: Story; organiserCookie: string; browser: Browser }) {
    this.app = parts.app;
    this.story = parts.story;
    this.organiserCookie = parts.organiserCookie;
    this.#browser = parts.browser;
  }

  static async start(): Promise<StorySite> {
    const app = await startTestApp({ options: { rateLimitFactor: 20 } });
    const story = await seedStory(app.context);
    await seedMaterials({ url: app.url, db: app.context.db }, story, { topics: [1] });
    const organiser = new TestClient(app.url);
    await organiser.http('POST', '/api/sign-in', { login: story.organiser.email, password: seedPassword });
    const organiserCookie =
      organiser.cookieHeader.split('; ').find((each) => each.startsWith('lectern=')) ?? '';
    return new StorySite({ app, story, organiserCookie, browser: await launchBrowser() });
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.app.close();
  }

  /** The page in a browser of its own; the test fails if anything goes wrong in its console. */
  async open(address: string, options: Omit<OpenOptions, 'url'> = {}): Promise<Page> {
    const context = await openBrowserContext(this.#browser, { url: this.app.url, ...options });
    const page = await context.newPage();
    const errors = watchForErrors(page);
    onTestFinished(async () => {
      await context.close();
      expect(errors).toEqual([]);
    });
    await page.goto(address);
    return page;
  }

  /** It has its heading and title, and fits both screens; axe finds nothing in the looks that it is asked for. */
  async check(one: SitePage, looks: readonly SiteLook[]): Promise<void> {
    const context = await this.#contextFor(one.open ? 'stranger' : 'organiser');
    const page = await context.newPage();
    const errors = watchForErrors(page);
    await page.setViewportSize(siteLooks.phone.viewport);
    await page.goto(one.at(this.story));
    await page.getByRole('heading', { level: 1, name: one.heading }).waitFor();
    await page.waitForLoadState('networkidle');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await page.title()).toMatch(/Lectern$/u);
    for (const look of ['phone', 'desk'] as const) {
      await page.emulateMedia({ colorScheme: siteLooks[look].colorScheme });
      await page.setViewportSize(siteLooks[look].viewport);
      expect(await findOverflow(page), look).toBe(0);
      if (looks.includes(look)) expect(await findFaults(page), look).toEqual([]);
    }
    await page.close();
    expect(errors).toEqual([]);
  }

  /** One browser for all pages of a person: what the site is made of is fetched and compiled once. */
  #contextFor(who: 'stranger' | 'organiser'): Promise<BrowserContext> {
    const known = this.#contexts.get(who);
    if (known) return known;
    const signIn = who === 'organiser' ? { cookie: this.organiserCookie } : {};
    const context = openBrowserContext(this.#browser, { url: this.app.url, ...siteLooks.phone, ...signIn });
    this.#contexts.set(who, context);
    return context;
  }
}

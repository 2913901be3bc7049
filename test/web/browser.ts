import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import type { Product } from "../support/product.ts";

/** Where Debian and the usual installers put it; `CHROMIUM` names another place. */
const places = [
  process.env["CHROMIUM"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

export const chromiumPath = places.find((place) => place !== undefined && existsSync(place));

/** Runs as root in a container, and asks nobody for anything. */
const flags = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export async function openBrowser(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error("there is no Chromium");
  return chromium.launch({ executablePath: chromiumPath, args: flags });
}

/** A person at a browser of their own, and everything that went wrong in it. */
export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Console errors and uncaught exceptions, without the answers named in `expected`. */
  readonly errors: string[];
  /** Requests to anything but the product. */
  readonly strangers: string[];
  /** Statuses the browser reports as errors although the page asked for them, such as a refused form. */
  readonly expected: Set<number>;
}

/** A person of their own, signed in by a link as an administrator hands it out. */
export async function signIn(
  browser: Browser,
  product: Product,
  origin: string,
  who: { name: string; roles: string },
): Promise<Visitor> {
  const answer = await product.run(["login-link", "--name", who.name, "--roles", who.roles]);
  const token = /\/login\?token=(\S+)/.exec(answer.stdout)?.[1];
  if (token === undefined) throw new Error(`no link to sign in: ${answer.stderr}`);
  const visitor = await visit(browser, origin);
  await visitor.page.goto(`/login?token=${token}`);
  await visitor.page.getByRole("heading", { level: 1 }).waitFor();
  return visitor;
}

/** How far the page is wider than its window, in pixels. */
export function excessWidth(page: Page): Promise<number> {
  return page.evaluate("document.documentElement.scrollWidth - innerWidth");
}

export async function visit(
  browser: Browser,
  origin: string,
  look: { width: number; height: number; theme: "light" | "dark" } = {
    width: 1440,
    height: 900,
    theme: "light",
  },
): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    colorScheme: look.theme,
    baseURL: origin,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const visitor: Visitor = { page, context, errors: [], strangers: [], expected: new Set() };
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    const status = /responded with a status of (\d+)/.exec(message.text())?.[1];
    if (status === undefined || !visitor.expected.has(Number(status))) visitor.errors.push(message.text());
  });
  page.on("pageerror", (error) => visitor.errors.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(origin)) visitor.strangers.push(request.url());
  });
  return visitor;
}

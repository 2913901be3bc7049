import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openProduct, type Product, type Running } from "../support/product.ts";
import { chromiumPath, excessWidth, openBrowser, signIn, type Visitor, visit } from "./browser.ts";

/**
 * The web as people use it: one person starts an onboarding through the form, two others
 * decide on it with the keyboard alone, and the first one watches it end.
 */
let product: Product;
let server: Running;
let browser: Browser;
let starter: Visitor;
let runAddress: string;
const visitors: Visitor[] = [];
const pictures = mkdtempSync(join(tmpdir(), "probity-web-"));

if (chromiumPath === undefined) {
  process.stderr.write(
    "SKIPPED test/web: there is no Chromium (apt-get install chromium, or set CHROMIUM)\n",
  );
}

async function person(name: string, roles: string): Promise<Visitor> {
  const visitor = await signIn(browser, product, server.baseUrl, { name, roles });
  visitors.push(visitor);
  return visitor;
}

async function picture(visitor: Visitor, name: string): Promise<void> {
  await visitor.page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

describe.skipIf(chromiumPath === undefined)("the web in Chromium", () => {
  beforeAll(async () => {
    product = await openProduct();
    server = await product.start(["up", "--demo", "--port", "0"], /Sign in once/);
    browser = await openBrowser();
    starter = await visit(browser, server.baseUrl);
    visitors.push(starter);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await product?.close();
    process.stderr.write(`Screenshots of the web: ${pictures}\n`);
  });

  test("the printed link signs in once, and its token does not stay in the address", async () => {
    const { page } = starter;
    await page.goto(server.loginLink);
    await page.getByRole("heading", { name: "2 decisions wait for a person" }).waitFor();
    expect(page.url()).toBe(`${server.baseUrl}/`);
    await picture(starter, "home");

    const other = await visit(browser, server.baseUrl);
    visitors.push(other);
    other.expected.add(401);
    await other.page.goto(server.loginLink);
    await other.page.getByRole("heading", { name: "This link no longer works" }).waitFor();
    await other.page.getByText("npx probity login-link").waitFor();
    await picture(other, "link-used");
  });

  test("without a session every page says how to sign in", async () => {
    const other = await visit(browser, server.baseUrl);
    visitors.push(other);
    other.expected.add(401);
    await other.page.goto("/runs");
    await other.page.getByRole("heading", { name: "Your session has ended" }).waitFor();
    expect(new URL(other.page.url()).searchParams.get("next")).toBe("/runs");
  });

  test("the form says at each field what is wrong, and starts nothing", async () => {
    const { page } = starter;
    await page.goto("/workflows/kyc-onboarding");
    await page.getByRole("group", { name: "Customer" }).waitFor();
    starter.expected.add(422);
    await page.getByRole("button", { name: "Start a run" }).click();
    await page.getByText("nothing was started").waitFor();
    const name = page.getByLabel("Name", { exact: true });
    expect(await name.getAttribute("aria-invalid")).toBe("true");
    expect(page.url()).toContain("/workflows/kyc-onboarding");
    await picture(starter, "form-refused");
  });

  test("a sample fills the form, and the run page shows the run park for a person", async () => {
    const { page } = starter;
    await page.getByLabel("Fill in a sample").selectOption("hit");
    expect(await page.getByLabel("Name", { exact: true }).inputValue()).toMatch(/Drozdov/);
    // The sample's own customer has a run that waits, and the workflow allows one at a time per customer.
    await page.getByLabel("Customer number").fill("web-test-hit");
    await page.getByRole("button", { name: "Start a run" }).click();
    await page.waitForURL(/\/runs\/run_/);
    runAddress = new URL(page.url()).pathname;
    await page.getByText(/has waited .* for a person to decide/).waitFor();
    // The same step in the graph, in the timeline and in the list.
    const steps = page.getByRole("button", { name: /^Sanctions Screening/ });
    expect(await steps.count()).toBe(3);
    await page
      .getByRole("button", { name: /^Document Verification, Passed/ })
      .first()
      .click();
    await page.getByText("The check digit agrees.").first().waitFor();
    await picture(starter, "run-waiting");
  });

  test("who started a run is told that somebody else decides", async () => {
    const { page } = starter;
    await page
      .getByRole("button", { name: /^Four-Eyes Decision/ })
      .first()
      .click();
    await page.getByRole("link", { name: "Open the decision" }).click();
    await page.getByText("Four eyes: you started this run").waitFor();
    expect(await page.getByRole("button", { name: /^Approve/ }).count()).toBe(0);
    await picture(starter, "four-eyes");
  });

  test("the first approver decides with the keyboard alone, and a reload keeps the draft", async () => {
    const mara = await person("mara", "analyst,approver");
    const { page } = mara;
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("/");
    await page.keyboard.type("workfl");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/workflows$/);
    await page.keyboard.type("gd");
    await page.getByRole("heading", { name: "Decisions", exact: true }).waitFor();
    await page.locator("[data-row]").first().waitFor();
    // Each decision says whom it is about; a role without personal data sees steps instead.
    await page.getByRole("link", { name: /Irina Kestreleva/ }).waitFor();
    // Newest first: the run that was just started.
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.getByText("What the steps found").waitFor();
    const subject = page.getByRole("region", { name: "Who and what" });
    await subject.getByText("Compare the hits and the document with the customer.").waitFor();
    await subject.getByText("Screening", { exact: true }).waitFor();
    await subject.getByText("Risk", { exact: true }).waitFor();
    await page
      .getByText(/Drozdov-Petrenko/)
      .first()
      .waitFor();
    await page.keyboard.press("a");
    await page.keyboard.type("Different father's name; passport seen in the original.");
    await page.reload();
    const reason = page.getByLabel("Reason");
    await reason.waitFor();
    expect(await reason.inputValue()).toMatch(/^Different father's name/);
    await picture(mara, "decision-draft");
    await page.keyboard.press("a");
    await page.keyboard.press("Control+Enter");
    await page.getByText("You have decided; one more person is needed").waitFor();
    expect(await page.getByText("1 of 2 approvals").count()).toBeGreaterThan(0);
    await picture(mara, "decision-half");
  });

  test("one rejection ends the run, and the one who watches sees it without a reload", async () => {
    const { page: watched } = starter;
    await watched.goto(runAddress);
    await watched.getByText(/has waited .* for a person to decide/).waitFor();

    const jonas = await person("jonas", "analyst,approver");
    await jonas.page.goto("/decisions");
    await jonas.page.locator("[data-row]").first().click();
    await jonas.page.getByText("Decided so far").waitFor();
    await jonas.page.keyboard.press("r");
    await jonas.page.keyboard.type("Birth date and nationality agree with the entry.");
    await jonas.page.getByRole("button", { name: /^Confirm rejection/ }).click();
    await jonas.page.getByRole("link", { name: "Open the run" }).waitFor();
    await picture(jonas, "decision-rejected");

    await watched.getByText(/^Rejected at Four-Eyes Decision/).waitFor();
    await picture(starter, "run-rejected");
  });

  test("the audit entries of the run are there, and their hashes can be recomputed on the spot", async () => {
    const { page } = starter;
    const entries = page.getByRole("region", { name: "Audit entries" });
    await entries.getByRole("button", { name: "run.ended" }).waitFor();
    await entries.getByRole("button", { name: "screen_against_lists" }).click();
    await page.getByRole("dialog", { name: "screen_against_lists" }).waitFor();
    await page.getByText("Recomputed from the body in this browser: the same.").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  test("a server out of reach is said on top of the last known state, until it is back", async () => {
    const other = await visit(browser, server.baseUrl);
    await other.context.addCookies(await starter.context.cookies());
    await other.page.goto("/runs");
    const row = other.page.getByRole("link", { name: "KYC Onboarding" }).first();
    await row.waitFor();
    await other.context.setOffline(true);
    await other.page.getByText("The server cannot be reached.").waitFor();
    expect(await row.isVisible()).toBe(true);
    await picture(other, "server-away");
    await other.context.setOffline(false);
    await other.page.getByText("The server cannot be reached.").waitFor({ state: "detached" });
  });

  test("every page fits a phone and the dark", async () => {
    const small = await visit(browser, server.baseUrl, { width: 390, height: 844, theme: "dark" });
    visitors.push(small);
    await small.context.addCookies(await starter.context.cookies());
    const pages = ["/", "/decisions", "/runs", runAddress, "/workflows", "/workflows/kyc-onboarding"];
    for (const address of [...pages, "/screening", "/audit", "/lists", "/actions", "/settings"]) {
      await small.page.goto(address);
      await small.page.getByRole("heading", { level: 1 }).first().waitFor();
      await small.page.locator("output[aria-label=Loading]").first().waitFor({ state: "detached" });
      expect(await excessWidth(small.page), address).toBeLessThanOrEqual(0);
      await picture(small, `phone-dark${address.replaceAll("/", "-").slice(0, 30)}`);
    }
  });

  test("nothing was logged as an error, and nothing was asked of anybody else", () => {
    expect(visitors.flatMap((visitor) => visitor.errors)).toEqual([]);
    expect(visitors.flatMap((visitor) => visitor.strangers)).toEqual([]);
  });
});

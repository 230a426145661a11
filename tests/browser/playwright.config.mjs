// How the browser tests run: real Chromium, real workerd, the customer's page on another site than the chat.
import { existsSync } from "node:fs";
import os from "node:os";
import { defineConfig } from "@playwright/test";

const DEBIAN = "/usr/bin/chromium";
// Nothing of the browser's own may talk to the network or take time from the tests.
const QUIET = ["--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results",
  preserveOutput: "always",
  forbidOnly: true,
  // A test that passes at the second try has found something: it must be seen.
  retries: 0,
  // The tests measure: each needs a core for its browser and one for its engine.
  workers: Math.max(1, Math.min(2, Math.floor(os.availableParallelism() / 2))),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: {
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    launchOptions: {
      // Without either, Playwright's own Chromium, which `cargo xtask test` installs then.
      executablePath: process.env.CHROMIUM ?? (existsSync(DEBIAN) ? DEBIAN : undefined),
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", ...QUIET],
    },
  },
});

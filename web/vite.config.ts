import { readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** `favicon-1.svg` to `favicon-9.svg`: the icon with the number of waiting decisions (9 says nine or more). */
function countedFavicons(): Plugin {
  return {
    name: "counted-favicons",
    apply: "build",
    generateBundle() {
      const plain = readFileSync(new URL("public/favicon.svg", import.meta.url), "utf8");
      for (let waiting = 1; waiting <= 9; waiting += 1) {
        const badge = `<circle cx="23" cy="9" r="9" fill="#e8b860"/><text x="23" y="13.6" font-family="sans-serif" font-size="13" font-weight="700" text-anchor="middle" fill="#201400">${waiting}</text></svg>`;
        const source = plain.replace("</svg>", badge);
        this.emitFile({ type: "asset", fileName: `favicon-${waiting}.svg`, source });
      }
    },
  };
}

export default defineConfig({
  plugins: [react(), countedFavicons()],
  build: {
    // A data: URL would need a hole in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ["chrome123", "firefox121", "safari17.5"],
  },
  server: { proxy: { "/api": process.env["PROBITY_API"] ?? "http://localhost:4780" } },
});

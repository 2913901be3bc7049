#!/usr/bin/env node
// Plain JavaScript, so that a Node.js too old to strip types still gets a clear sentence.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `Probity needs Node.js 22.18 or newer, and this is ${process.version}. ` +
      "Run it with `npm start` or `npx probity` after `npm ci`: they bring their own Node.js.\n",
  );
  process.exit(3);
}
// Warnings about what dependencies will change one day are for us, not for whoever runs a command.
process.noDeprecation = true;
// Stripped and compiled code is kept beside the dependencies: the next command starts in half the time, and
// without the memory the type stripper takes. Where that folder cannot be written, nothing else is lost.
const { enableCompileCache } = await import("node:module");
const { fileURLToPath } = await import("node:url");
enableCompileCache(fileURLToPath(new URL("../../node_modules/.cache/probity", import.meta.url)));
const { main } = await import("./program.ts");
process.exitCode = await main(process.argv.slice(2));

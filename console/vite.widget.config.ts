// The chat widget: one classic script with everything in it, beside the console, at an address that stays: /widget.js.
import { fileURLToPath } from "node:url";

import { defineConfig } from "vite";

const PACKAGE = fileURLToPath(new URL("../server/src/handrail_server/console", import.meta.url));

export default defineConfig({
  publicDir: false,
  build: {
    outDir: PACKAGE,
    emptyOutDir: false, // the console lies there
    target: "es2022",
    lib: {
      entry: fileURLToPath(new URL("./src/widget/widget.ts", import.meta.url)),
      formats: ["iife"],
      name: "handrailWidget",
      fileName: () => "widget.js",
    },
  },
});

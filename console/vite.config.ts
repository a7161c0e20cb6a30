import { fileURLToPath } from "node:url";

import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const SERVER = process.env.HANDRAIL_URL ?? "http://127.0.0.1:8000";
const PACKAGE = fileURLToPath(new URL("../server/src/handrail_server/console", import.meta.url));

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    outDir: PACKAGE,
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0, // the content security policy allows no data: scripts or styles
    modulePreload: { polyfill: false },
    manifest: true, // a test reads from it what the first load costs
  },
  server: {
    port: 5173,
    proxy: { "/v1": { target: SERVER, changeOrigin: true }, "/widget.js": { target: SERVER, changeOrigin: true } },
  },
  test: { include: ["src/**/*.test.ts", "src/**/*.test.tsx"], environment: "node" },
});

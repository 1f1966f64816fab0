import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";
import { compressed } from "../compressed.ts";
import { flags } from "./flags.ts";
import { worker_beside } from "./worker.ts";

const server = process.env["DAIS_DEV"] ?? "http://localhost:8080";

export default defineConfig({
  plugins: [svelte(), flags(), worker_beside("../screen-worker.js"), compressed()],
  // The server serves it beside the dashboard, of one folder.
  base: "/screen/",
  build: {
    outDir: "../dashboard/dist/screen",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: ["chrome111", "firefox114", "safari16.4"],
    modulePreload: { polyfill: false },
  },
  server: { proxy: { "/live": { target: server, ws: true }, "/api": server } },
});

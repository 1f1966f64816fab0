import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";
import { compressed } from "../compressed.ts";

const server = "http://localhost:8080";

export default defineConfig({
  plugins: [svelte(), compressed()],
  // The server serves it beside the dashboard, of one folder.
  base: "/account/",
  build: {
    outDir: "../dashboard/dist/account",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: ["chrome111", "firefox114", "safari16.4"],
    modulePreload: { polyfill: false },
  },
  server: { proxy: { "/live": { target: "ws://localhost:8080", ws: true }, "/api": server, "/d": server } },
});

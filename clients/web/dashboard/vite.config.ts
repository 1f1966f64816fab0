import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";
import { compressed } from "../compressed.ts";

export default defineConfig({
  plugins: [svelte(), compressed()],
  // Pages are /d/LOG, assets always /assets: hashed names, to be served as immutable.
  base: "/",
  build: {
    outDir: "dist",
    assetsInlineLimit: 0,
    target: ["chrome111", "firefox114", "safari16.4"],
    modulePreload: { polyfill: false },
  },
  server: { proxy: { "/live": { target: "ws://localhost:8080", ws: true }, "/api": "http://localhost:8080" } },
});

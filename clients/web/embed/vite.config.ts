import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";
import { compressed } from "../compressed.ts";

// One script for any website, beside the faces of the server.
export default defineConfig({
  plugins: [svelte(), compressed()],
  build: {
    outDir: "../dashboard/dist",
    emptyOutDir: false,
    lib: { entry: "src/embed.ts", formats: ["iife"], name: "DaisEmbed", fileName: () => "embed.js" },
    target: ["chrome111", "firefox114", "safari16.4"],
    cssCodeSplit: false,
  },
});

import { vitePreprocess } from "@sveltejs/vite-plugin-svelte";

export default {
  preprocess: vitePreprocess(),
  // Styles go along with the script, into the element's own tree.
  compilerOptions: { runes: true, css: "injected" },
};

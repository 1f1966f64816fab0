export { default } from "../ui/svelte.config.js";

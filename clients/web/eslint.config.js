import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";

export default ts.config(
  { ignores: ["**/dist/", "sdk/gen/", "node_modules/"] },
  js.configs.recommended,
  ...ts.configs.strictTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      globals: globals.browser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname, extraFileExtensions: [".svelte"] },
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    rules: {
      "svelte/no-at-html-tags": "error",
      // The address of an index entry is a plain one: there is no router.
      "svelte/no-navigation-without-resolve": "off",
      // Svelte trims a space at the end of an element; as a string it stays.
      "svelte/no-useless-mustaches": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
    },
  },
  {
    files: ["**/test/**"],
    // Tests make values that a server of a later release may send.
    rules: { "@typescript-eslint/no-unsafe-enum-assignment": "off" },
  },
  { files: ["*.js", "**/*.config.js", "**/worker.js"], extends: [ts.configs.disableTypeChecked] },
  {
    files: ["**/worker.js"],
    // What stands between underscores is put in when it is built.
    languageOptions: { globals: { ...globals.serviceworker, __FILES__: "readonly", __VERSION__: "readonly" } },
  },
);

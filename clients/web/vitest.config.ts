import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{sdk,ui,dashboard,console,screens,embed}/test/**/*.test.ts"],
    environment: "node",
    // For those who need a machine's report: `npm test -- --reporter=junit --outputFile=…`.
    reporters: ["default"],
  },
});

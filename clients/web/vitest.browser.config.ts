import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["browser/*.test.ts", "peers/*.test.ts"],
    environment: "node",
    // Each test starts a server and holds it to its heartbeats: side by side they would disturb each other.
    fileParallelism: false,
    maxConcurrency: 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ["default"],
  },
});

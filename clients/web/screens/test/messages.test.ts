import { describe } from "vitest";
import { test_catalogues } from "../../ui/test/catalogues.ts";
import { catalogues } from "../src/messages/messages.ts";
import { pairing_catalogues } from "../src/pairing/words.ts";

test_catalogues(catalogues);

describe("of a screen that is to be paired", () => {
  test_catalogues(pairing_catalogues);
});

import { describe } from "vitest";
import { test_catalogues } from "../../ui/test/catalogues.ts";
import { floor_catalogues } from "@dais/ui/floor_words/words.ts";
import { catalogues } from "../src/messages/messages.ts";

test_catalogues(catalogues);

describe("of a floor's page", () => {
  test_catalogues(floor_catalogues);
});

import { test_catalogues } from "../../ui/test/catalogues.ts";
import { catalogues } from "../src/messages/messages.ts";

test_catalogues(catalogues);

import { ScreenTheme as WireTheme } from "@dais/sdk";
import type { ScreenTheme } from "./address.ts";

/** As a Screen's record says it; as the device does, if that says nothing. */
export function theme_of(theme: WireTheme | undefined): ScreenTheme {
  switch (theme) {
    case WireTheme.LIGHT:
      return "light";
    case WireTheme.DARK:
      return "dark";
    case WireTheme.HIGH_CONTRAST:
      return "contrast";
    default:
      return "auto";
  }
}

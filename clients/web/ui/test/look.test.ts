import { expect, test } from "vitest";
import { contrast_of, type Ground, look_tokens } from "../src/look.ts";

const grounds: Ground[] = ["light", "dark", "contrast"];

test("contrast is as WCAG 2.2 works it out", () => {
  expect(contrast_of("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(contrast_of("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  expect(contrast_of("#123456", "#123456")).toBe(1);
  expect(contrast_of("blue", "#ffffff")).toBeNaN();
});

test("whatever colours a summit has, what is written in and on them can be read", () => {
  const shades = ["00", "40", "80", "c0", "ff"];
  for (const red of shades)
    for (const green of shades)
      for (const blue of shades)
        for (const ground of grounds) {
          const color = `#${red}${green}${blue}`;
          const { brand, brand_ink, brand_soft, accent } = look_tokens({ brand: color, accent: color }, ground);
          const papers = { light: ["#f5f3ee", "#ffffff"], dark: ["#0b111c", "#131c2b"], contrast: ["#000000"] }[ground];
          for (const paper of papers) expect(contrast_of(accent!, paper), `${color} on ${paper}`).toBeGreaterThanOrEqual(4.5);
          if (ground === "contrast") continue;
          expect(contrast_of(brand_ink!, brand!), `${color} ${ground}`).toBeGreaterThanOrEqual(4.5);
          expect(contrast_of(brand_soft!, brand!), `${color} ${ground}`).toBeGreaterThanOrEqual(4.5);
        }
});

test("a colour that can be read is taken as it is", () => {
  expect(look_tokens({ brand: "#16335c", accent: "#1f4e8c" }, "light")).toMatchObject({ brand: "#16335c", accent: "#1f4e8c", brand_ink: "#ffffff" });
});

test("a bright one is written on in black, and an accent that is pale on paper is taken darker", () => {
  const { brand, brand_ink, accent } = look_tokens({ brand: "#ffd400", accent: "#ffd400" }, "light");
  expect(brand).toBe("#ffd400");
  expect(brand_ink).toBe("#000000");
  expect(accent).not.toBe("#ffd400");
  // On a dark ground it is bright enough.
  expect(look_tokens({ brand: "", accent: "#ffd400" }, "dark").accent).toBe("#ffd400");
});

test("without an accent the brand is it, and without either nothing is changed", () => {
  expect(look_tokens({ brand: "#16335c", accent: "" }, "light").accent).toBe("#16335c");
  expect(look_tokens({ brand: "", accent: "" }, "light")).toEqual({});
  expect(look_tokens({ brand: "red", accent: "url(x)" }, "dark")).toEqual({});
});

test("in high contrast a head stays black", () => {
  expect(look_tokens({ brand: "#ffd400", accent: "" }, "contrast").brand).toBeUndefined();
});

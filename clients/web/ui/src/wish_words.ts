// The words of the language and appearance switch, which every face has.

import { type MessagesLike, say_from } from "./messages.ts";

const en = {
  language: "Language",
  theme: "Appearance",
  theme_auto: "Automatic",
  theme_light: "Light",
  theme_dark: "Dark",
};

type Words = MessagesLike<typeof en>;

const fr: Words = {
  language: "Langue",
  theme: "Apparence",
  theme_auto: "Automatique",
  theme_light: "Clair",
  theme_dark: "Sombre",
};

const pt: Words = {
  language: "Língua",
  theme: "Aspeto",
  theme_auto: "Automático",
  theme_light: "Claro",
  theme_dark: "Escuro",
};

const es: Words = {
  language: "Idioma",
  theme: "Aspecto",
  theme_auto: "Automático",
  theme_light: "Claro",
  theme_dark: "Oscuro",
};

const ar: Words = {
  language: "اللغة",
  theme: "المظهر",
  theme_auto: "تلقائي",
  theme_light: "فاتح",
  theme_dark: "داكن",
};

export const wish_catalogues = { en, fr, pt, es, ar };
export const say_wish = say_from<keyof Words>(wish_catalogues);

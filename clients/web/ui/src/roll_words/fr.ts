import type { RollWords } from "./words.ts";

export const fr: RollWords = {
  roll_states: { one: "{count} État", many: "{count} d’États", other: "{count} États" },
  roll_organisations: { one: "{count} organisation", many: "{count} d’organisations", other: "{count} organisations" },
  roll_announced: { one: "{count} autre annoncé", many: "{count} autres annoncés", other: "{count} autres annoncés" },
  states: "États",
  organisations: "Organisations",
  adopted_on: "Adoptée le {date}",
  adopted_consensus: "Adoptée par consensus le {date}",
  adopted_silence: "Adoptée par accord tacite le {date}",
  adopted_hands: "Adoptée par vote à main levée le {date}",
  hands: "{in_favour} pour, {against} contre, {abstaining} abstentions",
  not_adopted: "Pas encore adoptée",
  open_now: "Ouverte à l’adhésion",
  open_until: "Ouverte à l’adhésion jusqu’à {time}",
  closed_for: "Close à l’adhésion",
  from_letter: "À partir de la lettre {letter}",
  in_signing_order: "Dans l’ordre des signatures",
  latest_signed: "Dernière signature : {name}, {time}",
  withdrawn: "Retiré",
  nobody_endorsed: "Personne n’y a encore adhéré.",
};

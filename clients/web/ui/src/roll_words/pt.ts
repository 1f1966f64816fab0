import type { RollWords } from "./words.ts";

export const pt: RollWords = {
  roll_states: { one: "{count} Estado", many: "{count} de Estados", other: "{count} Estados" },
  roll_organisations: { one: "{count} organização", many: "{count} de organizações", other: "{count} organizações" },
  roll_announced: { one: "mais {count} anunciado", many: "mais {count} anunciados", other: "mais {count} anunciados" },
  states: "Estados",
  organisations: "Organizações",
  adopted_on: "Adotada em {date}",
  adopted_consensus: "Adotada por consenso em {date}",
  adopted_silence: "Adotada por acordo tácito em {date}",
  adopted_hands: "Adotada por braço no ar em {date}",
  hands: "{in_favour} a favor, {against} contra, {abstaining} abstenções",
  not_adopted: "Ainda não adotada",
  open_now: "Aberta à adesão",
  open_until: "Aberta à adesão até {time}",
  closed_for: "Encerrada à adesão",
  from_letter: "A partir da letra {letter}",
  in_signing_order: "Por ordem de assinatura",
  latest_signed: "Última assinatura: {name}, {time}",
  withdrawn: "Retirado",
  nobody_endorsed: "Ainda ninguém aderiu.",
};

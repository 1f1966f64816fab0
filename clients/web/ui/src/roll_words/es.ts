import type { RollWords } from "./words.ts";

export const es: RollWords = {
  roll_states: { one: "{count} Estado", many: "{count} de Estados", other: "{count} Estados" },
  roll_organisations: { one: "{count} organización", many: "{count} de organizaciones", other: "{count} organizaciones" },
  roll_announced: { one: "{count} más anunciado", many: "{count} más anunciados", other: "{count} más anunciados" },
  states: "Estados",
  organisations: "Organizaciones",
  adopted_on: "Aprobada el {date}",
  adopted_consensus: "Aprobada por consenso el {date}",
  adopted_silence: "Aprobada por acuerdo tácito el {date}",
  adopted_hands: "Aprobada a mano alzada el {date}",
  hands: "{in_favour} a favor, {against} en contra, {abstaining} abstenciones",
  not_adopted: "Aún no aprobada",
  open_now: "Abierta a la adhesión",
  open_until: "Abierta a la adhesión hasta {time}",
  closed_for: "Cerrada a la adhesión",
  from_letter: "A partir de la letra {letter}",
  in_signing_order: "Por orden de firma",
  latest_signed: "Última firma: {name}, {time}",
  withdrawn: "Retirado",
  nobody_endorsed: "Nadie se ha adherido todavía.",
};

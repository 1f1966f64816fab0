// The words of a screen that is to be paired.

import { type MessagesLike, say_from } from "@dais/ui/messages.ts";

const en = {
  title: "This screen waits for its programme",
  step_1: "Sign in at {address}, or read the square with a phone that is signed in.",
  step_2: "Open Screens. Choose which one this is, or add it.",
  step_3: "Type the code.",
  square: "Square for a phone that is signed in",
  signed_in: "{name} is signed in here. As a screen, this browser signs them out.",
  forgotten: "This device has forgotten which screen it was.",
  away: "The server does not answer. This screen keeps trying.",
  repeats: "This server only repeats another one, to which {address} leads. Pair the screen there.",
};

type Words = MessagesLike<typeof en>;

const fr: Words = {
  title: "Cet écran attend son programme",
  step_1: "Connectez-vous sur {address}, ou lisez le carré avec un téléphone connecté.",
  step_2: "Ouvrez Écrans. Choisissez celui-ci, ou ajoutez-le.",
  step_3: "Saisissez le code.",
  square: "Carré pour un téléphone connecté",
  signed_in: "{name} est connecté ici. Devenu écran, ce navigateur déconnecte cette personne.",
  forgotten: "Cet appareil a oublié quel écran il était.",
  away: "Le serveur ne répond pas. Cet écran continue d’essayer.",
  repeats: "Ce serveur ne fait qu’en relayer un autre, auquel mène {address}. Associez l’écran là-bas.",
};

const pt: Words = {
  title: "Este ecrã espera pelo seu programa",
  step_1: "Entre em {address}, ou leia o quadrado com um telefone em que já entrou.",
  step_2: "Abra Ecrãs. Escolha qual é este, ou acrescente-o.",
  step_3: "Escreva o código.",
  square: "Quadrado para um telefone em que já se entrou",
  signed_in: "{name} tem aqui a entrada aberta. Como ecrã, este navegador termina-a.",
  forgotten: "Este dispositivo esqueceu que ecrã era.",
  away: "O servidor não responde. Este ecrã continua a tentar.",
  repeats: "Este servidor apenas retransmite outro, ao qual leva {address}. Emparelhe o ecrã nesse.",
};

const es: Words = {
  title: "Esta pantalla espera su programa",
  step_1: "Entre en {address}, o lea el cuadrado con un teléfono en el que ya haya entrado.",
  step_2: "Abra Pantallas. Elija cuál es esta, o añádala.",
  step_3: "Escriba el código.",
  square: "Cuadrado para un teléfono en el que ya se ha entrado",
  signed_in: "{name} tiene aquí su acceso abierto. Como pantalla, este navegador lo cierra.",
  forgotten: "Este dispositivo ha olvidado qué pantalla era.",
  away: "El servidor no responde. Esta pantalla lo sigue intentando.",
  repeats: "Este servidor solo retransmite otro, al que lleva {address}. Empareje la pantalla en ese.",
};

const ar: Words = {
  title: "هذه الشاشة تنتظر برنامجها",
  step_1: "سجِّل الدخول في {address}، أو اقرأ المربع بهاتف مسجَّل الدخول.",
  step_2: "افتح «الشاشات»، ثم اختر هذه الشاشة أو أضفها.",
  step_3: "اكتب الرمز.",
  square: "مربع لهاتف مسجَّل الدخول",
  signed_in: "دخول {name} مسجَّل هنا. إذا صار هذا المتصفح شاشة سُجِّل خروجه.",
  forgotten: "نسي هذا الجهاز أيَّ شاشة كان.",
  away: "الخادم لا يجيب. تواصل هذه الشاشة المحاولة.",
  repeats: "هذا الخادم يعيد بثَّ خادم آخر فحسب، ويوصل إليه العنوان {address}. أقرن الشاشة هناك.",
};

export const pairing_catalogues = { en, fr, pt, es, ar };
export const say_pairing = say_from<keyof Words>(pairing_catalogues);

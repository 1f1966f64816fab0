// What the server says in English, in the reader's language: by its words, since they are all it says. A sentence that is
// not here is shown as it is; a test holds these against the server's sources.

import type { MessageKey } from "../messages/messages.ts";

const sentences: readonly (readonly [string, MessageKey])[] = [
  ["The name, the password or the code is wrong. An organiser can send you a new link.", "no_wrong"],
  ["This link was used already, or its time is over. Ask whoever sent it for another.", "no_link"],
  ["Choose another name to sign in by, as an address of e-mail.", "no_sign_in_name"],
  ["Write your name, as others shall read it.", "no_name"],
  ["Somebody signs in by this name already. Choose another, or ask for a recovery link if it was you.", "no_taken"],
  ["The password has fewer than 10 characters. Take a longer one: three or four words are good.", "no_short"],
  ["The password is among the first that others would try. Take another: three or four words are good.", "no_common"],
  ["Choose a password.", "no_password"],
  ["The old password is wrong.", "no_old_password"],
  ["The password is wrong.", "no_old_password"],
  ["This is not what the app should show now. Is its clock right?", "no_code"],
  ["Nobody grants more than they may do themselves.", "no_more_than_oneself"],
  ["Nobody grants something to themselves.", "no_to_oneself"],
  ["This account has roles that are not yours to speak for. Ask an owner of the server.", "no_power"],
  ["This is the server's last owner. Name another first.", "no_last_owner"],
  ["Say whom you invite.", "no_name"],
  ["Give the screen a name, as in “Hall A, left”.", "no_screen_name"],
  ["Say what the key is for.", "no_label"],
  ["Say what the key may be used for.", "no_scopes"],
  ["Of which tracks?", "no_tracks"],
  ["Of which rooms or sessions?", "no_rooms"],
  ["A delegate acts for a party: say which, or who it is.", "no_party"],
  ["Say which role, or which person of the programme it is.", "no_person"],
  ["Your role may not do this.", "no_right"],
  ["Sign in first.", "no_login"],
  ["Your role may do this with what is yours alone.", "no_own"],
  ["screen.name is missing: say what technicians call it.", "no_screen_name"],
  ["A screen that loaded itself anew has done so: nothing is left to undo.", "no_undo"],
  ["That was too long ago to be undone. Change by hand what you still want.", "no_undo"],
];

// Those that name something.
const patterns: readonly (readonly [RegExp, MessageKey])[] = [
  [/^There is no such code on a screen\.$/, "no_screen_code"],
  [/^There is no such [\w ]+\.$/, "no_such_thing"],
  [/ that everybody may see, as they see a screen\.$/, "no_public_thing"],
  [/ was changed by .+ since you looked\. Look again and repeat what you still want\.$/, "no_stale"],
  [/Change by hand what you still want\.$/, "no_undo"],
  [/^The screen “.+ is called so\. Give one of them another name\.$/, "no_other_name"],
  [/^The screen “.+ hangs in no room\. Say which room( or session)? it shows\.$/, "no_place"],
  [/ is no colour: write it as #16335c, or leave it empty\.$/, "no_color"],
  [/ is no picture that is known here: save it as SVG, PNG or WebP\.$/, "no_picture"],
  [/ has scripts, foreign objects or links to elsewhere: /, "no_active"],
];

const keys: ReadonlyMap<string, MessageKey> = new Map(sentences);

export const known_sentences: readonly string[] = sentences.map(([sentence]) => sentence);

export function refusal_key(sentence: string): MessageKey | undefined {
  return keys.get(sentence) ?? patterns.find(([pattern]) => pattern.test(sentence))?.[1];
}

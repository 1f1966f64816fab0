// How a gathering stands when a script begins (script.proto), in the words of a script: one plenary runs, and what
// nobody but staff should know is called UNSEEN.
#pragma once

namespace dais::fuzz {

inline constexpr const char* kMorning = R"(
steps { command { put_summit { summit {
  name { language: "en" text: "Summit" } languages: "en" languages: "fr" staff_note: "STAFF UNSEEN budget"
  days { year: 2024 month: 9 day: 12 } days { year: 2024 month: 9 day: 13 } opens_minutes: 420 closes_minutes: 1320
} } } }
steps { called: "hall" command { put_room { room {
  name { language: "en" text: "Hall" } capacity: 300 turnover_minutes: 10 staff_note: "STAFF UNSEEN door code" } } } }
steps { called: "annex" command { put_room { room { name { language: "en" text: "Annex" } capacity: 40 } } } }
steps { called: "water" command { put_track { track { name { language: "en" text: "Water" } } } } }
steps { called: "trade" command { put_track { track { name { language: "en" text: "Trade" } } } } }
steps { called: "mali" command { put_party { party { name { language: "fr" text: "Mali" } } } } }
steps { called: "chad" command { put_party { party { name { language: "fr" text: "Tchad" } } } } }
steps { called: "ada" command { put_person { person {
  name: "Ada Mbaye" party: "$mali" staff_contact: "STAFF ada.unseen@example.org" } } } }
steps { called: "deputy" command { put_person { person { name: "Awa Diallo" party: "$mali" } } } }
steps { called: "ben" command { put_person { person { name: "Ben Idriss" party: "$chad" } } } }
steps { called: "chair" command { put_person { person { name: "Chloe Sow" } } } }
steps { called: "bureau" command { put_body { body { name { language: "en" text: "Bureau" } } } } }
steps { called: "seat" command { put_seat { seat {
  body: "$bureau" role: SEAT_ROLE_CO_CHAIR party: "$mali" acting: "$chair"
  first_day { year: 2024 month: 9 day: 12 } last_day { year: 2024 month: 9 day: 12 } } } } }
steps { called: "paper" command { put_document { document { symbol: "SUM/1" title { language: "en" text: "Draft" } } } } }
steps { called: "opening" command { override_reason: "so it is" put_session { session {
  kind: SESSION_KIND_PLENARY title { language: "en" text: "Opening" } room: "$hall" documents: "$paper"
  planned { starts_at_ms: 1726128000000 ends_at_ms: 1726131600000 }
  people { person: "$ada" role: SESSION_ROLE_SPEAKER } people { person: "$chair" role: SESSION_ROLE_CHAIR }
  interpretation_languages: "fr" } } } }
steps { called: "statement" command { override_reason: "so it is" put_session { session {
  title { language: "en" text: "Statement of Mali" } room: "$hall" part_of: "$opening"
  planned { starts_at_ms: 1726129800000 ends_at_ms: 1726130400000 }
  people { person: "$ada" role: SESSION_ROLE_SPEAKER party: "$mali" } } } } }
steps { called: "panel" command { override_reason: "so it is" put_session { session {
  kind: SESSION_KIND_PANEL title { language: "en" text: "Rivers" } room: "$hall" track: "$water"
  planned { starts_at_ms: 1726132200000 ends_at_ms: 1726135800000 }
  people { person: "$deputy" role: SESSION_ROLE_PANELLIST } people { person: "$ben" role: SESSION_ROLE_PANELLIST } } } } }
steps { called: "side" command { override_reason: "so it is" put_session { session {
  kind: SESSION_KIND_SIDE_EVENT title { language: "en" text: "Tariffs" } room: "$annex" track: "$trade"
  planned { starts_at_ms: 1726131600000 ends_at_ms: 1726137000000 } shortest_minutes: 30
  people { person: "$ben" role: SESSION_ROLE_MODERATOR } } } } }
steps { called: "live" command { override_reason: "so it is" put_session { session {
  kind: SESSION_KIND_PRESS_BRIEFING title { language: "en" text: "Live" } room: "$annex"
  planned { starts_at_ms: 1726138800000 ends_at_ms: 1726140600000 }
  anchor { kind: ANCHOR_KIND_BROADCAST staff_reason: "STAFF UNSEEN contract" } } } } }
steps { called: "talks" command { override_reason: "UNSEEN" put_session { hidden: true session {
  title { language: "en" text: "UNSEEN talks" } room: "$hall" track: "$water"
  planned { starts_at_ms: 1726135800000 ends_at_ms: 1726140600000 }
  people { person: "$ada" role: SESSION_ROLE_SPEAKER } people { person: "$ben" role: SESSION_ROLE_SPEAKER } } } } }
steps { called: "aside" command { override_reason: "UNSEEN" put_session { hidden: true session {
  title { language: "en" text: "UNSEEN aside" } part_of: "$talks" room: "$annex"
  planned { starts_at_ms: 1726137000000 ends_at_ms: 1726138800000 } } } } }
steps { command { edit_session_text { id: "$panel" abstract { language: "en" text: "What rivers carry." } } } }
steps { command { edit_session_text { id: "$talks" abstract { language: "en" text: "UNSEEN agenda" } } } }
steps { called: "booth" command { put_booth { booth { room: "$hall" language: "fr" channel: 2 } } } }
steps { called: "team" command { put_interpretation_team { team {
  name: "UNSEEN team" persons: "$chair" staff_note: "STAFF UNSEEN rates" } } } }
steps { called: "shift" command { put_shift { shift { booth: "$booth" team: "$team"
  period { starts_at_ms: 1726128000000 ends_at_ms: 1726133400000 } } } } }
steps { called: "lunch" command { publish_announcement { announcement {
  title { language: "en" text: "Lunch is served" } priority: ANNOUNCEMENT_PRIORITY_ROUTINE } } } }
steps { called: "embargo" command { publish_announcement { audiences: AUDIENCE_PRESS announcement {
  title { language: "en" text: "UNSEEN embargo" } sessions: "$panel" } } } }
steps { called: "edition" command { put_edition { edition { number: 1 name { language: "en" text: "First" } hosts: "$mali" } } } }
steps { called: "open" command { put_declaration { declaration {
  title { language: "en" text: "Declaration" } authentic_languages: "en" symbol: "D/1" edition: "$edition" } } } }
steps { command { put_declaration_text { id: "$open" texts { language: "en" text: "We declare." } } } }
steps { command { adopt_declaration { id: "$open" manner: ADOPTION_MANNER_CONSENSUS } } }
steps { command { open_declaration { id: "$open" } } }
steps { command { announce_endorsement { declaration: "$open" party: "$mali" } } }
steps { command { check_credentials { declaration: "$open" party: "$mali" signatory: "$ada" } } }
steps { command { announce_endorsement { declaration: "$open" party: "$chad" } } }
steps { called: "secret" command { put_declaration { hidden: true declaration {
  title { language: "en" text: "UNSEEN declaration" } authentic_languages: "fr" staff_note: "STAFF UNSEEN who objects" } } } }
steps { command { put_declaration_text { id: "$secret" texts { language: "fr" text: "UNSEEN text" } } } }
steps { called: "pledge" command { put_commitment { commitment {
  title { language: "en" text: "Wells" } party: "$mali" declaration: "$open" staff_note: "STAFF UNSEEN doubts" } } } }
steps { called: "way" command { put_announcement {
  announcement { title { language: "en" text: "UNSEEN statement" } issuer: "$bureau" asked_to_acknowledge: "$chad" }
  clearance { body: "$bureau" keys: 1 quotes { person: "$ada" cleared: true } } } } }
steps { command { submit_announcement { id: "$way" } } }
steps { called: "held" command { put_announcement {
  announcement { title { language: "en" text: "UNSEEN until ten" } }
  clearance { embargo_until_ms: 1726135200000 audiences: AUDIENCE_PUBLIC audiences: AUDIENCE_PRESS } } } }
steps { command { submit_announcement { id: "$held" } } }
steps { command { release_announcement { id: "$held" } } }
steps { called: "asked" command { publish_announcement { announcement {
  title { language: "en" text: "Buses leave at six" } asked_to_acknowledge: "$mali" asked_to_acknowledge: "$chad" } } } }
steps { called: "draft" command { put_draft { draft { name: "UNSEEN draft" } } } }
steps { called: "draftstep" command { add_draft_step { draft: "$draft" } }
  inner { move_session { id: "$panel" room: "$annex" } } }
steps { command { import_programme { source: "file"
  rooms { external_id: "1" room { name { language: "en" text: "Tent" } } }
  sessions { external_id: "2" session { title { language: "en" text: "Imported" }
    planned { starts_at_ms: 1726214400000 ends_at_ms: 1726218000000 } } } } } }
steps { command { put_floor { id: "$opening" floor { statement_seconds: 180 group_seconds: 300 budget_seconds: 400
  point_of_order_seconds: 60 replies_max: 1 reply_seconds: 120 groups_first: true quorum: 2
  rotation: ROTATION_RULE_REGION rotation: ROTATION_RULE_GENDER
  staff_traits_purpose: "STAFF UNSEEN balance" staff_traits_kept_hours: 3 } } } }
steps { called: "envoy" command { put_person { person { name: "Fatou Keita" party: "$mali" } } } }
steps { called: "asks" command { inscribe_speaker { session: "$opening"
  request { kind: REQUEST_KIND_STATEMENT party: "$mali" person: "$envoy" rank: SPEAKER_RANK_MINISTER
    staff_reason: "STAFF UNSEEN late" } traits { gender: GENDER_FEMALE first_time: true } } } }
steps { called: "waits" command { inscribe_speaker { session: "$opening"
  request { kind: REQUEST_KIND_STATEMENT party: "$chad" } traits { gender: GENDER_MALE } } } }
steps { called: "sahel" command { inscribe_speaker { session: "$opening"
  request { kind: REQUEST_KIND_STATEMENT party: "$chad" group { language: "en" text: "Sahel Group" } } } } }
steps { called: "order" command { inscribe_speaker { session: "$opening"
  request { kind: REQUEST_KIND_POINT_OF_ORDER party: "$chad" person: "$ben" } } } }
steps { command { submit_statement { id: "$waits" texts { language: "fr" text: "UNSEEN words" }
  for_press: true embargoed: true public_after_delivery: true } } }
steps { command { submit_statement { id: "$asks" texts { language: "fr" text: "UNSEEN speech" } for_interpreters: true } } }
steps { called: "motion" command { put_proposal { session: "$opening"
  proposal { title { language: "en" text: "Resolution" } symbol: "L.1" } } } }
steps { called: "quiet" command { put_proposal { session: "$opening" proposal { title { language: "en" text: "Minutes" } } } } }
steps { command { open_silence { id: "$quiet" until_ms: 1726135200000 } } }
steps { command { put_floor { id: "$talks" floor { statement_seconds: 60 replies_max: 2 } } } }
steps { called: "murmur" command { inscribe_speaker { session: "$talks" request { kind: REQUEST_KIND_STATEMENT
  party: "$mali" person: "$deputy" group { language: "en" text: "UNSEEN group" } } } } }
steps { called: "deal" command { put_proposal { session: "$talks" proposal { title { language: "en" text: "UNSEEN deal" } } } } }
steps { command { start_session { id: "$opening" } } }
steps { command { record_presence { id: "$opening" present: 2 } } }
steps { command { start_turn { id: "$asks" } } }
steps { command { override_reason: "UNSEEN" replace_speaker { id: "$panel" person: "$deputy"
  role: SESSION_ROLE_PANELLIST by: "$ada" } } }
)";

}  // namespace dais::fuzz

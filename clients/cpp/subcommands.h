// The words of the command `dais`: each adds itself to the parser, with its page of the manual, and runs when it was
// named. They print to stdout and throw Failure or WrongUsage (place.h); main() turns these into exit codes.
#pragma once

#include <CLI/App.hpp>

#include "clients/cpp/nouns.h"
#include "clients/cpp/place.h"

namespace dais::client {

// Everything below, and the options common to all.
void add_everything(CLI::App& app, Place& place);

void add_help(CLI::App& app);
void add_logs(CLI::App& app, const Place& place);
void add_watch(CLI::App& app, const Place& place);
void add_show(CLI::App& app, const Place& place);
void add_clashes(CLI::App& app, const Place& place);
void add_history(CLI::App& app, const Place& place);
void add_import(CLI::App& app, const Place& place);
void add_export(CLI::App& app, const Place& place);
void add_ledger(CLI::App& app, const Place& place);
void add_summit(CLI::App& app, const Place& place);
void add_session(CLI::App& app, const Place& place);
// Who speaks in a session, and what it is asked to adopt.
void add_floor(CLI::App& app, const Place& place);
void add_proposal(CLI::App& app, const Place& place);
void add_parties(CLI::App& app, const Place& place);
void add_rooms(CLI::App& app, const Place& place);
// What the editions of a summit have in common, and what its next host is handed.
void add_series(CLI::App& app, const Place& place);
// room, track, party, person, body, seat, partner, screen, document, booth, team, shift, edition, declaration,
// commitment.
void add_nouns(CLI::App& app, const Place& place);
// The summit's own colours and logo.
void add_look(CLI::App& app, const Place& place);
void add_draft(CLI::App& app, const Place& place);
void add_undo(CLI::App& app, const Place& place);
void add_load(CLI::App& app, const Place& place);
void add_announce(CLI::App& app, const Place& place);
void add_withdraw(CLI::App& app, const Place& place);
// What needs keys, from the draft to its readers.
void add_announcement(CLI::App& app, const Place& place);
void add_endorsement(CLI::App& app, const Place& place);
void add_roll(CLI::App& app, const Place& place);

// Below `dais session`: what happens to one on the day.
void add_session_day(CLI::App& session, const Place& place);
// Below `dais session`: what there is to read of one.
void add_session_text(CLI::App& session, const Place& place);
// Below `dais floor`: asking for it, and the list; having it.
void add_floor_requests(CLI::App& floor, const Place& place);
void add_floor_turns(CLI::App& floor, const Place& place);
// Below `dais announcement`: the keys and what becomes of it; published without them; withdrawn.
void add_announcement_keys(CLI::App& announcement, const Place& place);
void add_announcement_emergency(CLI::App& announcement, const Place& place);
void add_announcement_withdraw(CLI::App& announcement, const Place& place);
// Below `dais declaration`, `dais commitment`: what happens to one.
void add_declaration_words(CLI::App& declaration, const Place& place);
void add_commitment_words(CLI::App& commitment, const Place& place);
// Below `dais screen`: what all of some show.
void add_screen_words(CLI::App& screen, const Place& place);
// Below what a log is of: show, set, create. The noun outlives the parser.
struct LogExamples {
    std::vector<std::string> set, create;
};
void add_log_words(CLI::App& app, const Place& place, const Noun& noun, const char* id, const LogExamples& examples);
// Below any noun: add, change, remove. Each word's example goes without "dais NOUN WORD".
struct NounExamples {
    std::vector<std::string> add, change, remove;
};
void add_noun_words(CLI::App& app, const Place& place, const Noun& noun, const NounExamples& examples);

}  // namespace dais::client

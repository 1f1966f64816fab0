#include "server/demo/offices.h"

#include "dais/v1/body.pb.h"
#include "server/demo/demo.h"
#include "server/demo/imported.h"

namespace dais::demo {
namespace {

std::string first_body(const summit::State& state) {
    const auto& bodies = state.all(v1::KIND_BODY);
    return bodies.empty() ? std::string() : bodies.begin()->first;
}

Account account(const std::string& word, const std::string& name, v1::Role role) {
    Account account{word + "@demo", name, {}};
    account.grant.set_log(kLog);
    account.grant.set_role(role);
    return account;
}

}  // namespace

std::vector<v1::Command> seat_commands(const summit::State& state) {
    const std::string body = first_body(state);
    const std::string party = imported(state, v1::KIND_PARTY, "GEO");
    const std::string person = imported(state, v1::KIND_PERSON, "geo");
    if (body.empty() || party.empty() || person.empty()) return {};
    v1::Command command;
    command.set_log(kLog);
    command.set_id("demo-seat-1");
    v1::Seat& seat = *command.mutable_put_seat()->mutable_seat();
    seat.set_body(body);
    seat.set_role(v1::SEAT_ROLE_CO_CHAIR);
    seat.set_party(party);
    seat.add_acting(person);
    seat.set_staff_note("Known: Georgia announced that it co-chairs. Who acts for it is a sample.");
    return {command};
}

std::vector<Account> accounts(const summit::State& state) {
    const auto id = [&](v1::Kind kind, std::string_view external_id) { return imported(state, kind, external_id); };
    std::vector<Account> accounts;
    accounts.push_back(account("owner", "Owner (demo)", v1::ROLE_OWNER));
    accounts.back().grant.clear_log();
    accounts.push_back(account("organiser", "Secretariat (demo)", v1::ROLE_ORGANISER));

    // What they are they are by the seat.
    accounts.push_back(account("co-chair", "Representative of Georgia (demo)", v1::ROLE_UNSPECIFIED));
    accounts.back().grant.set_person(id(v1::KIND_PERSON, "geo"));
    if (accounts.back().grant.person().empty()) accounts.pop_back();  // a grant of nothing

    accounts.push_back(account("moderator", "Moderator (demo)", v1::ROLE_MODERATOR));
    if (const auto room = id(v1::KIND_ROOM, "plenary"); !room.empty()) accounts.back().grant.add_rooms(room);

    accounts.push_back(account("track-organiser", "Climate track (demo)", v1::ROLE_TRACK_ORGANISER));
    if (const auto track = id(v1::KIND_TRACK, "climate"); !track.empty()) accounts.back().grant.add_tracks(track);

    accounts.push_back(
        account("head-of-delegation", "Head of the delegation of Kenya (demo)", v1::ROLE_HEAD_OF_DELEGATION));
    accounts.back().grant.set_party(id(v1::KIND_PARTY, "KEN"));
    accounts.push_back(account("delegate", "Delegate of Kenya (demo)", v1::ROLE_DELEGATE));
    accounts.back().grant.set_party(id(v1::KIND_PARTY, "KEN"));

    accounts.push_back(account("press-officer", "Press office (demo)", v1::ROLE_PRESS_OFFICER));
    accounts.push_back(account("interpreter", "Interpreter (demo)", v1::ROLE_INTERPRETER));
    accounts.push_back(account("press", "Correspondent (demo)", v1::ROLE_PRESS));
    return accounts;
}

}  // namespace dais::demo

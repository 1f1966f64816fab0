#include "tests/summit/announcing.h"

#include <algorithm>

#include "server/summit/hash.h"
#include "server/summit/keys.h"
#include "tests/summit/programme.h"

namespace dais::summit {
namespace {

constexpr std::int64_t kDayMs = 24 * 3'600'000;

std::string lower(std::string name) {
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return name;
}

void change(const std::string& what, v1::Announcement& announcement, v1::Clearance& clearance) {
    if (what == "title") announcement.mutable_title(0)->set_text("Said otherwise");
    if (what == "body") *announcement.add_body() = text("en", "At length");
    if (what == "dateline") *announcement.add_dateline() = text("en", "Sal");
    if (what == "another-language") *announcement.add_title() = text("pt", "Dito");
    if (what == "translation") *announcement.add_title() = translation("fr", "Dit", "Said");
    if (what == "audiences") clearance.add_audiences(v1::AUDIENCE_DELEGATE);
    if (what == "priority") announcement.set_priority(v1::ANNOUNCEMENT_PRIORITY_URGENT);
    if (what == "note") announcement.set_staff_note("for us");
    if (what == "credit") announcement.set_photo_credit("Somebody");
    if (what == "embargo") clearance.set_embargo_until_ms(4'000'000'000'000);
    if (what == "one-key") clearance.set_keys(1);
    if (what == "four-keys") clearance.set_keys(4);
    if (what == "no-body") {
        clearance.clear_body();
        clearance.clear_keys();
    }
}

}  // namespace

v1::LocalText translation(const std::string& language, const std::string& words, const std::string& of) {
    v1::LocalText made = text(language, words);
    made.set_origin(v1::ORIGIN_HUMAN);
    made.set_source_digest(Hash().bytes(of).finish().substr(0, 8));
    return made;
}

Announcing::Announcing() {
    georgia = put_party("Georgia");
    cabo_verde = put_party("Cabo Verde");
    for (const char* name : {"ana", "ben", "bea", "bob", "carl", "mia", "otto", "dora"}) {
        persons[name] = log.done(command([&](auto& c) {
            c.mutable_put_person()->mutable_person()->set_name(name);
            c.mutable_put_person()->mutable_person()->set_party(cabo_verde);
        }));
    }
    body = put_body("Steering committee");
    other_body = put_body("Working group");
    put_seat("A", [&](v1::Seat& seat) {
        seat.set_role(v1::SEAT_ROLE_CHAIR);
        seat.set_person(persons["ana"]);
    });
    put_seat("B", [&](v1::Seat& seat) {
        seat.set_party(georgia);
        seat.add_acting(persons["ben"]);
        seat.add_acting(persons["bea"]);
    });
    put_seat("C", [&](v1::Seat& seat) {
        seat.set_person(persons["carl"]);
        seat.mutable_last_day()->set_year(2024);
        seat.mutable_last_day()->set_month(9);
        seat.mutable_last_day()->set_day(12);
    });
    put_seat("M", [&](v1::Seat& seat) {
        seat.set_role(v1::SEAT_ROLE_MEMBER);
        seat.set_person(persons["mia"]);
    });
    put_seat("O", [&](v1::Seat& seat) {
        seat.set_body(other_body);
        seat.set_person(persons["otto"]);
    });
}

std::string Announcing::put_party(const std::string& name) {
    return log.done(command([&](auto& c) { *c.mutable_put_party()->mutable_party()->add_name() = text("en", name); }));
}

std::string Announcing::put_body(const std::string& name) {
    return log.done(command([&](auto& c) { *c.mutable_put_body()->mutable_body()->add_name() = text("en", name); }));
}

void Announcing::put_seat(const std::string& name, const std::function<void(v1::Seat&)>& fill) {
    seats[name] = log.done(command([&](auto& c) {
        v1::Seat& seat = *c.mutable_put_seat()->mutable_seat();
        seat.set_body(body);
        seat.set_role(v1::SEAT_ROLE_CO_CHAIR);
        fill(seat);
        c.mutable_put_seat()->set_id(seats[name]);
    }));
}

void Announcing::acting_as(const std::string& person, v1::Role role) {
    log.standing = {};
    log.standing.held.push_back({role, persons.at(person), {}, {}, {}, {}});
}

v1::Command Announcing::edit(const std::function<void(v1::Announcement&, v1::Clearance&)>& change_it, v1::Role role) {
    return command(
        [&](auto& c) {
            v1::PutAnnouncement& put = *c.mutable_put_announcement();
            put.set_id(id);
            *put.mutable_announcement() = announcement();
            *put.mutable_clearance() = clearance();
            change_it(*put.mutable_announcement(), *put.mutable_clearance());
        },
        role);
}

bool Announcing::say_of_the_committee(const std::vector<std::string>& words, v1::Command& c) {
    const std::string& verb = words[0];
    if (verb == "lose") c.mutable_remove_seat()->set_id(seats.at(words[1]));
    if (verb == "act" || verb == "fill") {
        const std::string& id_of = seats.at(verb == "act" ? "B" : words[1]);
        v1::PutSeat& put = *c.mutable_put_seat();
        put.set_id(id_of);
        *put.mutable_seat() = *log.state().get<v1::Seat>(v1::KIND_SEAT, id_of);
        if (verb == "fill") put.mutable_seat()->set_person(persons.at(words[2]));
        if (verb == "act") put.mutable_seat()->clear_acting();
        for (std::size_t i = 1; verb == "act" && i < words.size(); ++i)
            put.mutable_seat()->add_acting(persons.at(words[i]));
    }
    return c.verb_case() != v1::Command::VERB_NOT_SET;
}

v1::Command Announcing::one(const std::vector<std::string>& words) {
    const std::string& verb = words[0];
    log.standing = {};
    v1::Command c = log.command();
    if (say_of_the_committee(words, c)) return c;
    if (verb == "draft") {
        v1::PutAnnouncement& put = *c.mutable_put_announcement();
        *put.mutable_announcement()->add_title() = text("en", "Said");
        if (words[1] != "free") {
            put.mutable_clearance()->set_body(body);
            put.mutable_clearance()->set_keys(std::stoi(words[1]));
        }
    }
    if (verb == "submit") c.mutable_submit_announcement()->set_id(id);
    if (verb == "approve") {
        acting_as(words[2]);
        c.set_basis(basis_);
        c.mutable_approve_announcement()->set_id(id);
        c.mutable_approve_announcement()->set_seat(seats.at(words[1]));
        c.mutable_approve_announcement()->set_digest(read_);
    }
    if (verb == "take-back") {
        acting_as(words[2]);
        c.mutable_withdraw_approval()->set_id(id);
        c.mutable_withdraw_approval()->set_seat(seats.at(words[1]));
    }
    if (verb == "edit")
        c = edit([&](auto& announcement, auto& clearance) { change(words[1], announcement, clearance); });
    if (verb == "translate") {
        c.mutable_translate_announcement()->set_id(id);
        *c.mutable_translate_announcement()->mutable_title() = translation(words[1], words[2], "Said");
    }
    if (verb == "quote")
        c = edit([&](auto&, auto& clearance) { clearance.add_quotes()->set_person(persons.at(words[1])); });
    if (verb == "clear") c = edit([&](auto&, auto& clearance) { clearance.mutable_quotes(0)->set_cleared(true); });
    if (verb == "release") c.mutable_release_announcement()->set_id(id);
    if (verb == "lift") c.mutable_lift_embargo()->set_id(id);
    if (verb == "withdraw") c.mutable_withdraw_announcement()->set_id(id);
    EXPECT_NE(c.verb_case(), v1::Command::VERB_NOT_SET) << verb;
    return c;
}

Decided Announcing::say(const std::string& words) {
    Decided last;
    for (const std::string& sentence : split(words, ';')) {
        std::vector<std::string> said;
        for (const std::string& word : split(sentence, ' '))
            if (!word.empty()) said.push_back(word);
        if (said.empty()) continue;
        if (auto* no = std::get_if<v1::Refusal>(&last)) ADD_FAILURE() << "before " << sentence << ": " << no->message();
        if (said[0] == "a-day-later") {
            log.now_ms += kDayMs;
        } else if (said[0] == "read") {
            read_ = clearance().digest();
            basis_ = log.state().head(v1::AUDIENCE_BUREAU).position;
        } else {
            const v1::Command c = one(said);
            const bool by_chair = said[0] == "approve" || said[0] == "take-back";
            v1::Command asked = c;
            if (said[0] == "take-back") asked.set_basis(log.state().head(v1::AUDIENCE_BUREAU).position);
            last = log.ask(asked, by_chair ? v1::ROLE_CO_CHAIR : v1::ROLE_ORGANISER);
            log.standing = {};
            if (said[0] == "draft" && std::holds_alternative<Decision>(last)) id = std::get<Decision>(last).made;
        }
    }
    return last;
}

void Announcing::done(const std::string& words) {
    const Decided last = say(words);
    if (const auto* no = std::get_if<v1::Refusal>(&last)) ADD_FAILURE() << words << ": " << no->ShortDebugString();
}

v1::Refusal Announcing::refused(const std::string& words) {
    const Decided last = say(words);
    if (const auto* no = std::get_if<v1::Refusal>(&last)) return *no;
    ADD_FAILURE() << words << " was not refused";
    return {};
}

std::string Announcing::told() const {
    const v1::Clearance is = clearance();
    const std::string state = lower(v1::ClearanceState_Name(is.state()).substr(16));
    if (is.body().empty() || (state != "submitted" && state != "approved")) return state;
    Context context{"test", std::string(32, 's'), {}, v1::AUDIENCE_STAFF, log.now_ms, {}};
    const ChangeBuilder builder(log.state(), context);
    return state + ", " + std::to_string(approvals_of(builder, id, is)) + " of " + std::to_string(is.keys()) +
           " keys, " + std::to_string(filled_chairs(builder, is.body()).size()) + " seats";
}

std::string Announcing::seen_by(v1::Kind kind, const std::string& of) const {
    const Record* record = log.state().find(kind, of);
    std::string seen;
    for (const v1::Audience audience : kAudiences)
        if (record != nullptr && record->visible_to(audience))
            seen += (seen.empty() ? "" : " ") + lower(v1::Audience_Name(audience).substr(9));
    return seen;
}

}  // namespace dais::summit

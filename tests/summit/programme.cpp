#include "tests/summit/programme.h"

#include "server/summit/venue_time.h"

namespace dais::summit {
namespace {

constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::int64_t kDayMs = 24 * kHourMs;
constexpr std::int64_t kSteadyDayMs = 1'726'099'200'000;   // 2024-09-12 00:00 UTC
constexpr std::int64_t kForwardDayMs = 1'743'292'800'000;  // 2025-03-30: at 02:00 in Geneva it is 03:00
constexpr std::int64_t kBackDayMs = 1'761'436'800'000;     // 2025-10-26: at 03:00 it is 02:00 again

v1::Summit summit_of(Clocks clocks) {
    v1::Summit summit;
    *summit.add_name() = text("en", "Summit");
    if (clocks == Clocks::kSteady) return summit;
    const bool forward = clocks == Clocks::kForward;
    v1::ZoneOffset& before = *summit.add_offsets();
    before.set_seconds(forward ? 3'600 : 7'200);
    v1::ZoneOffset& after = *summit.add_offsets();
    after.set_since_ms((forward ? kForwardDayMs : kBackDayMs) + kHourMs);
    after.set_seconds(forward ? 7'200 : 3'600);
    return summit;
}

std::string value_of(const std::string& word) { return word.substr(word.find(':') + 1); }

}  // namespace

std::vector<std::string> split(const std::string& text, char at) {
    std::vector<std::string> parts;
    std::string part;
    for (const char c : text + at) {
        if (c != at) {
            part += c;
        } else if (!part.empty()) {
            parts.push_back(std::exchange(part, {}));
        }
    }
    return parts;
}

Programme::Programme(const std::string& plan_words, Clocks clocks) : log(summit_of(clocks)) {
    log.now_ms = clocks == Clocks::kSteady ? kSteadyDayMs : clocks == Clocks::kForward ? kForwardDayMs : kBackDayMs;
    ids_["today"] = std::to_string(log.now_ms);
    plan(plan_words);
}

void Programme::plan(const std::string& words) {
    for (const std::string& one : split(words, ';')) plan_one(split(one, ' '));
}

v1::Summit Programme::summit() const { return *log.state().get<v1::Summit>(v1::KIND_SUMMIT, "m"); }

const std::string& Programme::room(const std::string& name) {
    if (const auto held = ids_.find(name); held != ids_.end()) return held->second;
    v1::Command put = log.command();
    *put.mutable_put_room()->mutable_room()->add_name() = text("en", name);
    return ids_[name] = log.done(put);
}

const std::string& Programme::person(const std::string& name) {
    if (const auto held = ids_.find(name); held != ids_.end()) return held->second;
    v1::Command put = log.command();
    put.mutable_put_person()->mutable_person()->set_name(name);
    return ids_[name] = log.done(put);
}

void Programme::option(v1::Session& session, const std::string& word, bool& hidden) {
    if (word == "break") session.set_kind(v1::SESSION_KIND_BREAK);
    if (word == "plenary") session.set_kind(v1::SESSION_KIND_PLENARY);
    if (word == "panel") session.set_kind(v1::SESSION_KIND_PANEL);
    if (word == "anchor") session.mutable_anchor()->set_kind(v1::ANCHOR_KIND_ARRIVAL);
    if (word == "anchor:broadcast") session.mutable_anchor()->set_kind(v1::ANCHOR_KIND_BROADCAST);
    if (word == "anchor:interpreters") session.mutable_anchor()->set_kind(v1::ANCHOR_KIND_INTERPRETATION);
    if (word == "hidden") hidden = true;
    if (word.starts_with("in:")) session.set_part_of(id(value_of(word)));
    if (word.starts_with("shortest:")) session.set_shortest_minutes(std::stoi(value_of(word)));
    if (word.starts_with("expected:")) session.set_expected(std::stoi(value_of(word)));
    if (word.starts_with("into:")) session.add_interpretation_languages(value_of(word));
    if (!word.starts_with("with:") && !word.starts_with("chair:")) return;
    v1::Participation& part = *session.add_people();
    part.set_person(person(value_of(word)));
    part.set_role(word.starts_with("with:") ? v1::SESSION_ROLE_SPEAKER : v1::SESSION_ROLE_CHAIR);
}

void Programme::plan_one(const std::vector<std::string>& words) {
    if (words.empty()) return;
    if (words[0] == "room") {
        v1::Command put = log.command();
        put.mutable_put_room()->set_id(room(words[1]));
        v1::Room held = *log.state().get<v1::Room>(v1::KIND_ROOM, room(words[1]));
        for (const std::string& word : words) {
            if (word == "unoperated") held.set_unoperated(true);
            if (word.starts_with("turnover:")) held.set_turnover_minutes(std::stoi(value_of(word)));
            if (word.starts_with("places:")) held.set_capacity(std::stoi(value_of(word)));
        }
        *put.mutable_put_room()->mutable_room() = held;
        put.set_basis(log.command().basis());
        log.imported(put);
        return;
    }
    v1::Session session;
    *session.add_title() = text("en", words[0]);
    if (words[1] != "-") session.set_room(room(words[1]));
    const std::vector<std::string> times = split(words[2], '-');
    session.mutable_planned()->set_starts_at_ms(at(times[0]));
    session.mutable_planned()->set_ends_at_ms(at(times[1]));
    bool hidden = false;
    for (std::size_t i = 3; i < words.size(); ++i) option(session, words[i], hidden);
    // Whatever it clashes with was planned so.
    v1::Command import = log.command();
    import.mutable_put_session()->set_hidden(hidden);
    *import.mutable_put_session()->mutable_session() = session;
    ids_[words[0]] = log.imported(import);
    sessions_.push_back(words[0]);
}

std::int64_t Programme::at(const std::string& time) const {
    const bool second = time.find('\'') != std::string::npos;
    std::int64_t local_ms =
        std::stoll(ids_.at("today")) + std::stoi(time.substr(0, 2)) * kHourMs + std::stoi(time.substr(3, 2)) * 60'000LL;
    if (const auto plus = time.find('+'); plus != std::string::npos)
        local_ms += std::stoi(time.substr(plus + 1)) * kDayMs;
    std::vector<std::int64_t> found;
    for (std::int64_t offset = 4 * kHourMs; offset >= 0; offset -= kHourMs)
        if (offset_ms(summit(), local_ms - offset) == offset) found.push_back(local_ms - offset);
    EXPECT_FALSE(found.empty()) << "no clock shows " << time;
    return second ? found.back() : found.front();
}

std::string Programme::shown(std::int64_t at_ms) const {
    std::string shown = hh_mm(summit(), at_ms);
    const std::int64_t offset = offset_ms(summit(), at_ms);
    if (offset_ms(summit(), at_ms - kHourMs) == offset + kHourMs) shown += "'";
    const std::int64_t days = (at_ms + offset - std::stoll(ids_.at("today"))) / kDayMs;
    return days == 0 ? shown : shown + "+" + std::to_string(days);
}

std::string Programme::times(const std::string& session) const {
    const Slot& slot = *log.state().schedule().find(id(session));
    return shown(slot.start_ms()) + "-" + (slot.end_is_least ? "≥" : "") + shown(slot.end_ms());
}

std::string Programme::status(const std::string& session) const {
    return v1::SessionStatus_Name(log.state().schedule().find(id(session))->status).substr(15);
}

std::string Programme::name(const std::string& one) const {
    for (const auto& [name, held] : ids_)
        if (held == one) return name;
    return one;
}

v1::Session Programme::session(const std::string& name) const {
    return *log.state().get<v1::Session>(v1::KIND_SESSION, id(name));
}

v1::Command Programme::put(const std::string& name, const v1::Session& session) {
    v1::Command put = log.command();
    put.mutable_put_session()->set_id(id(name));
    *put.mutable_put_session()->mutable_session() = session;
    put.mutable_put_session()->set_hidden(log.state().find(v1::KIND_SESSION, id(name))->audiences == kStaffOnly);
    return put;
}

v1::Command Programme::command(const std::string& words_text, v1::Role role) {
    const std::vector<std::string> words = split(words_text, ' ');
    const std::string& verb = words[0];
    v1::Command c = log.command(role);
    if (verb == "undo") {
        c.mutable_undo()->set_position(c.basis());
        return c;
    }
    if (verb == "adopt") {
        c.mutable_set_programme_status()->set_status(v1::PROGRAMME_STATUS_ADOPTED);
        return c;
    }
    const std::string& session_id = id(words[1]);
    const auto instant = [&] { return at(words[2]); };
    const auto happened = [&] {
        log.now_ms = std::max(log.now_ms, instant());
        return instant();
    };
    if (verb == "set") {
        c.mutable_set_projected_start()->set_id(session_id);
        c.mutable_set_projected_start()->set_at_ms(instant());
    } else if (verb == "start") {
        c.mutable_start_session()->set_id(session_id);
        c.mutable_start_session()->set_at_ms(happened());
    } else if (verb == "end") {
        c.mutable_end_session()->set_id(session_id);
        c.mutable_end_session()->set_at_ms(happened());
    } else if (verb == "set-end") {
        c.mutable_set_projected_end()->set_id(session_id);
        c.mutable_set_projected_end()->set_at_ms(instant());
    } else if (verb == "push") {
        log.now_ms = std::max(log.now_ms, instant() - 5 * 60'000);
        c.mutable_push_overrun()->set_id(session_id);
        c.mutable_push_overrun()->set_at_ms(instant());
    } else if (verb == "pause") {
        log.now_ms = instant();
        c.mutable_pause_session()->set_id(session_id);
    } else if (verb == "suspend") {
        log.now_ms = instant();
        c.mutable_suspend_session()->set_id(session_id);
        if (words.size() > 3) c.mutable_suspend_session()->set_resumes_at_ms(at(words[3]));
    } else if (verb == "resume") {
        c.mutable_resume_session()->set_id(session_id);
        c.mutable_resume_session()->set_at_ms(happened());
    } else if (verb == "call") {
        c.mutable_call_session()->set_id(session_id);
    } else if (verb == "cancel") {
        c.mutable_cancel_session()->set_id(session_id);
    } else if (verb == "postpone") {
        c.mutable_postpone_session()->set_id(session_id);
    } else if (verb == "reinstate") {
        c.mutable_reinstate_session()->set_id(session_id);
    } else if (verb == "remove") {
        c.mutable_remove_session()->set_id(session_id);
    } else if (verb == "move") {
        c.mutable_move_session()->set_room(room(words[2]));
        c.mutable_move_session()->set_id(session_id);
        c.set_basis(log.command(role).basis());
    } else if (verb == "hide") {
        c = put(words[1], session(words[1]));
        c.mutable_put_session()->set_hidden(true);
    } else if (verb == "replan") {
        v1::Session plan = session(words[1]);
        plan.mutable_planned()->set_starts_at_ms(at(split(words[2], '-')[0]));
        plan.mutable_planned()->set_ends_at_ms(at(split(words[2], '-')[1]));
        c = put(words[1], plan);
    } else if (verb == "replace") {
        c.mutable_replace_speaker()->set_id(session_id);
        c.mutable_replace_speaker()->set_person(id(words[2]));
        const v1::Session held = session(words[1]);
        for (const v1::Participation& part : held.people())
            if (part.person() == id(words[2])) c.mutable_replace_speaker()->set_role(part.role());
        if (words[3] != "nobody") c.mutable_replace_speaker()->set_by(person(words[3]));
        c.set_basis(log.command(role).basis());
    } else if (verb == "preside") {
        c.mutable_set_presiding()->set_id(session_id);
        c.mutable_set_presiding()->set_person(person(words[2]));
        c.set_basis(log.command(role).basis());
    } else {
        ADD_FAILURE() << "nothing is called " << verb;
    }
    return c;
}

Decided Programme::happen(const std::string& words, const std::string& reason, v1::Role role) {
    const v1::Role who = split(words, ' ')[0] == "push" ? v1::ROLE_SERVER : role;
    v1::Command c = command(words, who);
    c.set_override_reason(reason);
    return log.ask(c, who);
}

Decision Programme::done(const std::string& words, const std::string& reason, v1::Role role) {
    Decided decided = happen(words, reason, role);
    if (const auto* refusal = std::get_if<v1::Refusal>(&decided)) {
        ADD_FAILURE() << words << ": " << refusal->message();
        return {};
    }
    return std::get<Decision>(decided);
}

v1::Refusal Programme::refused(const std::string& words, v1::Role role) {
    const std::uint64_t seq = log.state().seq();
    const Decided decided = happen(words, {}, role);
    EXPECT_EQ(log.state().seq(), seq) << "a refusal leaves no trace";
    if (const auto* refusal = std::get_if<v1::Refusal>(&decided)) return *refusal;
    ADD_FAILURE() << words << " was not refused";
    return {};
}

}  // namespace dais::summit

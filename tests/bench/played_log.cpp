#include "tests/bench/played_log.h"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "server/interchange/schedule_xml.h"
#include "server/live/rim.h"
#include "server/summit/rights.h"

namespace dais::bench {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::uint64_t kCheckpointChanges = 5'000;
constexpr std::size_t kGroup = 500;

v1::LocalText text(std::string words) {
    v1::LocalText made;
    made.set_language("en");
    made.set_text(std::move(words));
    made.set_origin(v1::ORIGIN_AUTHENTIC);
    return made;
}

// Words that deflate about as well as those of a real programme.
std::string words(std::mt19937_64& random, std::size_t count) {
    static constexpr const char* kSyllables[] = {"har", "bour", "net", "work", "ing", "data", "free", "soft", "ware",
                                                 "sta", "ble",  "ker", "nel",  "com", "mu",   "ni",   "ty",   "in"};
    std::string made;
    for (std::size_t i = 0; i < count; ++i) {
        if (i) made += ' ';
        for (std::size_t n = 1 + random() % 4; n > 0; --n) made += kSyllables[random() % std::size(kSyllables)];
    }
    return made;
}

v1::ImportProgramme made_up() {
    constexpr int kSessions = 928, kRooms = 35, kPersons = 1'070, kTracks = 78;
    std::mt19937_64 random(1);
    v1::ImportProgramme programme;
    programme.set_source("schedule.xml");
    *programme.mutable_summit()->add_name() = text("Made up, as large as a real one");
    programme.mutable_summit()->set_zone("Europe/Brussels");
    for (const int day : {1, 2}) {
        v1::Date& date = *programme.mutable_summit()->add_days();
        date.set_year(2025), date.set_month(2), date.set_day(day);
    }
    for (int i = 0; i < kRooms; ++i) {
        auto& room = *programme.add_rooms();
        room.set_external_id("room " + std::to_string(i));
        *room.mutable_room()->add_name() = text(words(random, 1) + " " + std::to_string(i));
    }
    for (int i = 0; i < kTracks; ++i) {
        auto& track = *programme.add_tracks();
        track.set_external_id("track " + std::to_string(i));
        *track.mutable_track()->add_name() = text(words(random, 2));
    }
    for (int i = 0; i < kPersons; ++i) {
        auto& person = *programme.add_persons();
        person.set_external_id("person " + std::to_string(i));
        person.mutable_person()->set_name(words(random, 2));
    }
    const std::int64_t first_ms = 1'738'400'400'000;  // 2025-02-01 10:00 in Brussels
    for (int i = 0; i < kSessions; ++i) {
        auto& one = *programme.add_sessions();
        one.set_external_id("session " + std::to_string(i));
        v1::Session& session = *one.mutable_session();
        session.set_kind(v1::SESSION_KIND_TALK);
        *session.add_title() = text(words(random, 8));
        session.set_room("room " + std::to_string(i % kRooms));
        session.set_track("track " + std::to_string(i % kTracks));
        const int of_room = i / kRooms;
        session.mutable_planned()->set_starts_at_ms(first_ms +
                                                    (of_room / 14 * 24 * 60 + of_room % 14 * 30) * kMinuteMs);
        session.mutable_planned()->set_ends_at_ms(session.planned().starts_at_ms() + 25 * kMinuteMs);
        v1::Participation& part = *session.add_people();
        part.set_person("person " + std::to_string(random() % kPersons));
        part.set_role(v1::SESSION_ROLE_SPEAKER);
        *one.add_abstract() = text(words(random, 150));
    }
    return programme;
}

std::optional<v1::ImportProgramme> from_file() {
    const char* named = std::getenv("DAIS_SAMPLES");
    const std::filesystem::path folder = named ? named : std::string(DAIS_SOURCE_DIR) + "/../shared/samples";
    std::ifstream file(folder / "frab-xml" / "fosdem-2025.xml", std::ios::binary);
    if (!file) return std::nullopt;
    auto parsed = interchange::parse_schedule_xml(std::string(std::istreambuf_iterator<char>(file), {}), {});
    if (!parsed.failure.empty()) throw std::runtime_error(parsed.failure);
    parsed.programme.set_source("schedule.xml");
    return std::move(parsed.programme);
}

}  // namespace

PlayedLog::PlayedLog() {
    import_programme();
    for (const auto& [id, record] : state_.all(v1::KIND_SESSION)) sessions_.push_back(id);
    for (const auto& [id, record] : state_.all(v1::KIND_ROOM)) rooms_.push_back(id);
}

void PlayedLog::import_programme() {
    v1::Command command;
    command.set_log(name_);
    command.set_id("import");
    if (auto programme = from_file()) {
        programme_ = "fosdem-2025.xml";
        *command.mutable_import_programme() = std::move(*programme);
    } else {
        programme_ = "made up";
        *command.mutable_import_programme() = made_up();
    }
    now_ms_ = 1'738'396'800'000;  // the first morning, an hour before the first talk
    if (!ask(std::move(command)).done) throw std::runtime_error("the programme was refused");
}

v1::Command PlayedLog::random_command() {
    v1::Command command;
    command.set_log(name_);
    command.set_id("c" + std::to_string(++commands_));
    command.set_basis(state_.head(v1::AUDIENCE_STAFF).position);
    command.set_override_reason("as agreed on the floor");
    const std::string& id = one_of(sessions_);
    const auto session = *state_.get<v1::Session>(v1::KIND_SESSION, id);
    const std::int64_t start_ms = session.planned().starts_at_ms();
    const auto late_ms = static_cast<std::int64_t>(below(7)) * 5 * kMinuteMs;
    const std::uint64_t which = below(100);
    if (which < 30) {
        command.mutable_set_projected_start()->set_id(id);
        command.mutable_set_projected_start()->set_at_ms(start_ms + late_ms);
    } else if (which < 50) {
        command.mutable_start_session()->set_id(id);
        command.mutable_start_session()->set_at_ms(std::min(now_ms_, start_ms + late_ms));
    } else if (which < 70) {
        command.mutable_end_session()->set_id(id);
        command.mutable_end_session()->set_at_ms(std::min(now_ms_, session.planned().ends_at_ms() + late_ms));
    } else if (which < 80) {
        command.mutable_move_session()->set_id(id);
        command.mutable_move_session()->set_room(one_of(rooms_));
    } else if (which < 85) {
        command.mutable_reinstate_session()->set_id(id);
    } else if (which < 88) {
        command.mutable_cancel_session()->set_id(id);
    } else if (which < 92 && announcements_.size() < 200) {
        *command.mutable_publish_announcement()->mutable_announcement()->add_title() =
            text("Room changed: see screens");
    } else if (which < 94 && !announcements_.empty()) {
        command.mutable_withdraw_announcement()->set_id(one_of(announcements_));
    } else {
        command.mutable_put_session()->set_id(id);
        *command.mutable_put_session()->mutable_session() = session;
        command.mutable_put_session()->mutable_session()->set_staff_note("seen " + std::to_string(commands_));
    }
    return command;
}

PlayedLog::Outcome PlayedLog::ask(v1::Command command) {
    const std::string digest = live::body_digest(command);
    live::complete(command);
    v1::Actor actor;
    actor.set_login("key:bench");
    actor.set_name("Secretariat");
    actor.set_role(v1::ROLE_ORGANISER);
    summit::Context context{name_, secret_, actor, v1::AUDIENCE_STAFF, now_ms_ += 1'700, {}, &recent_};
    if (command.has_basis()) context.basis = command.basis();
    Outcome outcome;
    const auto begin = std::chrono::steady_clock::now();
    summit::Decided decided = summit::decide(state_, command, context);
    auto* decision = std::get_if<summit::Decision>(&decided);
    if (decision == nullptr) return outcome;
    outcome.change.set_seq(state_.seq() + 1);
    outcome.change.set_at_ms(context.now_ms);
    *outcome.change.mutable_actor() = actor;
    for (v1::Entry& entry : decision->entries) *outcome.change.add_entries() = std::move(entry);
    summit::RecentChange recent = summit::RecentChanges::look(outcome.change, state_);
    outcome.shown = state_.apply(outcome.change, std::string(8, 'c'));
    recent_.add(std::move(recent), state_);
    outcome.microseconds = std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin).count();
    outcome.done = true;
    if (command.has_publish_announcement()) announcements_.push_back(decision->made);
    storage::Append append;
    append.log = name_;
    if (state_.seq() == 1) append.new_secret = secret_;
    append.change = outcome.change;
    append.command_id = command.id();
    append.body_digest = digest;
    append.made = decision->made;
    append.shown = outcome.shown.audiences;
    for (summit::LongText& one : decision->texts) append.texts.push_back({std::move(one.hash), std::move(one.body)});
    waiting_.push_back(std::move(append));
    return outcome;
}

void PlayedLog::store(storage::Database& database) {
    if (waiting_.empty()) return;
    const storage::Appended appended = database.append(waiting_);
    if (!appended.committed) throw std::runtime_error(appended.reason);
    waiting_.clear();
    if (state_.seq() - checkpoint_seq_ < kCheckpointChanges) return;
    checkpoint_seq_ = state_.seq();
    database.put_checkpoint(name_, {state_.seq(), state_.checkpoint().SerializeAsString()});
}

void PlayedLog::play(storage::Database& database, std::size_t changes) {
    const std::uint64_t until = state_.seq() + changes;
    while (state_.seq() < until) {
        ask(random_command());
        if (waiting_.size() >= kGroup || state_.seq() % kCheckpointChanges == 0) store(database);
    }
    store(database);
}

}  // namespace dais::bench

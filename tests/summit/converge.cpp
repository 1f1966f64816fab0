#include "tests/summit/converge.h"

#include "server/summit/projected_times.h"
#include "server/summit/settle.h"

namespace dais::summit {

v1::LocalText text(const std::string& language, const std::string& words) {
    v1::LocalText made;
    made.set_language(language);
    made.set_text(words);
    made.set_origin(v1::ORIGIN_AUTHENTIC);
    return made;
}

namespace {

v1::Summit plain_summit() {
    v1::Summit summit;
    *summit.add_name() = text("en", "Summit");
    return summit;
}

// Beyond this, what every command's test checks would take too long.
constexpr std::size_t kSettledSessionsMax = 64;

}  // namespace

std::string misread(const State& state) {
    for (const auto& [id, record] : state.all(v1::KIND_SESSION)) {
        std::vector<v1::Replacement> replacements;
        for (const auto& [replaced, replacement] : state.all(v1::KIND_REPLACEMENT))
            if (replacement->owner == id)
                replacements.push_back(*state.get<v1::Replacement>(v1::KIND_REPLACEMENT, replaced));
        const auto progress =
            state.get<v1::SessionProgress>(v1::KIND_SESSION_PROGRESS, id).value_or(v1::SessionProgress());
        const Slot slot =
            slot_of(id, *state.get<v1::Session>(v1::KIND_SESSION, id), progress, replacements, record->audiences);
        const Slot* held = state.schedule().find(id);
        if (held == nullptr || *held != slot) return id + " is not in the schedule as its records say";
    }
    return state.schedule().all().size() == state.all(v1::KIND_SESSION).size() ? "" : "the schedule has a session more";
}

std::string unsettled(const State& state, v1::Audience audience) {
    Schedule fresh;
    for (const Slot* held : state.schedule().all()) {
        if ((held->audiences & bit(audience)) == 0) continue;
        Slot slot = *held;
        if (!slot.start_is_set) slot.projected_start_ms.reset();
        if (!slot.end_is_said()) slot.projected_end_ms.reset();
        fresh.put(slot);
    }
    const RoomRulesOf rooms = [&](const std::string& room) {
        const auto held = state.get<v1::Room>(v1::KIND_ROOM, room).value_or(v1::Room());
        return RoomRules{held.unoperated(), held.turnover_minutes() * 60'000LL};
    };
    bool moved = true;
    for (std::size_t round = 0; moved && round < 1'000; ++round) {
        moved = false;
        for (const Slot* held : fresh.all()) {
            Slot slot = *held;
            if (slot.gone() || slot.actual_end_ms) continue;
            const ExpectedTimes times = expected_times(fresh, *held, rooms);
            if (times == ExpectedTimes{held->start_ms(), held->end_ms()}) continue;
            if (!slot.actual_start_ms && !slot.start_is_set) slot.projected_start_ms = times.start_ms;
            if (!slot.end_is_said()) slot.projected_end_ms = times.end_ms;
            fresh.put(slot);
            moved = true;
        }
    }
    if (moved) return "projected times have no solution";
    for (const Slot* expected_slot : fresh.all()) {
        const Slot& expected = *expected_slot;
        const Slot* held = state.schedule().find(expected.id);
        if (held->start_ms() != expected.start_ms() || held->end_ms() != expected.end_ms())
            return held->id + " is expected at " + std::to_string(held->start_ms()) + " to " +
                   std::to_string(held->end_ms()) + ", not at " + std::to_string(expected.start_ms()) + " to " +
                   std::to_string(expected.end_ms());
    }
    return {};
}

void expect_settled(const State& state) {
    EXPECT_EQ(misread(state), "");
    EXPECT_EQ(unsettled(state), "");
}

TestLog::TestLog(const v1::Summit& summit) {
    v1::Command put = command();
    *put.mutable_put_summit()->mutable_summit() = summit;
    done(put);
}

TestLog::TestLog(const v1::Series& series) {
    v1::Command put = command();
    *put.mutable_put_series()->mutable_series() = series;
    done(put);
}

TestLog::TestLog() : TestLog(plain_summit()) {
    const auto room = [&](const char* name) {
        v1::Command put = command();
        *put.mutable_put_room()->mutable_room()->add_name() = text("en", name);
        put.mutable_put_room()->mutable_room()->set_staff_note("door code 1234");
        return done(put);
    };
    room_a = room("Plenary hall");
    room_b = room("Room B");
    v1::Command put_person = command();
    put_person.mutable_put_person()->mutable_person()->set_name("Ada Mbaye");
    put_person.mutable_put_person()->mutable_person()->set_staff_contact("ada@example.org");
    person = done(put_person);
    const auto session = [&](const char* title, int hour, bool is_hidden) {
        v1::Command put = command();
        v1::Session& made = *put.mutable_put_session()->mutable_session();
        *made.add_title() = text("en", title);
        made.mutable_planned()->set_starts_at_ms(now_ms + hour * 3'600'000);
        made.mutable_planned()->set_ends_at_ms(now_ms + (hour + 1) * 3'600'000);
        made.set_room(room_a);
        made.add_people()->set_person(person);
        put.mutable_put_session()->set_hidden(is_hidden);
        return done(put);
    };
    opening = session("Opening", 1, false);
    panel = session("Panel", 2, false);
    hidden = session("Negotiations", 3, true);
}

v1::Command TestLog::command(v1::Role role) {
    v1::Command command;
    command.set_log("test");
    command.set_id("c" + std::to_string(++next_));
    command.set_basis(state_.head(audience_of(role)).position);
    return command;
}

Context TestLog::context(const v1::Command& command, v1::Role role) const {
    Context context{"test", std::string(32, 's'), {}, audience_of(role), now_ms, {}, &recent_};
    context.actor.set_login("key:test");
    context.actor.set_name("Tester");
    context.actor.set_role(role);
    context.standing = standing;
    context.erasing = &erasing;
    if (command.has_basis()) context.basis = command.basis();
    return context;
}

Decided TestLog::ask(v1::Command command, v1::Role role) {
    const Context given = context(command, role);
    Decided decided = decide(state_, command, given);
    if (const auto* decision = std::get_if<Decision>(&decided); decision != nullptr && !command.preview())
        apply(*decision, given.actor);
    return decided;
}

std::string TestLog::imported(const v1::Command& command) {
    const Context given = context(command, v1::ROLE_ORGANISER);
    ChangeBuilder builder(state_, given);
    const No no = do_verb(builder, command);
    EXPECT_FALSE(no) << no->message();
    settle(builder);
    Decision decision;
    decision.entries = builder.entries();
    apply(decision, given.actor);
    return builder.made;
}

void TestLog::apply(const Decision& decision, const v1::Actor& actor) {
    v1::Change change;
    change.set_seq(state_.seq() + 1);
    change.set_at_ms(now_ms);
    *change.mutable_actor() = actor;
    for (const v1::Entry& entry : decision.entries) *change.add_entries() = entry;
    std::array<AudienceHead, kAudiences.size()> before;
    for (const v1::Audience audience : kAudiences) before[index_of(audience)] = state_.head(audience);
    RecentChange recent = RecentChanges::look(change, state_);
    const Shown shown = state_.apply(change, "12345678");
    recent_.add(std::move(recent), state_);
    following_.follow(change, shown, "12345678");
    check_convergence(shown, before);
    if (heard) heard(change, shown);
}

void TestLog::roll_back(const State& earlier) {
    state_ = following_ = earlier;
    recent_.forget_after(earlier.seq());
    for (const v1::Audience audience : kAudiences) {
        Records& reader = readers_[index_of(audience)];
        reader = Records();
        state_.for_each([&](v1::Kind kind, const std::string& id, const Record& record) {
            if (!record.visible_to(audience)) return;
            v1::Entry entry;
            entry.set_kind(kind);
            entry.set_id(id);
            entry.set_put(record.as_seen_by(audience));
            reader.apply(entry);
        });
    }
}

void TestLog::check_convergence(const Shown& shown, const std::array<AudienceHead, kAudiences.size()>& before) {
    if (state_.schedule().all().size() <= kSettledSessionsMax) expect_settled(state_);
    const v1::Checkpoint checkpoint = state_.checkpoint();
    const State restored = State::from(checkpoint);
    EXPECT_EQ(following_.checkpoint().SerializeAsString(), checkpoint.SerializeAsString());
    EXPECT_TRUE(std::ranges::equal(following_.schedule().all(), state_.schedule().all(),
                                   [](const Slot* one, const Slot* other) { return *one == *other; }));
    for (const v1::Audience audience : kAudiences) {
        const std::size_t i = index_of(audience);
        SCOPED_TRACE(v1::Audience_Name(audience));
        for (const auto& entry : shown.entries[i]) {
            readers_[i].apply(*entry);
            EXPECT_TRUE(audience == v1::AUDIENCE_STAFF || entry->audiences().empty());
        }
        const AudienceHead& head = state_.head(audience);
        EXPECT_EQ(readers_[i].dump(), state_.dump(audience));
        EXPECT_EQ(readers_[i].digest(), head.digest);
        EXPECT_EQ(following_.head(audience).digest, head.digest);
        EXPECT_EQ(head.position, before[i].position + (shown.entries[i].empty() ? 0 : 1)) << "positions have no gaps";
        EXPECT_TRUE(!shown.entries[i].empty() || head.digest == before[i].digest);
        EXPECT_EQ(restored.dump(audience), state_.dump(audience)) << "a checkpoint is the state";
        EXPECT_EQ(restored.head(audience).digest, head.digest);
        EXPECT_EQ(restored.head(audience).position, head.position);
    }
}

std::string TestLog::done(v1::Command command, v1::Role role) {
    const Decided decided = ask(std::move(command), role);
    if (const auto* refusal = std::get_if<v1::Refusal>(&decided)) {
        ADD_FAILURE() << refusal->ShortDebugString();
        return {};
    }
    return std::get<Decision>(decided).made;
}

v1::Refusal TestLog::refused(v1::Command command, v1::Role role) {
    const std::uint64_t seq = state_.seq();
    const Decided decided = ask(std::move(command), role);
    EXPECT_EQ(state_.seq(), seq) << "a refusal leaves no trace";
    if (const auto* refusal = std::get_if<v1::Refusal>(&decided)) return *refusal;
    ADD_FAILURE() << "was not refused";
    return {};
}

}  // namespace dais::summit

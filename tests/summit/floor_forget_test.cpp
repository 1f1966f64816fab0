// What is known of speakers for the order of a list alone: for a purpose, for a time, and for staff.
#include <gmock/gmock.h>

#include "server/summit/due.h"
#include "server/summit/floor_rules.h"
#include "tests/summit/hearing.h"

namespace dais::summit {
namespace {

using testing::HasSubstr;

constexpr std::int64_t kMinuteMs = 60'000;

// What is known; blank: nothing.
v1::SpeakerTraits traits(const Hearing& all, const std::string& request) {
    const Record* record = all.log.state().find(v1::KIND_SPEAKER_TRAITS, all.id(request));
    v1::SpeakerTraits known;
    if (record != nullptr && holds_traits(record->body)) known.ParseFromString(record->body);
    return known;
}

TEST(SpeakerTraits, AreToldForAPurpose) {
    Hearing all;
    all.live("!ask GE female; !delegate-GE: ask GE first; !chair: ask GE not-first; ask GE");
    EXPECT_EQ(all.no.field(), "traits");
    EXPECT_THAT(all.no.message(), HasSubstr("purpose"));
    all.live("floor purpose; ask IE female first; delegate-ML: ask ML male; chair: ask KE not-first; ask CV");
    EXPECT_EQ(traits(all, "IE").gender(), v1::GENDER_FEMALE);
    EXPECT_TRUE(traits(all, "IE").first_time());
    EXPECT_EQ(traits(all, "ML").gender(), v1::GENDER_MALE);
    EXPECT_FALSE(traits(all, "ML").has_first_time());
    EXPECT_FALSE(traits(all, "KE").has_first_time()) << "that is what is held of whom nothing is known";
    EXPECT_EQ(all.log.state().all(v1::KIND_SPEAKER_TRAITS).size(), 2u) << "nothing was told of others";
    v1::Command ask = all.command("ask JM");
    ask.mutable_inscribe_speaker()->mutable_traits()->set_gender(static_cast<v1::Gender>(99));
    EXPECT_EQ(all.log.refused(ask).field(), "traits.gender");
}

// Nobody learns of them, not even those who told them, nor that there are any.
TEST(SpeakerTraits, AreForStaff) {
    Hearing with("purpose"), without("purpose");
    with.live("delegate-GE: ask GE female first");
    without.live("delegate-GE: ask GE");
    EXPECT_EQ(with.seen_by(v1::KIND_SPEAKER_TRAITS, with.id("GE")), "staff");
    for (const v1::Audience audience : kAudiences) {
        if (audience == v1::AUDIENCE_STAFF) continue;
        SCOPED_TRACE(v1::Audience_Name(audience));
        const std::uint64_t position = with.log.state().head(audience).position;
        EXPECT_EQ(with.log.state().dump(audience), without.log.state().dump(audience));
        EXPECT_EQ(position, without.log.state().head(audience).position);
        Hearing later = with;
        later.live("forget");
        EXPECT_EQ(later.log.state().head(audience).position, position);
    }
}

struct Example {
    const char* name;
    const char* rules;
    const char* said;
    int due;  // minutes after the session was to begin, which was to last for two hours; -1: never
};

TEST(SpeakerTraits, AreDueToBeForgotten) {
    constexpr Example kExamples[] = {
        {"a day after the end", "purpose", "ask GE female", 120 + 24 * 60},
        {"as many hours as the rules say", "purpose kept:1", "ask GE female", 120 + 60},
        {"however many there are", "purpose kept:1", "ask GE female; ask IE male; ask ML first", 120 + 60},
        {"not where nothing is known", "purpose kept:1", "ask GE", -1},
        {"by the rules as they are by now", "purpose kept:1", "ask GE female; floor kept:3", 120 + 180},
        {"also without a purpose by now", "purpose kept:1", "ask GE female; floor no-purpose", 120 + 60},
        {"whatever came of it", "purpose kept:1", "ask GE female; withdraw GE; ask IE male; skip IE", 120 + 60},
        {"of a session that ended early", "purpose kept:1", "ask GE female; session start; later 3600; session end",
         120 + 60},
        {"of a session that ended late", "purpose kept:1", "ask GE female; session start; later 9000; session end",
         150 + 60},
        {"of a session that was cancelled", "purpose kept:1", "ask GE female; session cancel", 120 + 60},
        {"of a hidden one", "purpose kept:1", "session hide; ask GE female", 120 + 60},
        {"not once more", "purpose kept:1", "ask GE female; forget", -1},
        {"what was told since", "purpose kept:1", "ask GE female; forget; ask IE male", 120 + 60},
    };
    for (const Example& example : kExamples) {
        SCOPED_TRACE(example.name);
        Hearing all(example.rules);
        const std::int64_t begin_ms = all.log.now_ms;
        all.live(example.said);
        const auto due = next_due(all.log.state(), all.log.now_ms);
        ASSERT_EQ(due.has_value(), example.due >= 0);
        if (!due) continue;
        EXPECT_EQ(due->command.forget_speakers().id(), all.session);
        EXPECT_EQ(due->at_ms, begin_ms + example.due * kMinuteMs);
        all.log.now_ms = due->at_ms - 1;
        all.live("=clock");
        all.log.now_ms = due->at_ms;
        all.live("clock; =clock");
        EXPECT_EQ(traits(all, "GE").ByteSizeLong(), 0u);
        EXPECT_FALSE(next_due(all.log.state(), all.log.now_ms));
    }
}

// The server was down while it was due.
TEST(SpeakerTraits, AreForgottenHoweverLate) {
    Hearing all("purpose");
    all.live("ask GE female; later 9000000; restart; clock; =clock");
    EXPECT_EQ(traits(all, "GE").ByteSizeLong(), 0u);
}

TEST(SpeakerTraits, AreNotToldOnceTheirTimeIsOver) {
    Hearing all("purpose kept:1");
    all.live("later 10799; ask GE female; later 1; !ask IE female");
    EXPECT_EQ(all.no.field(), "traits");
    EXPECT_THAT(all.no.message(), HasSubstr("is over"));
    all.live("ask IE; clock; !ask ML first");
    EXPECT_EQ(all.log.state().all(v1::KIND_SPEAKER_TRAITS).size(), 1u);
}

TEST(SpeakerTraits, AreBlankAndToldAsErased) {
    Hearing all("purpose");
    all.live("ask GE female; ask IE; ask ML male first");
    const Decided decided = all.log.ask(all.command("forget"));
    const auto& decision = std::get<Decision>(decided);
    EXPECT_EQ(decision.erased, (std::vector{std::pair(v1::KIND_SPEAKER_TRAITS, all.id("GE")),
                                            std::pair(v1::KIND_SPEAKER_TRAITS, all.id("ML"))}));
    ASSERT_EQ(decision.entries.size(), 2u);
    for (const v1::Entry& entry : decision.entries) {
        EXPECT_TRUE(entry.has_put());
        EXPECT_EQ(entry.put(), forgotten_traits().SerializeAsString());
        EXPECT_FALSE(holds_traits(entry.put()));
    }
    EXPECT_EQ(all.seen_by(v1::KIND_SPEAKER_TRAITS, all.id("GE")), "staff");
    all.live("=forget; ask KE female");
    const Decided again = all.log.ask(all.command("forget"));
    EXPECT_EQ(std::get<Decision>(again).erased, (std::vector{std::pair(v1::KIND_SPEAKER_TRAITS, all.id("KE"))}))
        << "of others nothing is left to erase";
}

TEST(SpeakerTraits, AreForgottenByOrganisersAndTheClock) {
    Hearing all("purpose");
    all.live("ask GE female; !chair: forget; !moderator: forget; !track: forget; !officer: forget; !head-GE: forget");
    EXPECT_EQ(all.no.code(), v1::REFUSAL_CODE_FORBIDDEN);
    EXPECT_EQ(traits(all, "GE").gender(), v1::GENDER_FEMALE);
    v1::Command elsewhere = all.command("forget");
    elsewhere.mutable_forget_speakers()->set_id("s0000");
    EXPECT_EQ(all.log.refused(elsewhere).code(), v1::REFUSAL_CODE_NOT_FOUND);
    all.live("forget");
    EXPECT_EQ(traits(all, "GE").ByteSizeLong(), 0u);
}

// Neither an undo brings them back nor anything that happens to the session.
TEST(SpeakerTraits, StayForgotten) {
    Hearing all("purpose rotate:first,gender");
    all.live("ask IE; ask GE female first; arrange");
    EXPECT_EQ(all.waiting(), "GE IE");
    all.live("forget; !undo");
    EXPECT_EQ(all.no.code(), v1::REFUSAL_CODE_CONFLICT);
    EXPECT_EQ(all.waiting(), "GE IE") << "what was called out stays";
    all.live("!undo 3; session hide; session show; restart; arrange");
    EXPECT_EQ(traits(all, "GE").ByteSizeLong(), 0u);
    EXPECT_EQ(all.waiting(), "IE GE");
}

}  // namespace
}  // namespace dais::summit

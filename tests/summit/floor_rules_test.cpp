// The rules of a floor: what makes sense, what one command says and leaves to others, and who sees them.
#include <gmock/gmock.h>

#include "tests/summit/hearing.h"

namespace dais::summit {
namespace {

using testing::HasSubstr;

struct Rule {
    const char* rules;
    const char* field;  // at fault; empty: it is well
};

TEST(FloorRules, MakeSense) {
    constexpr Rule kRules[] = {
        {"", ""},
        {"statement:0", ""},
        {"statement:14400", ""},
        {"statement:14401", "floor.statement_seconds"},
        {"statement:-1", "floor.statement_seconds"},
        {"group:-1", "floor.group_seconds"},
        {"group:14401", "floor.group_seconds"},
        {"point:-1", "floor.point_of_order_seconds"},
        {"point:14401", "floor.point_of_order_seconds"},
        {"budget:-1", "floor.budget_seconds"},
        {"budget:14401", "floor.budget_seconds"},
        {"reply:-1", "floor.reply_seconds"},
        {"reply:14401", "floor.reply_seconds"},
        {"later:-1", "floor.later_reply_seconds"},
        {"later:14401", "floor.later_reply_seconds"},
        {"changeover:-1", "floor.changeover_seconds"},
        {"changeover:14401", "floor.changeover_seconds"},
        {"replies:20", ""},
        {"replies:21", "floor.replies_max"},
        {"replies:-1", "floor.replies_max"},
        {"quorum:1000000", ""},
        {"quorum:1000001", "floor.quorum"},
        {"quorum:-1", "floor.quorum"},
        {"kept:8760", ""},
        {"kept:8761", "floor.staff_traits_kept_hours"},
        {"kept:-1", "floor.staff_traits_kept_hours"},
        {"rotate:region,category,gender,first", ""},
        {"rotate:region,gender,region", "floor.rotation"},
        {"rotate:nothing", "floor.rotation"},
        {"opens:10", ""},
        {"closes:10", ""},
        {"opens:10 closes:11", ""},
        {"opens:-10 closes:-5", ""},
        {"opens:10 closes:10", "floor.inscription_closes_at_ms"},
        {"opens:10 closes:5", "floor.inscription_closes_at_ms"},
        {"opens:1000000000", "floor.inscription_opens_at_ms"},
        {"closes:1000000000", "floor.inscription_closes_at_ms"},
    };
    for (const Rule& rule : kRules) {
        for (const bool is_new : {true, false}) {
            SCOPED_TRACE(rule.rules + std::string(is_new ? ", a new one" : ", one that is there"));
            Hearing all(is_new ? "none" : "statement:60");
            all.live((*rule.field == '\0' ? "floor " : "!floor ") + std::string(rule.rules));
            if (*rule.field == '\0') continue;
            EXPECT_EQ(all.no.code(), v1::REFUSAL_CODE_INVALID);
            EXPECT_EQ(all.no.field(), rule.field);
        }
    }
}

TEST(FloorRules, AreOfASessionThatIsThere) {
    Hearing all("none");
    v1::Command floor = all.command("floor statement:60");
    floor.mutable_put_floor()->set_id("s0000");
    EXPECT_EQ(all.log.refused(floor).code(), v1::REFUSAL_CODE_NOT_FOUND);
    for (const char* said :
         {"close-list", "reopen-list", "arrange", "present 5", "remove-floor", "ask GE", "propose P"}) {
        all.live("!" + std::string(said));
        EXPECT_EQ(all.no.code(), v1::REFUSAL_CODE_CONFLICT) << said;
        EXPECT_THAT(all.no.message(), HasSubstr("no floor")) << said;
    }
    all.live("session hide; !chair: floor statement:60; floor statement:60");
    EXPECT_EQ(all.no.code(), v1::REFUSAL_CODE_NOT_FOUND);
    EXPECT_EQ(all.seen_by(v1::KIND_FLOOR, all.session), "staff");
}

TEST(FloorRules, ArePutAndRemovedAsOneSawThem) {
    Hearing all("none");
    v1::Command first = all.command("floor statement:60");
    first.clear_basis();
    EXPECT_EQ(all.log.done(first), all.session) << "there was nothing to look at";
    for (const char* said : {"floor statement:90", "close-list", "reopen-list", "remove-floor"}) {
        SCOPED_TRACE(said);
        v1::Command late = all.command(said);
        all.live("floor statement:120; floor statement:60");
        EXPECT_EQ(all.log.refused(late).code(), v1::REFUSAL_CODE_STALE);
        late.clear_basis();
        EXPECT_EQ(all.log.refused(late).field(), "basis");
    }
}

// A list changes while somebody counts, and the rules while somebody writes to it.
TEST(FloorRules, HoldUpNobodyElse) {
    Hearing all;
    std::vector<v1::Command> meanwhile;
    for (const char* said : {"present 5", "ask GE", "arrange", "propose P"}) meanwhile.push_back(all.command(said));
    all.live("ask IE; floor statement:90");
    for (v1::Command& command : meanwhile) {
        command.clear_basis();
        all.log.done(command);
    }
    EXPECT_EQ(all.floor().present(), 5);
    EXPECT_EQ(all.floor().statement_seconds(), 90);
}

TEST(FloorRules, LeaveToOthersWhatIsTheirs) {
    Hearing all;
    all.live("close-list; present 5");
    const std::int64_t closed_at_ms = all.log.now_ms;
    all.live("later 60; floor statement:60");
    EXPECT_EQ(all.floor().list_closed_at_ms(), closed_at_ms);
    EXPECT_EQ(all.floor().present(), 5);
    v1::Command floor = all.command("floor statement:90");
    floor.mutable_put_floor()->mutable_floor()->clear_list_closed_at_ms();
    floor.mutable_put_floor()->mutable_floor()->set_present(9);
    all.log.done(floor);
    EXPECT_EQ(all.floor().list_closed_at_ms(), closed_at_ms);
    EXPECT_EQ(all.floor().present(), 5);
    all.live("reopen-list");
    floor = all.command("floor statement:60");
    floor.mutable_put_floor()->mutable_floor()->set_list_closed_at_ms(5);
    all.log.done(floor);
    EXPECT_FALSE(all.floor().has_list_closed_at_ms());
}

TEST(FloorRules, CountWhoIsThere) {
    Hearing all;
    EXPECT_FALSE(all.floor().has_present());
    all.live("present 0; moderator: present 12; =present 12; !present -1; !present 1000001; !delegate-GE: present 3");
    EXPECT_EQ(all.floor().present(), 12);
}

// For what something is known of speakers is told to staff alone, who alone change it.
TEST(FloorRules, SayToStaffForWhatSpeakersAreKnown) {
    Hearing all("statement:180 purpose kept:48");
    for (const v1::Audience audience : kAudiences) {
        v1::Floor seen;
        seen.ParseFromString(all.log.state().find(v1::KIND_FLOOR, all.session)->as_seen_by(audience));
        EXPECT_EQ(seen.statement_seconds(), 180);
        EXPECT_EQ(seen.staff_traits_purpose().empty(), audience != v1::AUDIENCE_STAFF);
        EXPECT_EQ(seen.staff_traits_kept_hours(), audience == v1::AUDIENCE_STAFF ? 48 : 0);
    }
    const std::uint64_t position = all.log.state().head(v1::AUDIENCE_PUBLIC).position;
    all.live("floor kept:24");
    EXPECT_EQ(all.log.state().head(v1::AUDIENCE_PUBLIC).position, position) << "nobody else is told";
    all.live("chair: floor statement:60; moderator: floor group:90");
    EXPECT_EQ(all.floor().staff_traits_purpose(), "the order of the list") << "they do not see it";
    EXPECT_EQ(all.floor().staff_traits_kept_hours(), 24);
    EXPECT_EQ(all.floor().statement_seconds(), 60);
    all.live("track: floor no-purpose; ask GE; !ask IE first");
    EXPECT_EQ(all.floor().staff_traits_purpose(), "");
}

}  // namespace
}  // namespace dais::summit

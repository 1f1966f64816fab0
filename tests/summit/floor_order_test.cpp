// Who is called next, as tables: by the rules of a floor, and by who presides.
#include <gmock/gmock.h>

#include <algorithm>

#include "tests/summit/hearing.h"

namespace dais::summit {
namespace {

using testing::HasSubstr;

struct Example {
    const char* name;
    const char* rules;
    const char* said;
    const char* order;
};

// Worked out by hand from the rules: the higher office first; within it groups, if they come first; then, one after the
// other, whoever's kind has had the fewest turns; else whoever asked first.
constexpr Example kByRules[] = {
    {"without rules, who asked first", "", "ask GE; ask IE; ask ML; arrange", "GE IE ML"},

    {"each office", "",
     "ask GE rank:delegate; ask IE rank:head-of-state; ask ML rank:minister; ask CV rank:head-of-government; "
     "ask JM rank:head; ask KE rank:vice-minister; ask FR rank:deputy; arrange",
     "IE CV FR ML KE JM GE"},
    {"an office that is not said is the last", "", "ask GE; ask IE rank:delegate; ask ML; arrange", "IE GE ML"},
    {"of the same office, who asked first", "",
     "ask GE rank:minister; ask IE rank:head; ask ML rank:minister; ask KE rank:head; arrange", "GE ML IE KE"},
    {"who comes instead of a minister speaks as what they are once it is arranged anew", "",
     "ask GE rank:minister; ask IE rank:head; arrange; speaker GE gia rank:delegate; arrange", "IE GE"},
    {"the office of who comes instead leaves the place", "",
     "ask GE rank:minister; ask IE rank:head; arrange; speaker GE gia rank:delegate", "GE IE"},

    {"groups first, within an office", "groups-first",
     "ask GE rank:minister; ask ML/g group:African rank:minister; ask IE rank:head-of-state; arrange", "IE ML/g GE"},
    {"groups first, among those whose office is not said", "groups-first",
     "ask GE; ask IE; ask JM/g group:GRULAC; ask ML/g group:African; arrange", "JM/g ML/g GE IE"},
    {"groups come first only if the rules say so", "", "ask GE; ask ML/g group:African; arrange", "GE ML/g"},
    {"joint statements are no group's", "groups-first", "ask GE; ask ML with:KE,CV; arrange", "GE ML"},

    {"by region", "rotate:region", "ask ML; ask KE; ask CV; ask GE; ask IE; arrange", "ML GE IE KE CV"},
    {"by region, two of each", "rotate:region", "ask ML; ask KE; ask GE; ask AM; arrange", "ML GE KE AM"},
    {"by region, those of none are one more", "rotate:region", "ask AU; ask IOM; ask ML; arrange", "AU ML IOM"},
    {"by region, a person who speaks for nobody is of none", "rotate:region", "ask AU; ask ada; ask ML; arrange",
     "AU ML ada"},
    {"by region, a joint statement is of who speaks", "rotate:region", "ask ML with:GE; ask KE; ask AM; arrange",
     "ML AM KE"},
    {"by region, groups have turns too", "rotate:region", "ask ML/g group:African; ask KE; ask GE; arrange",
     "ML/g GE KE"},

    {"by category", "rotate:category", "ask ML; ask KE; ask GE; ask DIA; arrange", "ML DIA KE GE"},
    {"by category, three of them", "rotate:category", "ask ML; ask KE; ask IOM; ask GE; ask DIA; ask IE; arrange",
     "ML IOM DIA KE GE IE"},

    {"by gender", "rotate:gender purpose", "ask ML male; ask GE male; ask IE female; ask KE female; arrange",
     "ML IE GE KE"},
    {"by gender, what is not told is one more", "rotate:gender purpose",
     "ask ML male; ask GE; ask IE; ask KE female; arrange", "ML GE KE IE"},
    {"by gender, three of them", "rotate:gender purpose",
     "ask ML female; ask KE female; ask GE male; ask IE other; ask FR male; arrange", "ML GE IE KE FR"},

    {"first-time speakers first", "rotate:first purpose",
     "ask ML; ask GE first; ask IE not-first; ask KE first; arrange", "GE KE ML IE"},
    {"who is forgotten is no first-time speaker any more", "rotate:first purpose",
     "ask ML; ask GE first; arrange; forget; arrange", "ML GE"},

    {"two rules: region, then gender", "rotate:region,gender purpose",
     "ask ML male; ask KE female; ask GE male; arrange", "ML GE KE"},
    {"two rules: gender, then region", "rotate:gender,region purpose",
     "ask ML male; ask KE female; ask GE male; arrange", "ML KE GE"},
    {"two rules: the second decides where the first does not", "rotate:region,gender purpose",
     "ask ML male; ask KE female; ask GE male; ask AM female; ask IE male; arrange", "ML AM IE KE GE"},
    {"two rules: first-time, then region", "rotate:first,region purpose",
     "ask ML; ask KE first; ask CV first; ask GE first; arrange", "KE GE CV ML"},
    {"two rules: category, then region", "rotate:category,region", "ask ML; ask KE; ask DIA; ask GE; ask IOM; arrange",
     "ML DIA IOM GE KE"},

    {"no rule puts anybody before a higher office", "rotate:region",
     "ask ML rank:minister; ask KE rank:minister; ask GE; arrange", "ML KE GE"},
    {"turns of a higher office count among the others", "rotate:region",
     "ask ML rank:head-of-state; ask KE; ask GE; arrange", "ML GE KE"},

    {"who has spoken counts", "rotate:region", "session start; ask ML; start ML; end ML; ask KE; ask GE; arrange",
     "GE KE"},
    {"who speaks counts", "rotate:region", "session start; ask ML; start ML; ask KE; ask GE; arrange", "GE KE"},
    {"who began by mistake does not", "rotate:region",
     "session start; ask ML; start ML; cancel ML; ask KE; ask GE; arrange", "ML GE KE"},
    {"who has withdrawn does not", "rotate:region", "ask ML; withdraw ML; ask KE; ask GE; arrange", "KE GE"},
    {"who was skipped does not", "rotate:region", "ask ML; skip ML; ask KE; ask GE; arrange", "KE GE"},
    {"replies do not", "rotate:region replies:1",
     "session start; reply ML/r; start ML/r; end ML/r; ask KE; ask GE; arrange", "KE GE"},
    {"points of order do not", "rotate:region",
     "session start; point ML/p; start ML/p; end ML/p; ask KE; ask GE; arrange", "KE GE"},

    {"who comes late is last", "", "ask ML; ask GE; arrange; ask IE rank:head-of-state", "ML GE IE"},
    {"until it is arranged anew", "", "ask ML; ask GE; arrange; ask IE rank:head-of-state; arrange", "IE ML GE"},
    {"two who come late, as they asked", "rotate:region", "ask ML; arrange; ask KE; ask GE", "ML KE GE"},
    {"two who come late, arranged anew", "rotate:region", "ask ML; arrange; ask KE; ask GE; arrange", "ML GE KE"},
    {"arranged anew as before", "rotate:region", "ask ML; ask KE; ask GE; arrange; =arrange", "ML GE KE"},
    {"what who presides moved is arranged anew, too", "", "ask ML; ask GE; arrange; move GE before:ML; arrange",
     "ML GE"},

    {"points of order come before, replies after", "replies:1",
     "ask ML; reply GE/r; point IE/p; ask KE rank:minister; arrange", "IE/p KE ML GE/r"},
    {"not even a higher office comes before a point of order", "replies:1",
     "reply GE/r rank:head-of-state; point IE/p; ask KE rank:minister; arrange", "IE/p KE GE/r"},
};

TEST(FloorOrder, IsAsTheRulesSay) {
    for (const Example& example : kByRules) {
        SCOPED_TRACE(example.name);
        Hearing all(example.rules);
        all.live(example.said);
        EXPECT_EQ(all.waiting(), example.order);
    }
}

struct Moved {
    const char* name;
    const char* said;  // where three have asked, and each has a place
    const char* order;
};

constexpr Moved kByHand[] = {
    {"before the first", "move IE before:ML", "IE ML GE"},
    {"between two", "move IE before:GE", "ML IE GE"},
    {"last", "move ML last", "GE IE ML"},
    {"the last one last", "move IE last", "ML GE IE"},
    {"where it is already", "move ML before:GE", "ML GE IE"},
    {"one after the other", "move IE before:ML; move GE before:IE; move ML last", "GE IE ML"},
    {"not before itself", "!move ML before:ML", "ML GE IE"},

    {"before one who came late", "ask JM; ask KE; move ML before:KE", "GE IE JM ML KE"},
    {"one who came late before all", "ask JM; move JM before:ML", "JM ML GE IE"},
    {"one who came late, last", "ask JM; ask KE; move JM last", "ML GE IE KE JM"},

    {"replies among replies", "reply ML/r; reply GE/r; move GE/r before:ML/r", "ML GE IE GE/r ML/r"},
    {"a reply stays after all statements", "reply ML/r; reply GE/r; move GE/r last", "ML GE IE ML/r GE/r"},
    {"points of order among points of order", "point ML/p; point GE/p; move GE/p before:ML/p", "GE/p ML/p ML GE IE"},
    {"no statement before a reply", "reply ML/r; !move GE before:ML/r", "ML GE IE ML/r"},

    {"withdrawn", "withdraw GE", "ML IE"},
    {"withdrawn twice", "withdraw GE; =withdraw GE", "ML IE"},
    {"put back after it was withdrawn", "withdraw GE; move GE before:IE", "ML GE IE"},
    {"put back last", "withdraw GE; move GE last", "ML IE GE"},
    {"skipped", "skip GE", "ML IE"},
    {"put back after it was skipped", "skip GE; move GE last", "ML IE GE"},
    {"skipped, then withdrawn", "skip GE; withdraw GE; move GE before:ML", "GE ML IE"},
    {"what was withdrawn is not skipped", "withdraw GE; !skip GE", "ML IE"},
    {"put back where another of the party stands by now", "withdraw GE; ask GE/2; !move GE last", "ML IE GE/2"},
    {"skipped, where another of the party stands by now", "skip GE; ask GE/2; !move GE last", "ML IE GE/2"},
    {"put back after the other has withdrawn", "withdraw GE; ask GE/2; withdraw GE/2; move GE last", "ML IE GE"},
    {"put back beside a group's", "withdraw GE; ask GE/g group:GUAM; move GE last", "ML IE GE/g GE"},
    {"a group's put back beside another group's",
     "ask GE/g group:GUAM; withdraw GE/g; ask GE/h group:BSEC; move GE/g last", "ML GE IE GE/h GE/g"},
    {"a reply put back beside another, as far as there are rights",
     "reply GE/1; withdraw GE/1; reply GE/2; "
     "move GE/1 last",
     "ML GE IE GE/2 GE/1"},
    {"not before one who is absent", "withdraw GE; !move IE before:GE", "ML IE"},

    {"not while they speak", "session start; start ML; !move ML last; !move GE before:ML", "GE IE"},
    {"nor after they have spoken", "session start; start ML; end ML; !move ML last; !withdraw ML; !skip ML", "GE IE"},
    {"begun by mistake, it stands where it stood", "session start; start GE; cancel GE", "ML GE IE"},
    {"not by a party", "!head-IE: move IE before:ML; !delegate-IE: move IE before:ML", "ML GE IE"},
    {"by who moderates here", "moderator: move IE before:ML; !moderator-elsewhere: move ML before:IE", "IE ML GE"},
};

TEST(FloorOrder, IsAsWhoPresidesSays) {
    for (const Moved& example : kByHand) {
        SCOPED_TRACE(example.name);
        Hearing all("replies:2");
        all.live("ask ML; ask GE; ask IE; arrange");
        all.live(example.said);
        EXPECT_EQ(all.waiting(), example.order);
    }
}

// Nobody has asked for an order yet: where one is moved, all of its kind are given their places.
TEST(FloorOrder, IsKeptWhereNobodyHadAPlace) {
    Hearing all("");
    all.live("ask ML; ask GE; ask IE; move IE before:GE");
    EXPECT_EQ(all.waiting(), "ML IE GE");
    all.live("ask JM");
    EXPECT_EQ(all.waiting(), "ML IE GE JM");
}

std::string joined(const std::vector<std::string>& names) {
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : " ") + name;
    return all;
}

// Between two places there is room for some only; then all of them are given new ones, and nobody notices.
TEST(FloorOrder, NeverRunsOutOfPlaces) {
    for (const std::size_t at : {std::size_t{0}, std::size_t{1}}) {
        Hearing all("");
        std::vector<std::string> order = {"ML", "GE", "IE", "KE"};
        all.live("ask ML; ask GE; ask IE; ask KE; arrange");
        std::size_t written_most = 0;
        for (int i = 0; i < 12; ++i) {
            const std::string last = order.back();
            const std::string before = order[at];
            SCOPED_TRACE("move " + last + " before " + before + ", " + std::to_string(i));
            const Decided decided = all.log.ask(all.command("move " + last + " before:" + before));
            written_most = std::max(written_most, std::get<Decision>(decided).entries.size());
            order.pop_back();
            order.insert(order.begin() + static_cast<std::ptrdiff_t>(at), last);
            EXPECT_EQ(all.waiting(), joined(order));
            std::int32_t place = 0;
            for (const std::string& name : order) {
                EXPECT_GT(all.request(name).place(), place);
                place = all.request(name).place();
            }
        }
        EXPECT_GT(written_most, 1u) << "once there was no number between";
    }
}

// A long list is not sent again for one who is moved.
TEST(FloorOrder, TellsOfNobodyElseWhileThereIsRoom) {
    Hearing all("");
    all.live("ask ML; ask GE; ask IE; arrange");
    for (const char* said : {"move IE before:GE", "move IE before:ML", "move IE last"}) {
        const Decided decided = all.log.ask(all.command(said));
        EXPECT_EQ(std::get<Decision>(decided).entries.size(), 1u) << said;
    }
}

TEST(FloorOrder, IsChangedForAReasonThatStaffAloneRead) {
    Hearing all;
    all.live("ask ML; ask GE; move GE before:ML reason:flight; ask IE; skip IE reason:absent");
    EXPECT_EQ(all.request("GE").staff_reason(), "flight");
    EXPECT_EQ(all.request("IE").staff_reason(), "absent");
    for (const v1::Audience audience : kAudiences) {
        if (audience == v1::AUDIENCE_STAFF) continue;
        v1::SpeakerRequest seen;
        seen.ParseFromString(all.log.state().find(v1::KIND_SPEAKER_REQUEST, all.id("GE"))->as_seen_by(audience));
        EXPECT_EQ(seen.staff_reason(), "") << v1::Audience_Name(audience);
        EXPECT_NE(seen.place(), 0);
    }
    all.live("move GE last");
    EXPECT_EQ(all.request("GE").staff_reason(), "") << "it was of the other place";
}

// A list changes all the time: what must be as one saw it is this request alone.
TEST(FloorOrder, IsChangedAsOneSawTheRequest) {
    Hearing all;
    all.live("ask ML; ask GE; ask IE; arrange");
    const v1::Command move = all.command("move IE before:ML");
    all.live("skip GE; ask JM; move JM before:ML");
    all.log.done(move);
    EXPECT_EQ(all.waiting(), "JM IE ML");
    for (const char* said : {"move IE last", "skip IE", "withdraw IE", "allot IE 60", "speaker IE ira", "start IE"}) {
        SCOPED_TRACE(said);
        Hearing other = all;
        other.live("session start");
        v1::Command late = other.command(said);
        other.live("allot IE 90");
        EXPECT_EQ(other.log.refused(late).code(), v1::REFUSAL_CODE_STALE);
        late.clear_basis();
        EXPECT_EQ(other.log.refused(late).field(), "basis");
    }
}

TEST(FloorOrder, OfWhatIsNotThereIsNone) {
    Hearing all;
    all.live("ask ML");
    v1::Command move = all.command("move ML last");
    move.mutable_move_request()->set_id(all.session + "@9");
    EXPECT_EQ(all.log.refused(move).code(), v1::REFUSAL_CODE_NOT_FOUND);
    move = all.command("move ML last");
    move.mutable_move_request()->set_before(all.session + "@9");
    EXPECT_EQ(all.log.refused(move).field(), "before");
    all.live("withdraw ML; !start ML");
    EXPECT_THAT(all.no.message(), HasSubstr("Put it back on the list first"));
}

}  // namespace
}  // namespace dais::summit

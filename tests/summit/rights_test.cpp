// Every cell of the table of rights, as the commands themselves see it: what a role may do is done, what it may do with
// its own is done there and refused elsewhere, and all else is refused and leaves no trace.
#include <fstream>
#include <sstream>

#include "tests/summit/cast.h"

namespace dais::summit {
namespace {

using Verb = v1::Command::VerbCase;

std::vector<Verb> all_verbs() {
    std::vector<Verb> all;
    const auto* verbs = v1::Command::descriptor()->FindOneofByName("verb");
    for (int i = 0; i < verbs->field_count(); ++i) all.push_back(static_cast<Verb>(verbs->field(i)->number()));
    return all;
}

// A row of the table; its cells are looked at one by one.
class EveryCell : public ::testing::TestWithParam<Verb> {};

// What comes of a verb about one half, asked for by somebody whose own the first half is.
std::optional<v1::Refusal> answer(Cast& cast, const Half& of, Verb verb, v1::Role role) {
    v1::Command command = cast.log.command(role);
    fill_example(cast, verb, of, command, role);
    // The basis of now, by the eyes of who asks.
    command.set_basis(cast.log.state().head(audience_of(role)).position);
    cast.log.standing = cast.standing(role, cast.mine);
    const std::string before = cast.log.state().dump(v1::AUDIENCE_STAFF);
    const Decided decided = cast.log.ask(command, role);
    const bool same = cast.log.state().dump(v1::AUDIENCE_STAFF) == before;
    if (const auto* no = std::get_if<v1::Refusal>(&decided)) {
        EXPECT_TRUE(same) << "a refusal left a trace";
        return *no;
    }
    EXPECT_FALSE(same) << "the example does nothing";
    return std::nullopt;
}

TEST_P(EveryCell, IsAsTheTableSays) {
    const Cast ready;
    for (const v1::Role role : kRoles) {
        SCOPED_TRACE(role_name(role));
        const Right right = summit::right(role, GetParam());
        Cast with_mine = ready;
        const auto own = answer(with_mine, with_mine.mine, GetParam(), role);
        Cast with_theirs = ready;
        const auto others = answer(with_theirs, with_theirs.theirs, GetParam(), role);
        EXPECT_EQ(own.has_value(), right == Right::no);
        EXPECT_EQ(others.has_value(), right != Right::yes);
        for (const auto& no : {own, others}) {
            if (no) {
                EXPECT_EQ(no->code(), v1::REFUSAL_CODE_FORBIDDEN) << no->message();
            }
        }
    }
}

std::string name_of_verb(const ::testing::TestParamInfo<Verb>& info) {
    return v1::Command::descriptor()->FindFieldByNumber(info.param)->message_type()->name();
}

INSTANTIATE_TEST_SUITE_P(Rights, EveryCell, ::testing::ValuesIn(all_verbs()), name_of_verb);

TEST(Rights, TheTableInArchitectureIsTheOneInForce) {
    std::ifstream file(DAIS_SOURCE_DIR "/ARCHITECTURE.md");
    std::ostringstream text;
    text << file.rdbuf();
    EXPECT_NE(text.str().find(rights_table()), std::string::npos)
        << "put this into ARCHITECTURE.md (dais-server rights prints it):\n"
        << rights_table();
}

TEST(Rights, AnOwnerMayDoWhatAnOrganiserMayAndNobodyLessCoversMore) {
    EXPECT_TRUE(covers(v1::ROLE_OWNER, v1::ROLE_ORGANISER));
    EXPECT_FALSE(covers(v1::ROLE_ORGANISER, v1::ROLE_OWNER));
    EXPECT_FALSE(covers(v1::ROLE_TRACK_ORGANISER, v1::ROLE_CO_CHAIR));
    for (const v1::Role role : kRoles) EXPECT_TRUE(covers(role, role));
}

TEST(Rights, WhoIsNeededByWhatIsHiddenIsNotToldByWhat) {
    Cast cast;
    cast.said([&](auto& c) { put_again(cast, c, cast.mine.session).set_hidden(true); });
    cast.log.standing = cast.standing(v1::ROLE_HEAD_OF_DELEGATION, cast.mine);
    v1::Command remove = cast.log.command(v1::ROLE_HEAD_OF_DELEGATION);
    remove.mutable_remove_person()->set_id(cast.mine.speaker);
    EXPECT_EQ(cast.log.refused(remove, v1::ROLE_HEAD_OF_DELEGATION).message(),
              "Something that is not shown to you still needs this. Ask an organiser.");
    cast.log.standing = {};
    remove = cast.log.command();
    remove.mutable_remove_person()->set_id(cast.mine.speaker);
    EXPECT_NE(cast.log.refused(remove).message().find(cast.mine.session), std::string::npos) << "staff are told";
}

TEST(Rights, AKeyDoesNoMoreThanItsScopes) {
    Standing standing = standing_as(v1::ROLE_ORGANISER);
    standing.scopes = 1u << v1::SCOPE_DAY | 1u << v1::SCOPE_READ;
    EXPECT_EQ(right(standing, v1::Command::kStartSession), Right::yes);
    EXPECT_EQ(right(standing, v1::Command::kPutSession), Right::no);
    EXPECT_EQ(right(standing, v1::AccountCommand::kPutGrant), Right::no);
}

}  // namespace
}  // namespace dais::summit

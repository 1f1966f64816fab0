#include "server/summit/preview.h"

#include <algorithm>

#include "tests/summit/programme.h"

namespace dais::summit {
namespace {

v1::Preview preview(Programme& day, v1::Command command, v1::Role role = v1::ROLE_ORGANISER) {
    command.set_preview(true);
    const std::uint64_t seq = day.log.state().seq();
    const Decided decided = day.log.ask(command, role);
    EXPECT_EQ(day.log.state().seq(), seq) << "nothing happens";
    const auto* decision = std::get_if<Decision>(&decided);
    if (decision == nullptr) {
        ADD_FAILURE() << std::get<v1::Refusal>(decided).message();
        return {};
    }
    Context context;
    context.audience = audience_of(role);
    context.now_ms = day.log.now_ms;
    return preview_of(day.log.state(), *decision, context);
}

std::string names(const Programme& day, const google::protobuf::RepeatedPtrField<std::string>& ids) {
    std::vector<std::string> all;
    for (const std::string& id : ids) all.push_back(day.name(id));
    std::sort(all.begin(), all.end());
    std::string words;
    for (const std::string& one : all) words += one + " ";
    return words;
}

TEST(Preview, TellsWhoAndWhatIsTouchedAndWhatClashes) {
    Programme day(
        "A hall 09:00-10:00 with:ada; B hall 10:00-11:00 with:ben; K hall 11:00-12:00 anchor with:eva; "
        "Z annex 09:00-10:00 with:zoe");
    const v1::Preview told = preview(day, day.command("set A 09:20"));
    EXPECT_EQ(names(day, told.sessions()), "A B ");
    EXPECT_EQ(names(day, told.persons()), "ada ben ");
    ASSERT_EQ(told.clashes_size(), 1);
    EXPECT_EQ(told.clashes(0).kind(), v1::CLASH_KIND_ANCHOR);
    EXPECT_EQ(told.entries_size(), 2);
}

TEST(Preview, OfAHardClashIsNoRefusal) {
    Programme day("A hall 09:00-10:00; B annex 09:30-10:30");
    const v1::Preview told = preview(day, day.command("move B hall"));
    ASSERT_EQ(told.clashes_size(), 1);
    EXPECT_TRUE(told.clashes(0).hard());
}

// Whether it would be done is what the same command is answered without a preview.
TEST(Preview, SaysWhatWouldBeSaid) {
    const auto expect_same = [](const char* plan, const char* words, const std::string& reason) {
        SCOPED_TRACE(words + (" because " + reason));
        Programme day(plan);
        v1::Command command = day.command(words);
        command.set_override_reason(reason);
        const v1::Preview told = preview(day, command);
        const Decided decided = day.log.ask(command);
        const auto* no = std::get_if<v1::Refusal>(&decided);
        EXPECT_EQ(told.has_refusal(), no != nullptr);
        EXPECT_GT(told.clashes_size(), 0);
        EXPECT_EQ(told.refusal().message(), no == nullptr ? "" : no->message());
    };
    for (const char* reason : {"", "so it is"}) {
        expect_same("A hall 09:00-10:00; B annex 09:30-10:30", "move B hall", reason);
        expect_same("A hall 09:00-10:00; K hall 10:00-11:00 anchor", "set A 09:20", reason);
        expect_same("A hall 09:00-10:00; B hall 11:00-12:00", "start B 09:30", reason);
    }
    Programme day("A hall 09:00-10:00");
    v1::Session panel = day.session("A");
    panel.set_kind(v1::SESSION_KIND_PANEL);
    panel.mutable_planned()->set_starts_at_ms(day.at("12:00"));
    panel.mutable_planned()->set_ends_at_ms(day.at("13:00"));
    v1::Command add = day.log.command();
    *add.mutable_put_session()->mutable_session() = panel;
    const v1::Preview told = preview(day, add);
    EXPECT_EQ(told.clashes_size(), 1) << "nobody chairs it yet";
    EXPECT_FALSE(told.has_refusal());
    day.log.done(add);
}

TEST(Preview, TellsWhatIsSeenByWhoAsks) {
    Programme day("A hall 09:00-10:00; Secret hall 10:00-11:00 with:ada hidden");
    EXPECT_EQ(names(day, preview(day, day.command("set A 09:20")).sessions()), "A Secret ");
    const v1::Preview theirs = preview(day, day.command("set A 09:20", v1::ROLE_CO_CHAIR), v1::ROLE_CO_CHAIR);
    EXPECT_EQ(names(day, theirs.sessions()), "A ");
    EXPECT_EQ(theirs.persons_size(), 0);
    EXPECT_EQ(theirs.DebugString().find(day.id("Secret")), std::string::npos);
}

TEST(Preview, NamesThePartiesOfWhoComesAndWhoDoesNot) {
    Programme day("A hall 09:00-10:00 with:ada; B hall 12:00-13:00 with:ben");
    for (const char* name : {"ada", "ben"}) {
        v1::Command party = day.log.command();
        *party.mutable_put_party()->mutable_party()->add_name() = text("en", name);
        v1::Command put = day.log.command();
        const std::string party_id = day.log.done(party);
        put.set_basis(day.log.command().basis());
        put.mutable_put_person()->set_id(day.id(name));
        put.mutable_put_person()->mutable_person()->set_name(name);
        put.mutable_put_person()->mutable_person()->set_party(party_id);
        day.log.done(put);
    }
    EXPECT_EQ(preview(day, day.command("replace A ada ben")).parties_size(), 2);
}

TEST(Preview, OfWhatIsWrongIsARefusal) {
    Programme day("A hall 09:00-10:00");
    v1::Command wrong = day.command("end A 10:00");
    wrong.set_preview(true);
    EXPECT_EQ(day.log.refused(wrong).code(), v1::REFUSAL_CODE_CONFLICT);
}

}  // namespace
}  // namespace dais::summit

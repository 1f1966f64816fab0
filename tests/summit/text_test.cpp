// What there is to read of a Session: put in by hand, language by language.
#include "tests/summit/converge.h"

namespace dais::summit {
namespace {

v1::Command edit(TestLog& log) {
    v1::Command command = log.command();
    command.mutable_edit_session_text()->set_id(log.opening);
    return command;
}

v1::SessionText held(const TestLog& log) {
    return log.state().get<v1::SessionText>(v1::KIND_SESSION_TEXT, log.opening).value_or(v1::SessionText());
}

TEST(Text, EachLanguageIsEditedAlone) {
    TestLog log;
    v1::Command both = edit(log);
    *both.mutable_edit_session_text()->add_abstract() = text("fr", "Où en est la diaspora ?");
    *both.mutable_edit_session_text()->add_abstract() = text("en", "Where is the diaspora?");
    both.mutable_edit_session_text()->set_website("https://example.org/1");
    const Decided decided = log.ask(both);
    ASSERT_EQ(std::get<Decision>(decided).texts.size(), 2u) << "the bodies are kept beside the record";
    ASSERT_EQ(held(log).abstract_size(), 2);
    EXPECT_EQ(held(log).abstract(0).language(), "en");
    const std::string french = held(log).abstract(1).hash();

    v1::Command english = edit(log);
    *english.mutable_edit_session_text()->add_abstract() = text("en", "Where is the diaspora today?");
    log.done(english);
    EXPECT_EQ(held(log).abstract(1).hash(), french);
    EXPECT_EQ(held(log).abstract(0).size(), 28u);
    EXPECT_EQ(held(log).website(), "https://example.org/1");

    v1::Command none = edit(log);
    none.mutable_edit_session_text()->add_abstract()->set_language("en");
    none.mutable_edit_session_text()->set_website("");
    log.done(none);
    ASSERT_EQ(held(log).abstract_size(), 1);
    EXPECT_EQ(held(log).abstract(0).hash(), french);
    EXPECT_EQ(held(log).website(), "");

    v1::Command back = log.command();
    back.mutable_undo()->set_position(log.state().head(v1::AUDIENCE_STAFF).position);
    log.done(back);
    EXPECT_EQ(held(log).abstract_size(), 2);
    EXPECT_EQ(held(log).website(), "https://example.org/1");
}

TEST(Text, IsSeenByThoseWhoSeeTheSession) {
    TestLog log;
    v1::Command command = edit(log);
    command.mutable_edit_session_text()->set_id(log.hidden);
    command.mutable_edit_session_text()->set_website("https://example.org/secret");
    log.done(command);
    EXPECT_EQ(log.state().dump(v1::AUDIENCE_PUBLIC).find(log.hidden), std::string::npos);
    EXPECT_NE(log.state().dump(v1::AUDIENCE_STAFF).find(log.hidden), std::string::npos);
}

TEST(Text, WhatMakesNoSenseIsRefused) {
    TestLog log;
    v1::Command address = edit(log);
    address.mutable_edit_session_text()->set_website("javascript:alert(1)");
    EXPECT_EQ(log.refused(address).field(), "website");
    v1::Command twice = edit(log);
    for (const char* words : {"one", "two"}) *twice.mutable_edit_session_text()->add_description() = text("en", words);
    EXPECT_EQ(log.refused(twice).code(), v1::REFUSAL_CODE_INVALID);
    v1::Command longer = edit(log);
    *longer.mutable_edit_session_text()->add_abstract() = text("en", std::string(65'537, 'x'));
    EXPECT_EQ(log.refused(longer).code(), v1::REFUSAL_CODE_INVALID);
    v1::Command unknown = edit(log);
    unknown.mutable_edit_session_text()->set_id("s0000");
    EXPECT_EQ(log.refused(unknown).code(), v1::REFUSAL_CODE_NOT_FOUND);
    v1::Command chair = log.command(v1::ROLE_CO_CHAIR);
    chair.mutable_edit_session_text()->set_id(log.opening);
    EXPECT_EQ(log.refused(chair, v1::ROLE_CO_CHAIR).code(), v1::REFUSAL_CODE_FORBIDDEN);
}

TEST(Text, AnEditOfWhatWasEditedSinceIsStale) {
    TestLog log;
    v1::Command first = edit(log);
    first.mutable_edit_session_text()->set_website("https://example.org/1");
    log.done(first);
    v1::Command late = edit(log);
    v1::Command second = edit(log);
    second.mutable_edit_session_text()->set_website("https://example.org/2");
    log.done(second);
    late.mutable_edit_session_text()->set_website("https://example.org/3");
    EXPECT_EQ(log.refused(late).code(), v1::REFUSAL_CODE_STALE);
    v1::Command moved = log.command();
    moved.mutable_set_projected_start()->set_id(log.opening);
    moved.mutable_set_projected_start()->set_at_ms(log.now_ms + 5'000'000);
    v1::Command text_of_now = edit(log);
    log.done(moved);
    text_of_now.mutable_edit_session_text()->set_website("https://example.org/4");
    log.done(text_of_now);
}

}  // namespace
}  // namespace dais::summit

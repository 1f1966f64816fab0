// A Person is erased: no record that anybody sees, and none that nobody sees, has a byte of the name.
#include "server/summit/identifier.h"
#include "tests/summit/converge.h"

namespace dais::summit {
namespace {

constexpr char kName[] = "Ana Maria Lima";

class Erase : public ::testing::Test {
protected:
    Erase() {
        person = done([&](auto& c) {
            v1::Person& one = *c.mutable_put_person()->mutable_person();
            one.set_name(kName);
            one.set_sort_key("Lima, Ana Maria");
            one.set_staff_contact("ana@example.org");
            *one.add_position() = text("en", "Minister");
        });
        session = done([&](auto& c) {
            v1::Session& one = *c.mutable_put_session()->mutable_session();
            *one.add_title() = text("en", std::string("Address by ") + kName + ", again");
            *one.add_title() = text("pt", std::string("Discurso de ") + kName);
            one.mutable_planned()->set_starts_at_ms(log.now_ms + 36'000'000);
            one.mutable_planned()->set_ends_at_ms(log.now_ms + 39'600'000);
            v1::Participation& part = *one.add_people();
            part.set_person(person);
            part.set_role(v1::SESSION_ROLE_SPEAKER);
        });
        done([&](auto& c) {
            *c.mutable_publish_announcement()->mutable_announcement()->add_title() = text("en", kName);
        });
    }

    template <class Fill>
    std::string done(Fill fill, v1::Role role = v1::ROLE_ORGANISER) {
        v1::Command command = log.command(role);
        fill(command);
        return log.done(command, role);
    }
    void erase() {
        done([&](auto& c) { c.mutable_erase_person()->set_id(person); });
    }
    bool anywhere(const std::string& words) const {
        return log.state().checkpoint().SerializeAsString().find(words) != std::string::npos;
    }

    TestLog log;
    std::string person, session;
};

TEST_F(Erase, TakesTheNameOutOfEverythingThatIsHeld) {
    ASSERT_TRUE(anywhere(kName));
    erase();
    for (const char* gone : {kName, "Lima, Ana Maria", "ana@example.org"}) EXPECT_FALSE(anywhere(gone)) << gone;
    const auto left = *log.state().get<v1::Person>(v1::KIND_PERSON, person);
    EXPECT_TRUE(left.erased());
    EXPECT_GT(left.number(), 0);
    EXPECT_EQ(left.name(), "");
    const auto title = log.state().get<v1::Session>(v1::KIND_SESSION, session)->title(0).text();
    EXPECT_EQ(title, "Address by […], again");
    EXPECT_EQ(log.state().get<v1::Session>(v1::KIND_SESSION, session)->people(0).person(), person) << "who took part";
}

TEST_F(Erase, LooksIntoDraftsAndWhatWasImported) {
    v1::Command import = log.command();
    import.mutable_import_programme()->set_source("file");
    v1::ImportedPerson& imported = *import.mutable_import_programme()->add_persons();
    imported.set_external_id(person);
    imported.mutable_person()->set_name(kName);
    const v1::ImportedPerson again = imported;
    log.done(import);
    const std::string draft = done([](auto& c) { c.mutable_put_draft()->mutable_draft()->set_name("Tomorrow"); });
    v1::Command step;
    step.mutable_put_session()->set_id(session);
    *step.mutable_put_session()->mutable_session() = *log.state().get<v1::Session>(v1::KIND_SESSION, session);
    step.mutable_put_session()->mutable_session()->set_agenda_number("7");
    done([&](auto& c) {
        c.mutable_add_draft_step()->set_draft(draft);
        c.mutable_add_draft_step()->set_command(step.SerializeAsString());
    });
    erase();
    EXPECT_FALSE(anywhere(kName));
    // The same file again does not bring them back.
    import = log.command();
    import.mutable_import_programme()->set_source("file");
    *import.mutable_import_programme()->add_persons() = again;
    log.done(import);
    EXPECT_FALSE(anywhere(kName));
}

TEST_F(Erase, IsNotUndone) {
    const std::uint64_t named = log.state().head(v1::AUDIENCE_STAFF).position - 2;
    erase();
    v1::Command undo = log.command();
    undo.mutable_undo()->set_position(log.state().head(v1::AUDIENCE_STAFF).position);
    EXPECT_EQ(log.refused(undo).code(), v1::REFUSAL_CODE_CONFLICT);
    undo = log.command();
    undo.mutable_undo()->set_position(named);
    EXPECT_EQ(log.refused(undo).code(), v1::REFUSAL_CODE_CONFLICT) << "nor what was said of them before";
    v1::Command put = log.command();
    put.mutable_put_person()->set_id(person);
    put.mutable_put_person()->mutable_person()->set_name(kName);
    EXPECT_EQ(log.refused(put).code(), v1::REFUSAL_CODE_CONFLICT);
    EXPECT_FALSE(anywhere(kName));
}

TEST_F(Erase, LeavesAnotherOfTheSameNameAlone) {
    const std::string other = done([](auto& c) { c.mutable_put_person()->mutable_person()->set_name(kName); });
    erase();
    EXPECT_EQ(log.state().get<v1::Person>(v1::KIND_PERSON, other)->name(), kName);
}

// Whoever is called like a record, the zone or the gap itself takes none of them along.
TEST_F(Erase, LeavesAloneWhatMeansSomethingElse) {
    done([&](auto& c) {
        *c.mutable_put_summit()->mutable_summit() = log.state().summit();
        c.mutable_put_summit()->mutable_summit()->set_zone("Europe/Paris");
        c.set_basis(log.state().head(v1::AUDIENCE_STAFF).position);
    });
    done([&](auto& c) {
        *c.mutable_publish_announcement()->mutable_announcement()->add_title() = text("en", "Somebody, […], in Paris");
    });
    person = done([&](auto& c) {
        c.mutable_put_person()->mutable_person()->set_name(log.room_a);
        c.mutable_put_person()->mutable_person()->set_sort_key("Paris");
        c.mutable_put_person()->mutable_person()->set_staff_contact("[…]");
    });
    const auto announcements = log.state().all(v1::KIND_ANNOUNCEMENT);
    erase();
    EXPECT_EQ(log.state().get<v1::Person>(v1::KIND_PERSON, person)->name(), "");
    EXPECT_EQ(log.state().get<v1::Session>(v1::KIND_SESSION, log.opening)->room(), log.room_a);
    EXPECT_EQ(log.state().summit().zone(), "Europe/Paris");
    EXPECT_EQ(log.state().all(v1::KIND_ANNOUNCEMENT), announcements);
}

// Earlier names and long texts are found on disk, before it is decided.
TEST_F(Erase, TakesAlongWhatWasFoundOnDisk) {
    done([&](auto& c) {
        c.mutable_edit_session_text()->set_id(session);
        *c.mutable_edit_session_text()->add_abstract() = text("en", std::string("By ") + kName);
    });
    const auto hash = log.state().get<v1::SessionText>(v1::KIND_SESSION_TEXT, session)->abstract(0).hash();
    log.erasing.words = {"Ana Maria Tavares"};
    log.erasing.texts[hash] = "By […]";
    done([&](auto& c) {
        *c.mutable_publish_announcement()->mutable_announcement()->add_title() = text("en", "Née Ana Maria Tavares");
    });
    v1::Command command = log.command();
    command.mutable_erase_person()->set_id(person);
    const Decided decided = log.ask(command);
    const auto& decision = std::get<Decision>(decided);
    EXPECT_EQ(decision.erased, (std::vector{std::pair(v1::KIND_PERSON, person)}));
    ASSERT_EQ(decision.texts.size(), 1u);
    EXPECT_EQ(decision.texts[0].body, "By […]");
    EXPECT_FALSE(anywhere("Ana Maria Tavares"));
    EXPECT_NE(log.state().get<v1::SessionText>(v1::KIND_SESSION_TEXT, session)->abstract(0).hash(), hash);
    EXPECT_FALSE(decision.notes.empty()) << "whose records were touched";
}

}  // namespace
}  // namespace dais::summit

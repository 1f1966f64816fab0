// Partners: put and removed, each by the eyes of every audience (converge.h).
#include "server/summit/identifier.h"
#include "tests/summit/converge.h"

namespace dais::summit {
namespace {

class Thanked {
public:
    Thanked() {
        v1::Partner partner;
        *partner.add_name() = text("en", "Example Foundation");
        partner.set_kind(v1::PARTNER_KIND_SPONSOR);
        partner.set_website("https://example.org");
        partner.set_order(1);
        id = log.done(put(partner));
    }

    TestLog log;
    std::string id;

    v1::Partner held() const { return *log.state().get<v1::Partner>(v1::KIND_PARTNER, id); }
    // Of the one that is there; without an id, a new one.
    v1::Command put(const v1::Partner& partner, const std::string& of = {}) {
        v1::Command command = log.command();
        command.mutable_put_partner()->set_id(of);
        *command.mutable_put_partner()->mutable_partner() = partner;
        return command;
    }
    v1::Command put_order(int order) {
        v1::Partner partner = held();
        partner.set_order(order);
        return put(partner, id);
    }
    v1::Command remove(const std::string& of) {
        v1::Command command = log.command();
        command.mutable_remove_partner()->set_id(of);
        return command;
    }
    // Undoes the latest Change.
    void undo() {
        v1::Command command = log.command();
        command.mutable_undo()->set_position(command.basis());
        log.done(command);
    }
    // What everybody is told, and staff beside it; without what was given out, which is not given again.
    std::string told() const {
        std::string all = log.state().dump(v1::AUDIENCE_PUBLIC);
        for (const auto& [partner, record] : log.state().all(v1::KIND_PARTNER)) all += partner + record->body;
        return all;
    }
};

struct PartnerExample {
    const char* what;
    void (*change)(v1::Partner&);
    const char* field;  // at fault; empty: it is well
};

TEST(Partners, AreCheckedFieldByField) {
    const PartnerExample examples[] = {
        {"with a name", [](v1::Partner& p) { p.clear_name(); }, "partner.name"},
        {"that says something", [](v1::Partner& p) { p.mutable_name(0)->clear_text(); }, "partner.name"},
        {"once in each language", [](v1::Partner& p) { *p.add_name() = text("en", "Again"); }, "name"},
        {"in several", [](v1::Partner& p) { *p.add_name() = text("fr", "Fondation Exemple"); }, ""},
        {"of a kind that is not said", [](v1::Partner& p) { p.clear_kind(); }, ""},
        {"of a kind that there is", [](v1::Partner& p) { p.set_kind(static_cast<v1::PartnerKind>(99)); }, "kind"},
        {"without a website", [](v1::Partner& p) { p.clear_website(); }, ""},
        {"with its address", [](v1::Partner& p) { p.set_website("example.org"); }, "partner.website"},
        {"on the web", [](v1::Partner& p) { p.set_website("javascript:alert(1)"); }, "partner.website"},
        {"without a place", [](v1::Partner& p) { p.clear_order(); }, ""},
        {"beside another in its place", [](v1::Partner& p) { p.set_order(1); }, ""},
        {"from the first place on", [](v1::Partner& p) { p.set_order(-1); }, "partner.order"},
    };
    for (const PartnerExample& example : examples) {
        for (const bool is_new : {true, false}) {
            SCOPED_TRACE(std::string(example.what) + (is_new ? ", a new one" : ", one that is there"));
            Thanked thanked;
            v1::Partner partner = thanked.held();
            partner.set_staff_note("as agreed");
            example.change(partner);
            const v1::Command put = thanked.put(partner, is_new ? "" : thanked.id);
            if (*example.field == '\0') {
                const std::string made = thanked.log.done(put);
                EXPECT_EQ(made == thanked.id, !is_new);
                EXPECT_EQ(kind_of_id(made), v1::KIND_PARTNER);
            } else {
                const v1::Refusal no = thanked.log.refused(put);
                EXPECT_EQ(no.code(), v1::REFUSAL_CODE_INVALID);
                EXPECT_EQ(no.field(), example.field);
            }
        }
    }
}

TEST(Partners, OfAnIdThatIsNoPartnersThereAreNone) {
    Thanked thanked;
    for (const std::string& id : {std::string("u0000"), thanked.log.room_a}) {
        for (const v1::Command& command : {thanked.put(thanked.held(), id), thanked.remove(id)}) {
            const v1::Refusal no = thanked.log.refused(command);
            EXPECT_EQ(no.code(), v1::REFUSAL_CODE_NOT_FOUND);
            EXPECT_EQ(no.field(), "id");
            EXPECT_EQ(no.kind(), v1::KIND_PARTNER);
        }
    }
}

TEST(Partners, ArePutAndRemovedAsOneSawThem) {
    Thanked thanked;
    v1::Command late_put = thanked.put_order(3);
    v1::Command late_remove = thanked.remove(thanked.id);
    thanked.log.done(thanked.put_order(2));
    for (v1::Command* late : {&late_put, &late_remove}) {
        EXPECT_EQ(thanked.log.refused(*late).code(), v1::REFUSAL_CODE_STALE);
        late->clear_basis();
        EXPECT_EQ(thanked.log.refused(*late).field(), "basis");
    }
    EXPECT_EQ(thanked.held().order(), 2);
    thanked.log.done(thanked.remove(thanked.id));
    EXPECT_EQ(thanked.log.state().find(v1::KIND_PARTNER, thanked.id), nullptr);
    EXPECT_EQ(thanked.log.refused(thanked.remove(thanked.id)).code(), v1::REFUSAL_CODE_NOT_FOUND);
}

TEST(Partners, AreUndoneByteForByte) {
    Thanked thanked;
    v1::Partner other;
    *other.add_name() = text("en", "Ministry");
    const v1::Command commands[] = {thanked.put(other), thanked.put_order(2), thanked.remove(thanked.id)};
    for (v1::Command command : commands) {
        SCOPED_TRACE(command.ShortDebugString());
        command.set_basis(thanked.log.command().basis());
        const std::string before = thanked.told();
        thanked.log.done(command);
        const std::string after = thanked.told();
        EXPECT_NE(after, before);
        thanked.undo();
        EXPECT_EQ(thanked.told(), before);
        thanked.undo();
        EXPECT_EQ(thanked.told(), after) << "an undo can be undone";
        thanked.undo();
        EXPECT_EQ(thanked.told(), before);
    }
}

TEST(Partners, AreSeenByAllAndTheirNotesByStaffAlone) {
    Thanked thanked;
    const v1::Partner without = thanked.held();
    std::map<v1::Audience, std::uint64_t> positions;
    for (const v1::Audience audience : kAudiences) positions[audience] = thanked.log.state().head(audience).position;
    v1::Partner with = without;
    with.set_staff_note("has not paid yet");
    thanked.log.done(thanked.put(with, thanked.id));
    for (const v1::Audience audience : kAudiences) {
        SCOPED_TRACE(v1::Audience_Name(audience));
        const bool staff = audience == v1::AUDIENCE_STAFF;
        const Record& record = *thanked.log.state().find(v1::KIND_PARTNER, thanked.id);
        ASSERT_TRUE(record.visible_to(audience));
        EXPECT_EQ(record.as_seen_by(audience), (staff ? with : without).SerializeAsString());
        EXPECT_EQ(thanked.log.state().head(audience).position, positions[audience] + (staff ? 1 : 0))
            << "others are not told that there is a note";
    }
}

// A Draft knows what it replaces by the letter of its id.
TEST(Partners, TakeADraftsFieldsAndKeepWhatChangedLive) {
    Thanked thanked;
    v1::Command draft = thanked.log.command();
    draft.mutable_put_draft()->mutable_draft()->set_name("Last day");
    v1::Command step = thanked.log.command();
    step.mutable_add_draft_step()->set_draft(thanked.log.done(draft));
    v1::Partner drafted = thanked.held();
    drafted.set_kind(v1::PARTNER_KIND_HOST);
    step.mutable_add_draft_step()->set_command(thanked.put(drafted, thanked.id).SerializeAsString());
    step.set_basis(thanked.log.command().basis());
    thanked.log.done(step);
    thanked.log.done(thanked.put_order(4));
    v1::Command publish = thanked.log.command();
    publish.mutable_publish_draft()->set_id(step.add_draft_step().draft());
    thanked.log.done(publish);
    EXPECT_EQ(thanked.held().kind(), v1::PARTNER_KIND_HOST);
    EXPECT_EQ(thanked.held().order(), 4);
}

}  // namespace
}  // namespace dais::summit

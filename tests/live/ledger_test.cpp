// The ledger of a log on disk: a stranger accepts it, refuses whatever is done to it, and learns nothing hidden.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dais/v1/declaration.pb.h"
#include "dais/v1/endorsement.pb.h"
#include "dais/v1/party.pb.h"
#include "dais/v1/person.pb.h"
#include "dais/v1/series.pb.h"
#include "server/live/past_reader.h"
#include "server/summit/projection.h"
#include "storage/ledger_check.h"
#include "tests/storage/sample.h"
#include "tests/storage/tampering.h"

namespace dais::live {
namespace {

using storage::LedgerCheck;
using storage::LedgerProblem;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

v1::LocalText words(const std::string& text) {
    v1::LocalText made;
    made.set_language("en");
    made.set_text(text);
    return made;
}

// A series' log on disk, as the desk keeps it.
class SeriesLog {
public:
    using Audiences = summit::AudienceSet;

    struct Put {
        v1::Kind kind;
        std::string id;
        std::string body;
        Audiences audiences = summit::kEverybody;
        std::string owner{};
    };

    void change(const std::vector<Put>& puts) {
        storage::Append append;
        append.log = "gdpa";
        if (state.seq() == 0) append.new_secret = std::string(32, 's');
        append.change.set_seq(state.seq() + 1);
        append.change.set_at_ms(now_ms += 60'000);
        append.change.mutable_actor()->set_login("key:a1");
        for (const Put& put : puts) {
            v1::Entry& entry = *append.change.add_entries();
            entry.set_kind(put.kind);
            entry.set_id(put.id);
            entry.set_owner(put.owner);
            for (const v1::Audience audience : summit::kAudiences)
                if ((put.audiences & summit::bit(audience)) != 0) entry.add_audiences(audience);
            if (!put.body.empty()) entry.set_put(put.body);
        }
        append.command_id = "c" + std::to_string(append.change.seq());
        append.body_digest = std::string(32, 'd');
        append.shown = summit::State(state).apply(append.change, {}).audiences;
        state.apply(append.change, database.append({append}).chains.at(0));
    }

    void party(const std::string& id, const std::string& name, v1::PartyKind kind, const std::string& note = "") {
        v1::Party party;
        *party.add_name() = words(name);
        party.set_kind(kind);
        party.set_staff_note(note);
        change({{v1::KIND_PARTY, id, party.SerializeAsString()}});
    }

    void declaration(const std::string& title, Audiences audiences = summit::kEverybody) {
        v1::Declaration declaration;
        *declaration.add_title() = words(title);
        declaration.set_version(1);
        change({{v1::KIND_DECLARATION, "l1", declaration.SerializeAsString(), audiences}});
    }

    void endorse(const std::string& party, v1::EndorsementStatus status, int order,
                 Audiences audiences = summit::kEverybody) {
        v1::Endorsement endorsement;
        endorsement.set_status(status);
        endorsement.set_version(1);
        endorsement.set_announced_at_ms(now_ms);
        endorsement.set_order(order);
        change({{v1::KIND_ENDORSEMENT, "l1@" + party, endorsement.SerializeAsString(), audiences, "l1"}});
    }

    // As by ErasePerson: another text in its place, and the old one goes from the disk.
    void erase_person(const std::string& id, const std::string& name) {
        v1::Person left;
        left.set_erased(true);
        change({{v1::KIND_PERSON, id, left.SerializeAsString()}});
        erase_on_disk(id, name);
    }
    void erase_on_disk(const std::string& id, const std::string& name) {
        database.erase({"gdpa", state.seq(), {{v1::KIND_PERSON, id}}, {name}});
    }

    std::string ledger() {
        PastReader reader(limits, directory.path());
        std::string text;
        parts = 0;
        for (std::optional<std::uint64_t> after = 0; after; ++parts) {
            const std::string part = reader.ledger("gdpa", state, *after);
            text += part;
            after = storage::goes_on_after(part);
        }
        return text;
    }

    std::string chain() { return database.logs().at(0).chain; }

    tests::TempDirectory directory;
    Limits limits;
    storage::Database database{directory.path(), {}};
    summit::State state;
    std::int64_t now_ms = 1'649'160'000'000;
    int parts = 0;
};

LedgerProblem check_all(LedgerCheck& check, const std::string& ledger) {
    auto problem = check.take(ledger);
    return problem ? problem : check.finish();
}

class Ledger : public testing::Test {
protected:
    Ledger() {
        v1::Series series;
        *series.add_name() = words("Global Diaspora Summit");
        log.change({{v1::KIND_SERIES, "z", series.SerializeAsString()},
                    {v1::KIND_COUNTERS, "c", "counters", summit::kStaffOnly}});
        v1::Person person;
        person.set_name("Zenobia Quartermaine");
        log.change({{v1::KIND_PERSON, "p1", person.SerializeAsString()}});
        log.erase_person("p1", "Zenobia Quartermaine");
        log.party("y1", "Ireland", v1::PARTY_KIND_STATE);
        log.party("y2", "IOM", v1::PARTY_KIND_INTERNATIONAL_ORGANISATION);
        log.party("y3", "Georgia", v1::PARTY_KIND_STATE);
        log.party("y4", "Absent", v1::PARTY_KIND_STATE, "wants no fish");
        log.declaration("Dublin Declaration");
        for (const auto status : {v1::ENDORSEMENT_STATUS_ANNOUNCED, v1::ENDORSEMENT_STATUS_SIGNED})
            for (const int number : {1, 2, 3})
                log.endorse("y" + std::to_string(number), status, status == v1::ENDORSEMENT_STATUS_SIGNED ? number : 0);
        log.endorse("y3", v1::ENDORSEMENT_STATUS_WITHDRAWN, 3);
    }

    SeriesLog log;
};

TEST_F(Ledger, IsAcceptedByWhoeverHasTheFileAndTheDigest) {
    const std::string ledger = log.ledger();
    LedgerCheck check(log.chain());
    EXPECT_EQ(check_all(check, ledger), std::nullopt);
    EXPECT_EQ(check.log(), "gdpa");
    EXPECT_EQ(check.changes(), log.state.seq());
    EXPECT_EQ(check.erased(), 1u);
    EXPECT_EQ(check.untold(), 3u) << "counters, a party with a note for staff, and who was erased";
    // The public's own records, as far as they are told.
    std::size_t told = 0;
    for (const v1::Entry& entry : check.records()) {
        const summit::Record* record = log.state.find(entry.kind(), entry.id());
        ASSERT_NE(record, nullptr) << entry.id();
        EXPECT_EQ(record->redacted, entry.put()) << entry.id();
        ++told;
    }
    EXPECT_EQ(told, 9u) << "the series, a person, three parties, a declaration and three endorsements";
}

TEST_F(Ledger, TellsNothingThatIsHiddenOrErased) {
    const auto told = [&] {
        // Texts are in base64: what is told is read back.
        std::string texts;
        std::istringstream lines(log.ledger());
        for (std::string line, problem; std::getline(lines, line);)
            if (const auto read = storage::read_ledger_line(line, problem))
                if (const auto* entry = std::get_if<storage::LedgerEntry>(&*read)) texts += entry->body + "\n";
        return texts;
    };
    EXPECT_THAT(told(), AllOf(HasSubstr("Dublin Declaration"), HasSubstr("Ireland"), Not(HasSubstr("Zenobia")),
                              Not(HasSubstr("fish")), Not(HasSubstr("Absent")), Not(HasSubstr("counters"))));
    // What is hidden today is not told of earlier Changes either.
    log.declaration("Dublin Declaration", summit::kStaffOnly);
    for (const int number : {1, 2, 3})
        log.endorse("y" + std::to_string(number), v1::ENDORSEMENT_STATUS_SIGNED, number, summit::kStaffOnly);
    EXPECT_THAT(told(), AllOf(Not(HasSubstr("Dublin")), HasSubstr("Ireland")));
    LedgerCheck check(log.chain());
    EXPECT_EQ(check_all(check, log.ledger()), std::nullopt);
}

TEST_F(Ledger, TheSameDigestIsGoodBeforeAndAfterSomebodyWasErased) {
    v1::Person person;
    person.set_name("Amara Okonjo");
    log.change({{v1::KIND_PERSON, "p2", person.SerializeAsString()}});
    person.Clear();
    person.set_erased(true);
    log.change({{v1::KIND_PERSON, "p2", person.SerializeAsString()}});
    const std::string before = log.ledger();
    log.erase_on_disk("p2", "Amara Okonjo");
    const std::string after = log.ledger();
    EXPECT_LT(after.size(), before.size());
    for (const std::string* ledger : {&before, &after}) {
        LedgerCheck check(log.chain());
        EXPECT_EQ(check_all(check, *ledger), std::nullopt);
        EXPECT_EQ(check.erased(), ledger == &before ? 1u : 2u);
    }
}

TEST_F(Ledger, APartyWithANoteForStaffIsNamedOnceTheNoteWasTakenAway) {
    log.endorse("y4", v1::ENDORSEMENT_STATUS_SIGNED, 4);
    LedgerCheck without(log.chain());
    EXPECT_THAT(check_all(without, log.ledger()).value_or(""),
                AllOf(HasSubstr(", the party y4: "), HasSubstr("its text is not in the file")));
    log.party("y4", "Present", v1::PARTY_KIND_STATE);
    LedgerCheck with(log.chain());
    EXPECT_EQ(check_all(with, log.ledger()), std::nullopt);
    // Put back by a Change that shows the public nothing.
    log.party("y4", "Present", v1::PARTY_KIND_STATE, "wants no fish");
    LedgerCheck again(log.chain());
    EXPECT_EQ(check_all(again, log.ledger()), std::nullopt);
    EXPECT_EQ(again.records().size(), with.records().size());
}

TEST_F(Ledger, ComesInPartsThatMakeOne) {
    const std::string whole = log.ledger();
    EXPECT_EQ(log.parts, 1);
    for (const std::size_t bytes : {1u, 1'000u, 3'000u}) {
        log.limits.ledger_part_bytes = bytes;
        EXPECT_EQ(log.ledger(), whole) << bytes;
        EXPECT_GT(log.parts, 1) << bytes;
    }
    log.limits.ledger_part_bytes = whole.size();
    log.ledger();
    EXPECT_EQ(log.parts, 1);
}

TEST_F(Ledger, EachOfManyTamperingsIsRefusedAndNamed) {
    const std::string ledger = log.ledger();
    for (std::uint32_t seed = 0; seed < 600; ++seed) {
        const auto how = static_cast<tests::Tampering>(seed % tests::kTamperings);
        const tests::Tampered tampered = tests::tamper(ledger, how, seed);
        ASSERT_NE(tampered.ledger, ledger) << seed;
        LedgerCheck check(log.chain());
        const auto refused = check_all(check, tampered.ledger);
        ASSERT_TRUE(refused) << "seed " << seed << ", " << tampered.what;
        EXPECT_TRUE(tests::is_named(tampered, *refused)) << "seed " << seed << ", " << tampered.what << ": " << *refused
                                                         << ", and not " << testing::PrintToString(tampered.named);
    }
}

}  // namespace
}  // namespace dais::live

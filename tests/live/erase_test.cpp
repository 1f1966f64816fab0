// Decision D18: a log of which something was erased is verified and started from like any other, and every audience
// stands where it stood.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "dais/v1/person.pb.h"
#include "dais/v1/session.pb.h"
#include "server/live/desk.h"
#include "server/live/metrics.h"
#include "server/live/past_reader.h"
#include "server/live/rim.h"
#include "server/live/shard.h"
#include "server/summit/hash.h"
#include "server/verify.h"
#include "tests/storage/sample.h"

namespace dais::live {
namespace {

using testing::HasSubstr;

const std::string kName = "Amara Okonjo-Ñandú";

v1::Person person(const std::string& name, const std::string& note = "") {
    v1::Person person;
    person.set_name(name);
    person.set_staff_note(note);
    return person;
}

// A log as the desk keeps it, with checkpoints on the way.
class KeptLog {
public:
    KeptLog() : database_(directory.path(), {}) {
        put(v1::KIND_SUMMIT, "m", v1::Summit());
        put_sessions(20);
        put(v1::KIND_PERSON, "p1", person(kName, "calls back"));
        put(v1::KIND_PERSON, "p2", person("Somebody", "a friend of " + kName));
        put(v1::KIND_PERSON, "p2", person("Somebody"));  // shows the public nothing, as long as the one before is there
        put(v1::KIND_PERSON, "p1", person(kName, "does not call back"));  // nor does this
        keep_checkpoint();
        put(v1::KIND_PERSON, "p1", person(kName + " (Chair)"));
        put(v1::KIND_PERSON, "p1", person(kName + " (Host)"));
        put_text();
        put_sessions(30);
        put(v1::KIND_PERSON, "p1", person("Somebody else"));  // from here on they have no name
        last_ = state.seq();
        put_sessions(5);
        keep_checkpoint();
        put_sessions(5);
    }

    storage::Erased erase() { return database_.erase({"test", last_, {{v1::KIND_PERSON, "p1"}}, {kName}}); }
    storage::Database& database() { return database_; }
    // By which what was erased is put over.
    std::uint64_t last() const { return last_; }

    tests::TempDirectory directory;
    summit::State state;
    std::map<std::uint64_t, std::map<v1::Audience, summit::AudienceHead>> heads;  // by seq

private:
    void put_sessions(int count) {
        for (int i = 0; i < count; ++i) {
            v1::Session session;
            session.set_room("r" + std::to_string(state.seq()));
            session.mutable_planned()->set_starts_at_ms(1'726'128'000'000 + i * 60'000);
            session.mutable_planned()->set_ends_at_ms(session.planned().starts_at_ms() + 3'600'000);
            put(v1::KIND_SESSION, "s" + std::to_string(i % 7), session, i % 3 == 0);
        }
    }

    // A long text that names them, and a record that names the text.
    void put_text() {
        const std::string body = kName + " tells of the sea.";
        v1::SessionText texts;
        v1::TextReference& reference = *texts.add_abstract();
        reference.set_language("en");
        reference.set_hash(summit::Hash(kSecret).bytes("en").bytes(std::string_view("\0", 1)).bytes(body).finish());
        put(v1::KIND_SESSION_TEXT, "s0", texts, false, {{reference.hash(), body}});
    }

    void put(v1::Kind kind, const std::string& id, const google::protobuf::Message& record, bool for_staff = false,
             std::vector<storage::Text> texts = {}) {
        storage::Append append;
        append.log = "test";
        if (state.seq() == 0) append.new_secret = kSecret;
        append.change.set_seq(state.seq() + 1);
        append.change.mutable_actor()->set_login("key:test");
        append.command_id = "c" + std::to_string(append.change.seq());
        append.body_digest = std::string(32, 'd');
        append.texts = std::move(texts);
        v1::Entry& entry = *append.change.add_entries();
        entry.set_kind(kind);
        entry.set_id(id);
        if (!for_staff) entry.add_audiences(v1::AUDIENCE_PUBLIC);
        entry.add_audiences(v1::AUDIENCE_STAFF);
        entry.set_put(record.SerializeAsString());
        append.shown = summit::State(state).apply(append.change, {}).audiences;
        state.apply(append.change, database_.append({append}).chains.at(0));
        for (const v1::Audience audience : summit::kAudiences) heads[state.seq()][audience] = state.head(audience);
    }

    void keep_checkpoint() {
        ASSERT_TRUE(database_.put_checkpoint("test", {state.seq(), state.checkpoint().SerializeAsString()}));
    }

    const std::string kSecret = std::string(32, 's');
    storage::Database database_;
    std::uint64_t last_ = 0;
};

// Where every audience stands and what it sees is as before the erasing: what was erased is put over since.
void expect_the_same(const summit::State& state, const summit::State& expected) {
    EXPECT_EQ(state.seq(), expected.seq());
    for (const v1::Audience audience : summit::kAudiences) {
        SCOPED_TRACE(v1::Audience_Name(audience));
        EXPECT_EQ(state.head(audience).position, expected.head(audience).position);
        EXPECT_EQ(state.head(audience).chain, expected.head(audience).chain);
        EXPECT_EQ(state.head(audience).digest, expected.head(audience).digest);
        EXPECT_EQ(state.dump(audience), expected.dump(audience));
    }
}

std::string verified(storage::Database& database, bool& good) {
    std::ostringstream report;
    good = verify(database, report);
    return report.str();
}

TEST(Erasing, VerifyAgreesAndCounts) {
    KeptLog log;
    bool good = false;
    EXPECT_THAT(verified(log.database(), good), HasSubstr(" 0 erased"));
    ASSERT_TRUE(good);
    const storage::Erased erased = log.erase();
    EXPECT_EQ(erased.entries, 5u);
    EXPECT_EQ(erased.checkpoints, 1u) << "the second holds nothing of them";
    EXPECT_EQ(erased.texts, 1u);
    EXPECT_TRUE(erased.file_clean) << erased.remedy;
    EXPECT_THAT(verified(log.database(), good), HasSubstr(" 6 erased"));
    EXPECT_TRUE(good) << verified(log.database(), good);
    expect_the_same(fold_from_start(log.database(), "test"), log.state);
    // What was not erased and is gone is still found out.
    tests::run_sql(log.directory.path(), "DELETE FROM text");
    EXPECT_THAT(verified(log.database(), good), HasSubstr("a text of session s0 is missing"));
}

TEST(Erasing, AFoldFromTheStartIsWhatTheRewrittenCheckpointSays) {
    KeptLog log;
    log.erase();
    const auto stored = log.database().checkpoint("test", 30);
    v1::Checkpoint body;
    ASSERT_TRUE(stored && body.ParseFromString(stored->body));
    summit::State folded;
    log.database().changes("test", 0, [&](const storage::StoredChange& change) {
        folded.apply(change.change, change.chain, change.shown);
        for (const v1::Audience audience : summit::kAudiences) {
            EXPECT_EQ(folded.head(audience).position, log.heads.at(folded.seq()).at(audience).position);
            EXPECT_EQ(folded.head(audience).chain, log.heads.at(folded.seq()).at(audience).chain);
        }
        if (folded.seq() != stored->seq) return true;
        expect_the_same(summit::State::from(body), folded);
        EXPECT_EQ(folded.find(v1::KIND_PERSON, "p1")->body, "") << "put, and empty";
        return true;
    });
    expect_the_same(folded, log.state);
}

// Rings of two lengths: one in which erased Changes would be and one that begins after them. Whoever stood before what
// was erased was put over holds what nobody can work out any more, whose digests would differ: they start afresh.
TEST(Erasing, AStartFillsEveryRingAndEveryoneStandsWhereTheyStood) {
    for (const std::size_t ring_frames : {45, 8}) {
        SCOPED_TRACE(ring_frames);
        KeptLog log;
        log.erase();
        Limits limits;
        limits.ring_frames_max = ring_frames;
        Hub hub(limits);
        Metrics metrics(1);
        access::Access access(wall_clock_ms);
        Desk desk(limits, log.database(), hub, metrics, access, [](const std::string&) {});
        Admission admission(limits, 10);
        Shard shard(limits, desk, admission, metrics);
        hub.add(shard);
        desk.open();
        shard.context().poll();
        for (const v1::Audience audience : {v1::AUDIENCE_PUBLIC, v1::AUDIENCE_STAFF}) {
            SCOPED_TRACE(v1::Audience_Name(audience));
            const Ring& ring = shard.stream("test", audience)->ring;
            EXPECT_EQ(ring.head().position, log.state.head(audience).position);
            EXPECT_EQ(ring.head().digest, log.state.head(audience).digest);
            std::size_t covered = 0;
            for (const auto& [seq, heads] : log.heads) {
                const bool before = heads.at(audience).position < log.heads.at(log.last()).at(audience).position;
                EXPECT_FALSE(before && ring.covers(heads.at(audience).position)) << seq;
                if (!ring.covers(heads.at(audience).position)) continue;
                ++covered;
                EXPECT_EQ(ring.chain_at(heads.at(audience).position), heads.at(audience).chain) << seq;
            }
            EXPECT_GE(covered, std::min<std::size_t>(ring_frames, log.heads.rbegin()->first - log.last()));
        }
    }
}

TEST(Erasing, ThePastShowsWhatWasErasedAsPutAndEmpty) {
    KeptLog log;
    log.erase();
    const Limits limits;
    PastReader reader(limits, log.directory.path());
    for (const std::uint64_t seq : {22, 24, 27}) {
        const summit::View past = reader.state({"test", v1::AUDIENCE_STAFF, nullptr}, seq);
        ASSERT_NE(past->find(v1::KIND_PERSON, "p1"), nullptr);
        EXPECT_EQ(past->find(v1::KIND_PERSON, "p1")->body, "");
        EXPECT_EQ(past->head(v1::AUDIENCE_PUBLIC).position, log.heads.at(seq).at(v1::AUDIENCE_PUBLIC).position);
    }
}

}  // namespace
}  // namespace dais::live

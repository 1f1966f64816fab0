#include "tests/storage/erasable_log.h"

#include <gtest/gtest.h>

#include <fstream>

#include "dais/v1/person.pb.h"

namespace dais::tests {
namespace {

void add_record(v1::Checkpoint& checkpoint, const v1::Entry& entry, std::uint64_t seq) {
    v1::CheckpointRecord& record = *checkpoint.add_records();
    *record.mutable_entry() = entry;
    record.set_seq(seq);
}

// How often the bytes are in a file; 0 if there is none.
std::size_t count_in(const std::string& path, const std::string& bytes) {
    std::ifstream file(path, std::ios::binary);
    const std::string all((std::istreambuf_iterator<char>(file)), {});
    std::size_t count = 0;
    for (auto at = all.find(bytes); at != std::string::npos; at = all.find(bytes, at + 1)) ++count;
    return count;
}

}  // namespace

std::string person(const std::string& name, const std::string& office) {
    v1::Person person;
    person.set_name(name);
    if (!office.empty()) person.add_position()->set_text(office);
    return person.SerializeAsString();
}

void put(storage::Append& append, v1::Kind kind, const std::string& id, const std::string& body) {
    v1::Entry* entry = append.change.add_entries();
    entry->set_kind(kind);
    entry->set_id(id);
    entry->add_audiences(v1::AUDIENCE_STAFF);
    entry->set_put(body);
}

std::vector<storage::Append> a_log() {
    std::vector<storage::Append> group = samples(1, kChanges);
    put(group[2], v1::KIND_PERSON, "p1", person(kName));
    put(group[19], v1::KIND_PERSON, "p1", person(kName, "Chair"));
    put(group[24], v1::KIND_PERSON, "p2", person("Somebody", kOffice));
    put(group[29], v1::KIND_SESSION, "s99", "after " + kName + " has arrived" + std::string(9'000, '.'));
    v1::Entry* removed = group[30].change.add_entries();
    removed->set_kind(v1::KIND_PERSON);
    removed->set_id("p1");
    group[32].texts.push_back({bytes32('n'), kName + " was born by the sea."});
    return group;
}

std::string checkpoint_of(const std::vector<storage::Append>& group, std::uint64_t up_to) {
    std::map<std::pair<int, std::string>, std::pair<v1::Entry, std::uint64_t>> last;
    for (const storage::Append& append : group)
        for (const v1::Entry& entry : append.change.entries())
            if (append.change.seq() <= up_to) last[{entry.kind(), entry.id()}] = {entry, append.change.seq()};
    v1::Checkpoint checkpoint;
    checkpoint.set_seq(up_to);
    for (const auto& [key, entry] : last)
        if (entry.first.has_put()) add_record(checkpoint, entry.first, entry.second);
    return checkpoint.SerializeAsString();
}

void write_log(storage::Database& database) {
    const auto group = a_log();
    ASSERT_TRUE(database.append(group).committed);
    ASSERT_TRUE(database.put_checkpoint("au-2026", {30, checkpoint_of(group, 30)}));
    ASSERT_TRUE(database.put_checkpoint("au-2026", {50, checkpoint_of(group, 50)}));
}

std::size_t count_raw(const std::string& path, const std::string& bytes) {
    return count_in(path, bytes) + count_in(path + "-wal", bytes);
}

std::uint64_t erased_entries(storage::Database& database) { return database.verify_chains().at(0).erased; }

std::map<std::string, std::string> checkpoint_bodies(storage::Database& database, std::uint64_t seq) {
    v1::Checkpoint checkpoint;
    EXPECT_TRUE(checkpoint.ParseFromString(database.checkpoint("au-2026", seq).value().body));
    EXPECT_EQ(checkpoint.seq(), seq);
    std::map<std::string, std::string> bodies;
    for (const auto& record : checkpoint.records())
        bodies[std::to_string(record.entry().kind()) + " " + record.entry().id()] = record.entry().put();
    return bodies;
}

}  // namespace dais::tests

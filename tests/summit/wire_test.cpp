// What the messages of dais.v1 promise for ever, read from their descriptors (decisions D2, D3, D6, D14).
#include <gtest/gtest.h>

#include <set>

#include "dais/v1/live.pb.h"
#include "dais/v1/options.pb.h"
#include "server/summit/projection.h"
#include "server/summit/records.h"

namespace dais::summit {
namespace {

namespace pb = google::protobuf;

// Every message of dais.v1 that the conversation or a record can hold.
void gather(const pb::Descriptor& message, std::set<const pb::Descriptor*>& all) {
    if (!all.insert(&message).second) return;
    for (int i = 0; i < message.field_count(); ++i)
        if (const pb::Descriptor* inner = message.field(i)->message_type()) gather(*inner, all);
}

std::set<const pb::Descriptor*> every_message() {
    std::set<const pb::Descriptor*> all;
    gather(*v1::ClientMessage::descriptor(), all);
    gather(*v1::ServerMessage::descriptor(), all);
    gather(*v1::Checkpoint::descriptor(), all);
    for (int kind = v1::Kind_MIN + 1; kind <= v1::Kind_MAX; ++kind)
        gather(*blank_record(static_cast<v1::Kind>(kind))->GetDescriptor(), all);
    return all;
}

TEST(Wire, HasNoMapFloatOrAny) {
    const auto all = every_message();
    EXPECT_GT(all.size(), 50u);
    for (const pb::Descriptor* message : all) {
        EXPECT_EQ(message->file()->package(), "dais.v1") << message->full_name();
        for (int i = 0; i < message->field_count(); ++i) {
            const pb::FieldDescriptor& field = *message->field(i);
            EXPECT_FALSE(field.is_map()) << field.full_name();
            EXPECT_NE(field.cpp_type(), pb::FieldDescriptor::CPPTYPE_FLOAT) << field.full_name();
            EXPECT_NE(field.cpp_type(), pb::FieldDescriptor::CPPTYPE_DOUBLE) << field.full_name();
        }
    }
}

// A record of this release as an older or newer program would hold it: the same bytes, whatever else was there.
TEST(Wire, CanonicalBytesAreTheSameHoweverAMessageWasMade) {
    v1::Room room;
    room.add_name()->set_text("Hall");
    room.set_staff_note("door code 1234");
    v1::Room other;
    other.set_staff_note("door code 1234");
    other.add_name()->set_text("Hall");
    other.GetReflection()->MutableUnknownFields(&other)->AddVarint(999, 7);
    EXPECT_NE(room.SerializeAsString(), other.SerializeAsString());
    EXPECT_EQ(canonical(room), canonical(other));
}

TEST(Wire, WhatIsForStaffIsClearedAndWhatIsUnknownDiscarded) {
    v1::Room room;
    room.add_name()->set_text("Hall");
    v1::Room with_more = room;
    with_more.set_staff_note("door code 1234");
    with_more.GetReflection()->MutableUnknownFields(&with_more)->AddVarint(999, 7);
    EXPECT_EQ(redacted(v1::KIND_ROOM, with_more.SerializeAsString()), canonical(room));
}

// What changes on the day stays as small as it is, whoever comes and however long it takes.
TEST(Wire, WhatChangesOnTheDayHasNoListThatGrows) {
    const pb::Descriptor& progress = *v1::SessionProgress::descriptor();
    for (int i = 0; i < progress.field_count(); ++i)
        EXPECT_FALSE(progress.field(i)->is_repeated()) << progress.field(i)->full_name();
}

TEST(Wire, AKindThatIsNotKnownIsHeldLikeAnyOther) {
    Records records;
    v1::Entry entry;
    entry.set_kind(static_cast<v1::Kind>(777));
    entry.set_id("z0001");
    entry.set_put("of a later release");
    records.apply(entry);
    ASSERT_NE(records.find(777, "z0001"), nullptr);
    EXPECT_EQ(records.digest(), record_digest(777, "z0001", "of a later release"));
    entry.clear_put();
    records.apply(entry);
    EXPECT_EQ(records.digest(), 0u);
}

}  // namespace
}  // namespace dais::summit

// The look at a record's bytes says the same as reading them: whatever it lets pass is what everybody may see.
#include "server/summit/wire_scan.h"

#include <google/protobuf/message.h>
#include <gtest/gtest.h>

#include "dais/v1/session.pb.h"
#include "server/summit/projection.h"

namespace dais::summit {
namespace {

namespace pb = google::protobuf;

// Every field set, however deep.
void fill(pb::Message& message, int depth) {
    const pb::Reflection& set = *message.GetReflection();
    for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
        const pb::FieldDescriptor* field = message.GetDescriptor()->field(i);
        const bool list = field->is_repeated();
        switch (field->cpp_type()) {
            case pb::FieldDescriptor::CPPTYPE_MESSAGE:
                if (depth > 0)
                    fill(list ? *set.AddMessage(&message, field) : *set.MutableMessage(&message, field), depth - 1);
                break;
            case pb::FieldDescriptor::CPPTYPE_STRING:
                list ? set.AddString(&message, field, "words") : set.SetString(&message, field, "words");
                break;
            case pb::FieldDescriptor::CPPTYPE_INT32:
                list ? set.AddInt32(&message, field, -7) : set.SetInt32(&message, field, -7);
                break;
            case pb::FieldDescriptor::CPPTYPE_UINT32:
                list ? set.AddUInt32(&message, field, 7) : set.SetUInt32(&message, field, 7);
                break;
            case pb::FieldDescriptor::CPPTYPE_INT64:
                list ? set.AddInt64(&message, field, 1'726'128'000'000)
                     : set.SetInt64(&message, field, 1'726'128'000'000);
                break;
            case pb::FieldDescriptor::CPPTYPE_UINT64:
                list ? set.AddUInt64(&message, field, 7) : set.SetUInt64(&message, field, 7);
                break;
            case pb::FieldDescriptor::CPPTYPE_BOOL:
                list ? set.AddBool(&message, field, true) : set.SetBool(&message, field, true);
                break;
            case pb::FieldDescriptor::CPPTYPE_ENUM:
                list ? set.AddEnumValue(&message, field, 1) : set.SetEnumValue(&message, field, 1);
                break;
            default: FAIL() << field->full_name();
        }
    }
}

TEST(WireScan, LetsPassWhatTheProjectionLeavesAsItIsAndNothingElse) {
    int with_staff_fields = 0;
    for (int kind = v1::Kind_MIN + 1; kind <= v1::Kind_MAX; ++kind) {
        SCOPED_TRACE(v1::Kind_Name(static_cast<v1::Kind>(kind)));
        const auto record = blank_record(static_cast<v1::Kind>(kind));
        ASSERT_TRUE(record);
        // A DraftStep holds a Command, and that the whole language: deep enough is enough.
        fill(*record, 3);
        const std::string body = canonical(*record);
        const std::string shown = redacted(static_cast<v1::Kind>(kind), body);
        EXPECT_EQ(nothing_to_clear(static_cast<v1::Kind>(kind), body), shown == body);
        EXPECT_TRUE(nothing_to_clear(static_cast<v1::Kind>(kind), shown));
        with_staff_fields += shown == body ? 0 : 1;
    }
    EXPECT_GE(with_staff_fields, 8);
}

TEST(WireScan, HoldsBackWhatIsNotKnownAndWhatIsDamaged) {
    v1::Session session;
    fill(session, 2);
    const std::string body = redacted(v1::KIND_SESSION, canonical(session));
    ASSERT_TRUE(nothing_to_clear(v1::KIND_SESSION, body));
    EXPECT_FALSE(nothing_to_clear(static_cast<v1::Kind>(4711), body));
    v1::Session newer = session;
    newer.ParseFromString(body);
    newer.mutable_planned()->GetReflection()->MutableUnknownFields(newer.mutable_planned())->AddVarint(60, 7);
    EXPECT_FALSE(nothing_to_clear(v1::KIND_SESSION, newer.SerializeAsString()));
    newer.ParseFromString(body);
    newer.GetReflection()->MutableUnknownFields(&newer)->AddLengthDelimited(999, "x");
    EXPECT_FALSE(nothing_to_clear(v1::KIND_SESSION, newer.SerializeAsString()));
    // Cut anywhere: what passes is what a reader makes of it.
    for (std::size_t length = 0; length < body.size(); ++length) {
        const std::string cut = body.substr(0, length);
        if (nothing_to_clear(v1::KIND_SESSION, cut)) {
            EXPECT_EQ(redacted(v1::KIND_SESSION, cut), cut) << length;
        }
    }
}

}  // namespace
}  // namespace dais::summit

#include "server/summit/three_way.h"

#include <google/protobuf/descriptor.h>

#include <memory>

#include "server/summit/projection.h"

namespace dais::summit {
namespace {

namespace pb = google::protobuf;

// The canonical bytes of one field alone.
std::string field_bytes(const pb::Message& message, const pb::FieldDescriptor& field) {
    const std::unique_ptr<pb::Message> only(message.New());
    only->CopyFrom(message);
    std::vector<const pb::FieldDescriptor*> others;
    message.GetReflection()->ListFields(message, &others);
    for (const pb::FieldDescriptor* other : others)
        if (other != &field) only->GetReflection()->ClearField(only.get(), other);
    return canonical(*only);
}

void take(pb::Message& ours, const pb::FieldDescriptor& field, const std::string& theirs) {
    ours.GetReflection()->ClearField(&ours, &field);
    const std::unique_ptr<pb::Message> only(ours.New());
    only->ParseFromString(theirs);
    ours.MergeFrom(*only);
}

}  // namespace

std::vector<Kept> merge_three_way(const pb::Message& base, pb::Message& ours, const pb::Message& theirs) {
    std::vector<Kept> kept;
    const pb::Descriptor& descriptor = *ours.GetDescriptor();
    for (int i = 0; i < descriptor.field_count(); ++i) {
        const pb::FieldDescriptor& field = *descriptor.field(i);
        const std::string was = field_bytes(base, field);
        const std::string here = field_bytes(ours, field);
        const std::string there = field_bytes(theirs, field);
        if (here == there) continue;
        if (here == was) {
            take(ours, field, there);
        } else {
            kept.push_back({field.name(), there != was});
        }
    }
    return kept;
}

}  // namespace dais::summit

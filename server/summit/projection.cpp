#include "server/summit/projection.h"

#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <stdexcept>

#include "dais/v1/announcement.pb.h"
#include "dais/v1/imported.pb.h"
#include "dais/v1/live.pb.h"
#include "dais/v1/options.pb.h"
#include "server/summit/hash.h"

namespace dais::summit {
namespace {

namespace pb = google::protobuf;

// Raise it when the projection changes in a way that the descriptors do not show: every client then starts afresh.
constexpr std::uint32_t kProjectionNumber = 1;

void clear_staff_fields(pb::Message& record) {
    const pb::Reflection& reflection = *record.GetReflection();
    std::vector<const pb::FieldDescriptor*> fields;
    reflection.ListFields(record, &fields);
    for (const pb::FieldDescriptor* field : fields) {
        if (field->options().GetExtension(v1::staff_only)) {
            reflection.ClearField(&record, field);
        } else if (field->cpp_type() != pb::FieldDescriptor::CPPTYPE_MESSAGE) {
            continue;
        } else if (field->is_repeated()) {
            for (int i = 0; i < reflection.FieldSize(record, field); ++i)
                clear_staff_fields(*reflection.MutableRepeatedMessage(&record, field, i));
        } else {
            clear_staff_fields(*reflection.MutableMessage(&record, field));
        }
    }
}

}  // namespace

std::string canonical(const pb::Message& record) {
    const std::unique_ptr<pb::Message> known(record.New());
    known->MergeFrom(record);
    known->DiscardUnknownFields();
    std::string bytes;
    {
        pb::io::StringOutputStream stream(&bytes);
        pb::io::CodedOutputStream coded(&stream);
        coded.SetSerializationDeterministic(true);
        known->SerializeToCodedStream(&coded);
    }
    return bytes;
}

std::string redacted(v1::Kind kind, const std::string& body) {
    const auto record = blank_record(kind);
    if (!record) throw std::logic_error("no projection for kind " + std::to_string(kind));
    if (!record->ParseFromString(body))
        throw std::runtime_error("a stored record of kind " + v1::Kind_Name(kind) + " is damaged");
    clear_staff_fields(*record);
    return canonical(*record);
}

const std::string& view_hash() {
    static const std::string view = [] {
        Hash hash;
        hash.number(kProjectionNumber);
        for (const pb::Descriptor* message :
             {v1::Summit::descriptor(), v1::Room::descriptor(), v1::Track::descriptor(), v1::Party::descriptor(),
              v1::Person::descriptor(), v1::Session::descriptor(), v1::Announcement::descriptor(),
              v1::LocalText::descriptor(), v1::Date::descriptor(), v1::Change::descriptor()}) {
            pb::FileDescriptorProto file;
            message->file()->CopyTo(&file);
            hash.text(canonical(file));
        }
        return hash.finish().substr(0, 8);
    }();
    return view;
}

}  // namespace dais::summit

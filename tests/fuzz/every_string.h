// Every text of a message, however deep.
#pragma once

#include <google/protobuf/message.h>

#include <string>
#include <vector>

namespace dais::fuzz {

// Each text becomes what renamed(text) says.
template <class Renamed>
void rename_strings(google::protobuf::Message& message, const Renamed& renamed) {
    using Field = google::protobuf::FieldDescriptor;
    const auto& reflection = *message.GetReflection();
    std::vector<const Field*> fields;
    reflection.ListFields(message, &fields);
    for (const Field* field : fields) {
        const int count = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
        for (int i = 0; i < count; ++i) {
            if (field->cpp_type() == Field::CPPTYPE_MESSAGE) {
                rename_strings(field->is_repeated() ? *reflection.MutableRepeatedMessage(&message, field, i)
                                                    : *reflection.MutableMessage(&message, field),
                               renamed);
            } else if (field->type() == Field::TYPE_STRING && field->is_repeated()) {
                reflection.SetRepeatedString(&message, field, i,
                                             renamed(reflection.GetRepeatedString(message, field, i)));
            } else if (field->type() == Field::TYPE_STRING) {
                reflection.SetString(&message, field, renamed(reflection.GetString(message, field)));
            }
        }
    }
}

}  // namespace dais::fuzz

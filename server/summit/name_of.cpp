#include "server/summit/name_of.h"

#include <google/protobuf/reflection.h>

#include "server/summit/records.h"

namespace dais::summit {

std::string name_of(const google::protobuf::RepeatedPtrField<v1::LocalText>& names, const v1::Summit& summit) {
    for (const std::string& language : summit.languages())
        for (const v1::LocalText& name : names)
            if (name.language() == language) return name.text();
    return names.empty() ? std::string() : names[0].text();
}

std::string quoted_name(const ChangeBuilder& builder, v1::Kind kind, const std::string& id) {
    const auto record = blank_record(kind);
    const Record* was = builder.before().find(kind, id);
    const std::string* body = builder.find(kind, id);
    if (body == nullptr && was != nullptr) body = &was->body;
    if (record == nullptr || body == nullptr || !record->ParseFromString(*body)) return "“" + id + "”";
    const auto& reflection = *record->GetReflection();
    std::string name;
    for (const char* word : {"title", "name", "symbol"}) {
        const auto* field = record->GetDescriptor()->FindFieldByName(word);
        if (field == nullptr || !name.empty()) continue;
        if (field->message_type() == v1::LocalText::descriptor()) {
            const auto texts = reflection.GetRepeatedFieldRef<v1::LocalText>(*record, field);
            name = name_of({texts.begin(), texts.end()}, builder.summit());
        } else if (field->cpp_type() == google::protobuf::FieldDescriptor::CPPTYPE_STRING && !field->is_repeated()) {
            name = reflection.GetString(*record, field);
        }
    }
    return name.empty() ? "“" + id + "”" : "“" + name + "” (" + id + ")";
}

}  // namespace dais::summit

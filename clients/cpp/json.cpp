#include "clients/cpp/json.h"

#include <google/protobuf/util/json_util.h>

#include <boost/json.hpp>

#include "clients/cpp/names.h"
#include "clients/cpp/nouns.h"

namespace dais::client {

namespace json = boost::json;

json::value to_json(const google::protobuf::Message& message) {
    google::protobuf::util::JsonPrintOptions options;
    options.preserve_proto_field_names = true;
    options.always_print_primitive_fields = true;
    std::string text;
    if (!google::protobuf::util::MessageToJsonString(message, &text, options).ok()) return nullptr;
    boost::system::error_code error;
    auto value = json::parse(text, error);
    return error ? json::value(nullptr) : value;
}

json::value record_to_json(int kind, const std::string& body) {
    const auto record = record_of(kind, body);
    return record ? to_json(*record) : json::value(nullptr);
}

json::value entry_to_json(const v1::Entry& entry) {
    json::object object{{"kind", kind_name(entry.kind())}, {"id", entry.id()}};
    if (!entry.owner().empty()) object["owner"] = entry.owner();
    object["record"] = entry.has_put() ? record_to_json(entry.kind(), entry.put()) : json::value(nullptr);
    return object;
}

bool from_json(std::string_view text, google::protobuf::Message& message) {
    google::protobuf::util::JsonParseOptions options;
    options.ignore_unknown_fields = true;
    return google::protobuf::util::JsonStringToMessage({text.data(), text.size()}, &message, options).ok();
}

}  // namespace dais::client

#include "clients/cpp/json.h"

#include <google/protobuf/util/json_util.h>

#include <boost/json/src.hpp>

#include "clients/cpp/names.h"
#include "dais/v1/announcement.pb.h"
#include "dais/v1/imported.pb.h"
#include "dais/v1/party.pb.h"
#include "dais/v1/person.pb.h"
#include "dais/v1/room.pb.h"
#include "dais/v1/session.pb.h"
#include "dais/v1/summit.pb.h"
#include "dais/v1/track.pb.h"

namespace dais::client {
namespace {

namespace json = boost::json;

template <typename Noun>
json::value read(const std::string& body) {
    Noun noun;
    return noun.ParseFromString(body) ? to_json(noun) : json::value(nullptr);
}

}  // namespace

json::value to_json(const google::protobuf::Message& message) {
    google::protobuf::util::JsonPrintOptions options;
    options.preserve_proto_field_names = true;
    std::string text;
    if (!google::protobuf::util::MessageToJsonString(message, &text, options).ok()) return nullptr;
    boost::system::error_code error;
    auto value = json::parse(text, error);
    return error ? json::value(nullptr) : value;
}

json::value record_to_json(int kind, const std::string& body) {
    switch (kind) {
        case v1::KIND_SUMMIT: return read<v1::Summit>(body);
        case v1::KIND_ROOM: return read<v1::Room>(body);
        case v1::KIND_TRACK: return read<v1::Track>(body);
        case v1::KIND_PARTY: return read<v1::Party>(body);
        case v1::KIND_PERSON: return read<v1::Person>(body);
        case v1::KIND_SESSION: return read<v1::Session>(body);
        case v1::KIND_SESSION_TEXT: return read<v1::SessionText>(body);
        case v1::KIND_SESSION_PROGRESS: return read<v1::SessionProgress>(body);
        case v1::KIND_ANNOUNCEMENT: return read<v1::Announcement>(body);
        case v1::KIND_IMPORTED: return read<v1::Imported>(body);
        case v1::KIND_COUNTERS: return read<v1::Counters>(body);
        default: return nullptr;
    }
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

// JSON of a stranger: what is taken is JSON to others, too; what is refused is refused with a sentence that can be
// sent; what becomes a Command is the same Command after it was written and read again.
//
// Input: the text.
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <boost/json.hpp>

#include <cstdint>
#include <string>

#include "dais/v1/live.pb.h"
#include "server/live/websocket.h"
#include "server/web/strict_json.h"
#include "tests/fuzz/must.h"

namespace dais::web {
namespace {

using fuzz::must;

void check_sentence(const std::string& sentence) {
    must(live::websocket::is_utf8(sentence), "a refusal is UTF-8");
    must(!sentence.empty() && sentence.size() < 4'096, "and of a sensible length");
    for (const char c : sentence) must(static_cast<unsigned char>(c) >= 0x20, "on one line");
}

void check_any(std::string_view text) {
    const auto refusal = refuse_json(text);
    boost::json::error_code error;
    boost::json::parse({text.data(), text.size()}, error);
    if (refusal) {
        check_sentence(*refusal);
        return;
    }
    must(!error, "what is taken is JSON to Boost.JSON");  // whose doubles are not asked for: it reads 0e709 as NaN
    google::protobuf::Value any;
    must(google::protobuf::util::JsonStringToMessage({text.data(), text.size()}, &any).ok(), "and JSON to protobuf");
}

void check_command(std::string_view text) {
    v1::Command command;
    if (const auto refusal = read_message(text, command)) return check_sentence(*refusal);
    must(!refuse_json(text), "what becomes a message is good JSON");
    for (const bool as_in_proto : {false, true}) {
        google::protobuf::util::JsonPrintOptions options;
        options.preserve_proto_field_names = as_in_proto;
        std::string again;
        must(google::protobuf::util::MessageToJsonString(command, &again, options).ok(), "a message is written");
        v1::Command twin;
        must(!read_message(again, twin, SIZE_MAX), "and read again");
        must(twin.SerializeAsString() == command.SerializeAsString(), "as the same");
    }
}

}  // namespace
}  // namespace dais::web

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    dais::web::check_any(text);
    dais::web::check_command(text);
    return 0;
}

// A file comes in: read off the desk's thread, then one Command like any other, so that screens follow it live.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <google/protobuf/util/json_util.h>

#include "server/interchange/schedule_xml.h"
#include "server/live/rim.h"
#include "server/summit/check.h"
#include "server/web/routes.h"

namespace dais::web {

namespace asio = boost::asio;
namespace http = boost::beast::http;

namespace {

std::string as_json(const v1::ImportReport& report) {
    google::protobuf::util::JsonPrintOptions options;
    options.preserve_proto_field_names = true;
    options.always_print_primitive_fields = true;
    std::string json;
    (void)google::protobuf::util::MessageToJsonString(report, &json, options);
    return json + "\n";
}

// An id of its own for every upload: the file may be the same, and yet it is asked for again.
std::string new_command_id() {
    static constexpr char kHex[] = "0123456789abcdef";
    std::string id = "import-";
    for (const char c : live::random_secret().substr(0, 12))
        id += {kHex[static_cast<unsigned char>(c) >> 4], kHex[static_cast<unsigned char>(c) & 15]};
    return id;
}

asio::awaitable<interchange::Parsed> parse_file(std::string bytes) {
    co_return interchange::parse_schedule_xml(bytes, {});
}

http::status status_of(const v1::Reply& reply) {
    if (reply.has_unavailable()) return http::status::service_unavailable;
    if (!reply.has_refusal()) return http::status::ok;
    return reply.refusal().code() == v1::REFUSAL_CODE_FORBIDDEN ? http::status::forbidden
                                                                : http::status::unprocessable_entity;
}

}  // namespace

asio::awaitable<Response> Routes::import(const Request& request, const Target& target, const v1::Actor& actor) const {
    const auto wish = [&](const char* name) {
        const auto found = target.query.find(name);
        return found == target.query.end() ? std::string() : found->second;
    };
    interchange::Parsed parsed =
        co_await asio::co_spawn(desk_.workers(), parse_file(request.body()), asio::use_awaitable);
    v1::ImportReport report;
    http::status status = http::status::unprocessable_entity;
    const std::string log = wish("log").empty() ? parsed.suggested_log : wish("log");
    if (!parsed.failure.empty()) {
        report.set_failure(parsed.failure);
    } else {
        v1::Command command;
        command.set_log(log);
        command.set_id(new_command_id());
        parsed.programme.set_source(wish("source").empty() ? "schedule.xml" : wish("source"));
        *command.mutable_import_programme() = std::move(parsed.programme);
        command.mutable_import_programme()->set_remove_many(wish("remove_many") == "1");
        const v1::Reply reply = co_await desk_.ask(std::move(command), actor);
        status = status_of(reply);
        report = reply.done().report();
        if (reply.has_refusal()) report.set_failure(reply.refusal().message());
        if (reply.has_unavailable()) report.set_failure(reply.unavailable().reason());
    }
    report.set_log(log);
    // What the file needed comes first, in the order of its lines; then what was kept here.
    google::protobuf::RepeatedPtrField<v1::ImportNote> notes(parsed.notes.begin(), parsed.notes.end());
    notes.MergeFrom(report.notes());
    *report.mutable_notes() = std::move(notes);
    report.set_notes_left_out(report.notes_left_out() + static_cast<std::uint32_t>(parsed.notes_left_out));
    Response response(status, 11);
    response.set(http::field::content_type, "application/json");
    response.body() = as_json(report);
    response.prepare_payload();
    co_return response;
}

}  // namespace dais::web

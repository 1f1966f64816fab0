// A file comes in: read off the desk's thread, then one Command like any other, so that screens follow it live.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "server/interchange/schedule_xml.h"
#include "server/summit/check.h"
#include "server/web/import_reply.h"
#include "server/web/routes.h"

namespace dais::web {

namespace asio = boost::asio;
namespace http = boost::beast::http;

namespace {

asio::awaitable<interchange::Parsed> parse_file(std::string bytes) {
    co_return interchange::parse_schedule_xml(bytes, {});
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
        command.set_id(new_import_id());
        parsed.programme.set_source(wish("source").empty() ? "schedule.xml" : wish("source"));
        *command.mutable_import_programme() = std::move(parsed.programme);
        command.mutable_import_programme()->set_remove_many(wish("remove_many") == "1");
        const v1::Reply reply = co_await desk_.ask(std::move(command), actor);
        status = status_of(reply);
        report = report_of(reply);
    }
    report.set_log(log);
    // What the file needed comes first, in the order of its lines; then what was kept here.
    google::protobuf::RepeatedPtrField<v1::ImportNote> notes(parsed.notes.begin(), parsed.notes.end());
    notes.MergeFrom(report.notes());
    *report.mutable_notes() = std::move(notes);
    report.set_notes_left_out(report.notes_left_out() + static_cast<std::uint32_t>(parsed.notes_left_out));
    co_return report_response(status, report);
}

}  // namespace dais::web

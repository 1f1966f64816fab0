// A file comes in: read off the desk's thread, then one Command like any other, so that screens follow it live.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "server/interchange/schedule_xml.h"
#include "server/interchange/table_programme.h"
#include "server/summit/check.h"
#include "server/web/import_reply.h"
#include "server/web/routes.h"

namespace dais::web {

namespace asio = boost::asio;
namespace http = boost::beast::http;

namespace {

enum class Format { kScheduleXml, kTable, kUnknown };

// As asked for, else by the file's name, else by how it begins.
Format format_of(const std::string& asked, const std::string& file, std::string_view bytes) {
    if (asked == "csv" || asked == "xlsx" || asked == "table") return Format::kTable;
    if (asked == "schedule.xml" || asked == "xml") return Format::kScheduleXml;
    if (!asked.empty()) return Format::kUnknown;
    if (interchange::is_workbook(bytes)) return Format::kTable;
    for (const char* ending : {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".xlsb"})
        if (file.ends_with(ending)) return Format::kTable;
    if (file.ends_with(".xml")) return Format::kScheduleXml;
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    const std::size_t first = bytes.find_first_not_of(" \t\r\n");
    // UTF-16 may hold either; XML says so in its first character.
    const bool utf16 = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
    if (utf16) return bytes.substr(2, 2).find('<') != std::string_view::npos ? Format::kScheduleXml : Format::kTable;
    const bool xml = first == std::string_view::npos || bytes[first] == '<';
    return xml ? Format::kScheduleXml : Format::kTable;
}

// What a file is to be read with; all of it by value, since it is read on another thread.
struct Reading {
    std::string bytes;
    Format format = Format::kScheduleXml;
    interchange::TableOptions options;
    summit::View view;
};

interchange::Parsed parse(const Reading& reading) {
    static const summit::State kNothing;
    if (reading.format == Format::kUnknown) {
        interchange::Parsed parsed;
        parsed.failure = "this format is not known: it is one of csv, xlsx and schedule.xml.";
        return parsed;
    }
    if (reading.format == Format::kTable)
        return interchange::parse_table(reading.bytes, reading.options, reading.view ? *reading.view : kNothing);
    interchange::ParseLimits limits;
    limits.zone = reading.options.zone;
    return interchange::parse_schedule_xml(reading.bytes, limits);
}

asio::awaitable<interchange::Parsed> parse_file(Reading reading) { co_return parse(reading); }

}  // namespace

asio::awaitable<Response> Routes::import(const Request& request, const Target& target,
                                         const access::Identity& identity) const {
    const auto wish = [&](const char* name) {
        const auto found = target.query.find(name);
        return found == target.query.end() ? std::string() : found->second;
    };
    Reading reading;
    reading.bytes = request.body();
    reading.format = format_of(wish("format"), wish("file"), reading.bytes);
    reading.options = {wish("source").empty() ? interchange::kTableSource : wish("source"),
                       wish("zone"),
                       wish("mapping"),
                       wish("name"),
                       wish("file"),
                       wish("log")};
    const std::string source = !wish("source").empty()            ? wish("source")
                               : reading.format == Format::kTable ? interchange::kTableSource
                                                                  : interchange::kScheduleXmlSource;
    // A table is read against what the log has: what it leaves out stays, and a corrected row is found again.
    if (reading.format == Format::kTable && !wish("log").empty()) {
        const live::LogView there = co_await desk_.view(wish("log"));
        reading.view = there.view;
    }
    Reading again = reading;
    interchange::Parsed parsed =
        co_await asio::co_spawn(desk_.workers(), parse_file(std::move(reading)), asio::use_awaitable);
    if (again.format == Format::kTable && wish("log").empty() && !parsed.suggested_log.empty()) {
        const live::LogView there = co_await desk_.view(parsed.suggested_log);
        if (there.view) {
            again.view = there.view;
            again.options.log = parsed.suggested_log;
            parsed = co_await asio::co_spawn(desk_.workers(), parse_file(std::move(again)), asio::use_awaitable);
        }
    }
    v1::ImportReport report;
    http::status status = http::status::unprocessable_entity;
    const std::string log = wish("log").empty() ? parsed.suggested_log : wish("log");
    if (!parsed.failure.empty()) {
        report.set_failure(parsed.failure);
    } else {
        v1::Command command;
        command.set_log(log);
        command.set_id(new_import_id());
        parsed.programme.set_source(source);
        *command.mutable_import_programme() = std::move(parsed.programme);
        command.mutable_import_programme()->set_remove_many(wish("remove_many") == "1");
        command.set_preview(wish("preview") == "1");
        const v1::Reply reply = co_await desk_.ask(std::move(command), identity);
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

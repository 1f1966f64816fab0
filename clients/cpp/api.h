// The server's HTTP API as this program uses it: the list of logs, import, export. Statuses that mean no become
// Failures that say what to do.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <vector>

#include "clients/cpp/http.h"
#include "clients/cpp/place.h"
#include "dais/v1/imported.pb.h"

namespace dais::client {

// {"logs":[{"log","name"}]}
boost::json::value get_logs(const Place& place);
std::vector<std::string> log_slugs(const boost::json::value& logs);

// The log that is meant: the one named, else the server's only one, or its only one of a Summit. Without either a
// Failure with exit code 5.
std::string chosen_log(const Place& place);

// The server follows no such log: says whether none is there, several are, or none of this name that one may see.
[[noreturn]] void throw_unknown_log(const Place& place);

// The server knows no such key, or no longer.
[[noreturn]] void throw_unknown_key();

// A page below the log that is meant, with its query, as the server writes it.
std::string get_page(const Place& place, const std::string& page);
// "json", "schedule.xml", "csv" or "xlsx" of a log, as the server writes it.
std::string get_export(const Place& place, const std::string& format);

// How a file is to be imported; what is empty the server finds itself.
struct ImportWishes {
    std::string source, format, zone, mapping, name;
    std::string file_name;  // tells the format
    bool remove_many = false;
    bool preview = false;
};

// A report with a failure nonempty is returned like any other.
v1::ImportReport post_import(const Place& place, const ImportWishes& wishes, std::string file);

// Parties that the server brings come into a log: by lists, and by codes as the server knows them. The report is as
// above.
struct PartyChoice {
    bool members = false;
    bool observers = false;
    bool organisations = false;
    std::vector<std::string> codes;
    bool preview = false;
};
v1::ImportReport post_parties(const Place& place, const PartyChoice& choice);

}  // namespace dais::client

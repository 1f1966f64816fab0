// What became of an import, as an answer over HTTP.
#pragma once

#include <string>

#include "dais/v1/live.pb.h"
#include "server/web/routes.h"

namespace dais::web {

// An id of its own for every upload: the file may be the same, and yet it is asked for again.
std::string new_import_id();

// The report of a reply; a refusal or a server that cannot store is its failure.
v1::ImportReport report_of(const v1::Reply& reply);
boost::beast::http::status status_of(const v1::Reply& reply);

// A report as JSON.
Response report_response(boost::beast::http::status status, const v1::ImportReport& report);

}  // namespace dais::web

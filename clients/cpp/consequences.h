// What would come of a command, and what it clashes with, for a person and for a program. Pure.
#pragma once

#include <boost/json/value.hpp>
#include <string>

#include "clients/cpp/languages.h"
#include "clients/cpp/time.h"
#include "dais/v1/live.pb.h"
#include "server/summit/records.h"

namespace dais::client {

// By what a reply is told: what its author had seen, and how they read.
struct Reader {
    const summit::Records& seen;
    const LocalTime& time;
    const Languages& languages;
};

// A line per Session with its old and its new times, room and status; then what else changes, the clashes, and whom it
// touches. Several lines, without control characters.
std::string consequences(const v1::Preview& preview, const Reader& reader);

// {"entries","changes","clashes","sessions","persons","parties","notes"}; "changes" has {"id","title","was","is"} of
// each Session, with starts_at_ms, ends_at_ms, room, status and presiding.
boost::json::value consequences_json(const v1::Preview& preview, const Reader& reader);

using ClashList = google::protobuf::RepeatedPtrField<v1::Clash>;

// A line per clash, indented: whether a reason overrides it, the rule, what clashes with what, the remedy.
std::string clashes_told(const ClashList& clashes);
boost::json::value clashes_json(const ClashList& clashes);
// Whether there are any, and a reason overrides all of them.
bool all_soft(const ClashList& clashes);

// A line per note, indented.
std::string notes_told(const google::protobuf::RepeatedPtrField<v1::ImportNote>& notes);

}  // namespace dais::client

// A page of history as JSON. Pure.
//
// {"log", "audience", "changes": [{"position", "at_ms", "at", "who"?, "verb"?, "entries": [{"kind", "id", "name"?,
// "what": "new" | "changed" | "removed", "fields": [{"field", "before"?, "after"?}]}], "left_out"?}], "before"?}
// The latest first; "before" leads to the next page. "at" is the venue's time; "who" is there for staff alone; "verb"
// says in a word what was done, as far as that tells; "moved along": it follows from what was said of others.
#pragma once

#include <string>

#include "server/live/past_reader.h"
#include "server/web/field_changes.h"

namespace dais::web {

std::string history_json(const std::string& log, const live::History& history, const Reading& reading, bool with_who);

// "start", "move", "announce" …; empty if what was done could have been several.
std::string verb_of(const live::PastChange& change);

}  // namespace dais::web

// What an import did, for people: counts, and what was added, changed and removed by name, of a change also what became
// of each field. Pure.
#pragma once

#include <string>

#include "server/summit/change_builder.h"

namespace dais::summit {

// A line of the report, up to its limit; beyond it they are counted.
void add_note(v1::ImportReport& report, v1::ImportNoteKind kind, const std::string& item, const std::string& message);

// A field's value for a reader: names instead of ids, local times, the first of texts; nothing for what is long.
std::string shown_value(const ChangeBuilder& builder, const google::protobuf::Message& record,
                        const std::string& field);

// "session “Opening”", as it is with what the builder has written; before: as it was.
std::string shown_item(const ChangeBuilder& builder, v1::Kind kind, const std::string& id, bool before = false);

// Counts what the builder has written and names it. What the server keeps beside the nouns is not counted.
void report_changes(ChangeBuilder& builder);

}  // namespace dais::summit

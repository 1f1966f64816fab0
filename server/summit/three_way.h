// Merging what a file says with what was changed here, field by field (decision D13). Pure.
#pragma once

#include <google/protobuf/message.h>

#include <string>
#include <vector>

namespace dais::summit {

// A field that was changed here and in which the file's value was therefore not taken.
struct Kept {
    std::string field;
    // The file changed it, too, since the last import.
    bool file_changed = false;
};

// All three are of one type. base: as last imported; ours: as it is now; theirs: as the file has it. A field that
// nobody changed here becomes theirs; one that was changed here stays, and is listed unless it is what the file says.
std::vector<Kept> merge_three_way(const google::protobuf::Message& base, google::protobuf::Message& ours,
                                  const google::protobuf::Message& theirs);

}  // namespace dais::summit

// Group commit: commands in a second with many on their way at once, against one by one, all of them synced to disk.
//
// Throws std::runtime_error if a command is not done.
#pragma once

#include <string>

namespace dais::bench {

struct GroupCommit {
    std::string table;  // in Markdown
    double ratio = 0;   // the median of all rounds
};
GroupCommit group_commit(bool quick);

}  // namespace dais::bench

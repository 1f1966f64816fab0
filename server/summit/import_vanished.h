// What an earlier import brought and the file no longer has (decision D13): it goes, unless it was touched or is used
// here.
#pragma once

#include <set>
#include <string>

#include "server/summit/change_builder.h"
#include "server/summit/party_import.h"

namespace dais::summit {

// The id of the record that keeps what a source last said of one of ours.
inline std::string imported_id(const std::string& id, const std::string& source) { return id + "@" + source; }

// Lives within one import. seen: the ids of our records that are in the file.
class Vanished {
public:
    // Before anything is written. All three must outlive it.
    Vanished(ChangeBuilder& builder, const v1::ImportProgramme& programme, const BroughtBefore& brought);

    // A no where most of a programme would go: a wrong or half-written file must not empty it.
    No most_would_go(const std::set<std::string>& seen) const;
    // Removes what goes, sessions first, and has the report tell what stays.
    void remove(const std::set<std::string>& seen);

private:
    bool lets_go(v1::Kind kind, const std::string& id, const std::set<std::string>& named);
    bool untouched(const v1::Imported& imported, v1::Kind kind, const std::string& id) const;
    std::set<std::string> referenced() const;
    bool is_bound(v1::Kind kind, const std::string& id) const;

    ChangeBuilder& builder_;
    const v1::ImportProgramme& programme_;
    const BroughtBefore& brought_;
    std::set<std::string> named_before_;  // ids of records that others named before this import
};

}  // namespace dais::summit

// Which Sessions are interpreted, from the shifts in the booths of their rooms. Pure.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "server/summit/change_builder.h"

namespace dais::summit {

class InterpretationCover {
public:
    // As a Change in the making leaves it; it must outlive this.
    explicit InterpretationCover(const ChangeBuilder& builder);

    // A part of a Session without interpreters into a language that it announces.
    struct Gap {
        std::int64_t ms = 0;
        std::string last_shift;  // empty if there is none at all
        // Interpreters into that language are planned for that day, or were before the Change.
        bool is_clash = false;
    };
    Gap gap(const Slot& slot, const std::string& language) const;

private:
    struct Shift {
        std::int64_t starts_at_ms, ends_at_ms;
        std::string room, language, id;
    };
    void note_staffed(const v1::Shift& shift, const v1::Booth& booth);

    v1::Summit summit_;
    std::vector<Shift> shifts_;                               // by their start
    std::set<std::pair<std::int64_t, std::string>> staffed_;  // days, and languages into which
};

// Whether there are shifts, or were before the Change.
bool has_shifts(const ChangeBuilder& builder);

}  // namespace dais::summit

// What a schedule.xml's sessions and persons are called, so that the same file imported again, or a later edition of
// it, finds them again although real files repeat ids, guids or both, or have none.
//
// Promises: pure; deterministic; every external id is unique in its file. Does not: recognise a session whose guid and
// id both changed, or two persons with one name and no id.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "server/interchange/schedule_file.h"

namespace dais::interchange {

// Of a session: the guid if no other session has it, else the id if no other has it, else either of them with the
// start.
class SessionIdentity {
public:
    explicit SessionIdentity(const ScheduleFile& file);

    // Asked for once per session, in document order.
    std::string external_id(const WrittenEvent& event, std::int64_t starts_at_ms);
    // The id as a number that only this session of the file has; 0 if there is none.
    std::int32_t number(const WrittenEvent& event) const;

private:
    std::map<std::string, int> guids_, ids_;
    std::set<std::string> given_;
    std::map<std::string, int> ordinals_;  // how many more sessions asked for a name that was given already
};

// Of a person: the id if it always goes with this name, else "id:name"; without an id the guid, without both the name.
class PersonIdentity {
public:
    // name_of cleans a name as it will be shown; a name that becomes empty names nobody.
    using NameOf = std::string (*)(const WrittenPerson&);
    PersonIdentity(const ScheduleFile& file, NameOf name_of);

    std::string external_id(const WrittenPerson& person, const std::string& name) const;
    std::int32_t number(const WrittenPerson& person) const;

private:
    static std::string key(const WrittenPerson& person);
    std::map<std::string, std::set<std::string>> names_;  // by key
};

}  // namespace dais::interchange

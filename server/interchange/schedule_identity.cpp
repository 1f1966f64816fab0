#include "server/interchange/schedule_identity.h"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "server/interchange/plain_text.h"
#include "server/interchange/schedule_time.h"

namespace dais::interchange {
namespace {

constexpr std::size_t kIdBytesMax = 200;

std::string cleaned(const std::string& id) {
    Mending mending;
    return one_line(id, kIdBytesMax, mending);
}

// Letters in a uuid may come in either case from one export to the next.
std::string guid_of(const std::string& guid) { return ascii_lower(cleaned(guid)); }

std::int32_t positive_number(const std::string& id) {
    std::int32_t number = 0;
    const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), number);
    return error == std::errc() && end == id.data() + id.size() && number > 0 ? number : 0;
}

}  // namespace

SessionIdentity::SessionIdentity(const ScheduleFile& file) {
    for (const WrittenDay& day : file.days) {
        for (const WrittenEvent& event : day.events) {
            if (const std::string guid = guid_of(event.guid); !guid.empty()) ++guids_[guid];
            if (const std::string id = cleaned(event.id); !id.empty()) ++ids_[id];
        }
    }
}

std::string SessionIdentity::external_id(const WrittenEvent& event, std::int64_t starts_at_ms) {
    const std::string guid = guid_of(event.guid);
    const std::string id = cleaned(event.id);
    std::string name;
    if (!guid.empty() && guids_[guid] == 1) {
        name = guid;
    } else if (!id.empty() && ids_[id] == 1) {
        name = id;
    } else {
        const CivilTime start = ms_to_civil(starts_at_ms);
        name = !guid.empty() ? guid : !id.empty() ? id : "title:" + slug(event.title, '-', 80);
        name += "#" + written_date(start) + "T" + written_clock(start) + "Z";
    }
    std::string unique = name;
    while (!given_.insert(unique).second) unique = name + "#" + std::to_string(++ordinals_[name]);
    return unique;
}

std::int32_t SessionIdentity::number(const WrittenEvent& event) const {
    const auto found = ids_.find(cleaned(event.id));
    return found != ids_.end() && found->second == 1 ? positive_number(found->first) : 0;
}

PersonIdentity::PersonIdentity(const ScheduleFile& file, NameOf name_of) {
    for (const WrittenDay& day : file.days)
        for (const WrittenEvent& event : day.events)
            for (const WrittenPerson& person : event.persons)
                if (const std::string name = name_of(person); !name.empty()) names_[key(person)].insert(name);
}

std::string PersonIdentity::key(const WrittenPerson& person) {
    const std::string id = cleaned(person.id);
    return id.empty() ? guid_of(person.guid) : id;
}

std::string PersonIdentity::external_id(const WrittenPerson& person, const std::string& name) const {
    const std::string its_key = key(person);
    const auto found = names_.find(its_key);
    const bool alone = !its_key.empty() && found != names_.end() && found->second.size() == 1;
    return alone ? its_key : its_key + ":" + name;
}

std::int32_t PersonIdentity::number(const WrittenPerson& person) const {
    const auto found = names_.find(cleaned(person.id));
    return found != names_.end() && found->second.size() == 1 ? positive_number(found->first) : 0;
}

}  // namespace dais::interchange

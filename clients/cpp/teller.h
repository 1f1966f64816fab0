// What a Change is told by, entry by entry (tell.h). Pure.
#pragma once

#include <optional>
#include <string>

#include "clients/cpp/languages.h"
#include "clients/cpp/names.h"
#include "clients/cpp/time.h"
#include "dais/v1/change.pb.h"
#include "server/summit/records.h"

namespace dais::client {

struct Teller {
    const summit::Records& before;  // only what the Change touches, and what that names
    const summit::Records& after;
    const LocalTime& time;
    const Languages& languages;

    // What a record is called, or was if it is gone.
    std::string name(v1::Kind kind, const std::string& id) const {
        return label(after.find(kind, id) ? after : before, kind, id, languages);
    }
};

// What an entry puts; a blank record if that is none.
template <typename Noun>
Noun read(const v1::Entry& entry) {
    Noun noun;
    if (!noun.ParseFromString(entry.put())) noun.Clear();
    return noun;
}

// announcement_told.cpp: an Announcement and what belongs to it. Empty of anything else, and of what is told alike of
// every kind.
std::string announcement_told(const v1::Entry& entry, const Teller& teller);
// series_told.cpp: declarations, endorsements and commitments, in the same way.
std::string series_told(const v1::Entry& entry, const Teller& teller);
// floor_told.cpp: who asks for the floor, who has it, what is proposed, in the same way.
std::string floor_told(const v1::Entry& entry, const Teller& teller);
// screen_told.cpp: what big screens show from then on, in the same way.
std::string screen_told(const v1::Entry& entry, const Teller& teller);
// How early an entry of these is told among others of its Change, as of tell.cpp; nothing of another kind.
std::optional<int> floor_turn(const v1::Entry& entry, const summit::Records& before);

}  // namespace dais::client

// A session's floor as a reader at a terminal has it: its rules, who speaks, who waits and until when, who has spoken
// how long, what was proposed. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "clients/cpp/fields.h"
#include "clients/cpp/session_item.h"
#include "dais/v1/floor.pb.h"
#include "server/summit/floor_list.h"

namespace dais::client {

struct FloorView {
    SessionItem session;
    v1::Floor floor;
    std::vector<summit::Asked> asked;  // by number
    summit::FloorList list;
    std::map<std::string, std::int64_t> spoken;                   // by Party, as of summit::spoken_by_party
    std::vector<summit::ExpectedTurn> expected;                   // none once nobody speaks in the session any more
    std::map<std::string, v1::Statement> handed_in;               // by request
    std::vector<std::pair<std::string, v1::Proposal>> proposals;  // by number

    // One that there is.
    const summit::Asked& of(const std::string& request) const;
    // When it is likely to have the floor, and for how long; nullptr: it does not wait.
    const summit::ExpectedTurn* expectation(const std::string& request) const;
};

// Of a session without a floor: nothing.
std::optional<FloorView> floor_view(const Reading& reading, const std::string& session);

// "Aoife Byrne, minister"; without the name of a person of no Party, who is the asker already.
std::string speaker_told(const v1::SpeakerRequest& request, const Reading& reading);
// "open", "open until 10:30", "opens 09:00", "closed since 10:20".
std::string list_told(const v1::Floor& floor, const LocalTime& time, std::int64_t now_ms);
// "quorum 30, 41 there".
std::string quorum_told(const v1::Floor& floor);
// "fr, pt; check against delivery, under embargo until it is delivered".
std::string statement_told(const v1::Statement& statement);
// "before the session", "adopted at 2024-09-13T18:00 unless a party objects", "adopted by consensus 2024-09-12T11:05".
std::string proposal_told(const v1::Proposal& proposal, const LocalTime& time);
// "Rabat Declaration (GDPA/2024/L.1)".
std::string proposal_name(const summit::Records& records, const std::string& id, const v1::Proposal& proposal,
                          const Languages& languages);

// "3:00", "1:02:03"; "-0:12" of what is less than nothing.
std::string clock_told(std::int64_t ms);
// "3 min", "1 min 20 s", "1 h 5 min".
std::string length_told(std::int64_t ms);

}  // namespace dais::client

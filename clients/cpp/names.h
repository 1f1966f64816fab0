// What people call things: which record somebody means by an id, a number or a part of a title. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "clients/cpp/languages.h"
#include "dais/v1/change.pb.h"
#include "dais/v1/floor.pb.h"
#include "dais/v1/summit.pb.h"
#include "server/summit/records.h"

namespace dais::client {

// A record held, read as the noun that it is; nothing if it is not there.
template <typename Noun>
std::optional<Noun> held(const summit::Records& records, v1::Kind kind, std::string_view id) {
    const auto* body = records.find(kind, id);
    Noun noun;
    if (!body || !noun.ParseFromString(*body)) return std::nullopt;
    return noun;
}

// The Summit; of a series' log one with the Series' name, languages and zone; else an empty one.
v1::Summit summit_of(const summit::Records& records);

// A record's name for people, as a Room's name, a Session's title or a Document's symbol; its id if it has none.
std::string label(const summit::Records& records, v1::Kind kind, const std::string& id,
                  const Languages& languages = {});
// Who asks for the floor: "Ireland", "Morocco on behalf of the African Group", "Ireland, with Ghana and Kenya", or the
// person of no Party.
std::string asker(const summit::Records& records, const v1::SpeakerRequest& request, const Languages& languages = {});
// The two ids of "declaration@party"; the second is empty if there is no "@".
std::pair<std::string, std::string> both_ids(const std::string& id);
std::string session_title(const summit::Records& records, std::string_view id, const Languages& languages = {});
std::string room_name(const summit::Records& records, std::string_view id, const Languages& languages = {});

// The id of the one record that is meant, or a sentence with the candidates.
struct Found {
    std::string id;
    std::string problem;

    explicit operator bool() const { return problem.empty(); }
};

// By id, by number or code (if it has one), by a whole name or else by a part of it, in any language, folded as
// folded.h says. A request for the floor is called by its Party or its Person; one that is over or off the list only if
// no other is.
Found find_record(const summit::Records& records, v1::Kind kind, std::string_view text);
Found find_session(const summit::Records& records, std::string_view text);
Found find_room(const summit::Records& records, std::string_view text);
Found find_announcement(const summit::Records& records, std::string_view text);

// "SESSION" for KIND_SESSION; a number for a kind that this program does not know.
std::string kind_name(int kind);

}  // namespace dais::client

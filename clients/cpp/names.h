// What people call things: which record somebody means by an id, a number or a part of a title, and which of a
// record's languages is shown in a terminal. Pure.
#pragma once

#include <google/protobuf/repeated_ptr_field.h>

#include <optional>
#include <string>
#include <string_view>

#include "dais/v1/announcement.pb.h"
#include "dais/v1/room.pb.h"
#include "dais/v1/session.pb.h"
#include "dais/v1/summit.pb.h"
#include "dais/v1/text.pb.h"
#include "server/summit/records.h"

namespace dais::client {

using Texts = google::protobuf::RepeatedPtrField<v1::LocalText>;

// The English text, else an authentic one, else the first; empty if there is none.
std::string shown(const Texts& texts);

// A record held, read as the noun that it is; nothing if it is not there.
template <typename Noun>
std::optional<Noun> held(const summit::Records& records, v1::Kind kind, std::string_view id) {
    const auto* body = records.find(kind, id);
    Noun noun;
    if (!body || !noun.ParseFromString(*body)) return std::nullopt;
    return noun;
}

// The Summit, or an empty one.
v1::Summit summit_of(const summit::Records& records);

// A Session's or Room's name for people; its id if nothing is known of it.
std::string session_title(const summit::Records& records, std::string_view id);
std::string room_name(const summit::Records& records, std::string_view id);

// The id of the one record that is meant, or a sentence with the candidates.
struct Found {
    std::string id;
    std::string problem;

    explicit operator bool() const { return problem.empty(); }
};

// By id, by number (Sessions), by a whole title or else by a part of it, whatever the case, in any language.
Found find_session(const summit::Records& records, std::string_view text);
Found find_room(const summit::Records& records, std::string_view text);
Found find_announcement(const summit::Records& records, std::string_view text);

// "SESSION" for KIND_SESSION; a number for a kind that this program does not know.
std::string kind_name(int kind);

}  // namespace dais::client

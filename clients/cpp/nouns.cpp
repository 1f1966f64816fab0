#include "clients/cpp/nouns.h"

#include <algorithm>

#include "server/summit/records.h"

namespace dais::client {
namespace {

using google::protobuf::Message;

// Chooses the command's verb by its name.
Message& verb(v1::Command& command, const std::string& name) {
    return *command.GetReflection()->MutableMessage(&command, command.GetDescriptor()->FindFieldByName(name));
}

void set_id(Message& verb, const std::string& id) {
    if (!id.empty()) verb.GetReflection()->SetString(&verb, verb.GetDescriptor()->FindFieldByName("id"), id);
}

}  // namespace

std::span<const Noun> nouns() {
    static const std::vector<Noun> all = {
        {v1::KIND_ROOM, "room", "rooms", "room", {"capacity", "location"}},
        {v1::KIND_TRACK, "track", "tracks", "track", {"color"}},
        {v1::KIND_PARTY, "party", "parties", "party", {"code", "kind"}},
        {v1::KIND_PERSON, "person", "persons", "person", {"position", "party"}},
        {v1::KIND_SESSION, "session", "sessions", "session", {}},
        {v1::KIND_DOCUMENT, "document", "documents", "document", {"symbol"}},
        {v1::KIND_BOOTH, "booth", "booths", "booth", {"room", "language", "channel"}},
        {v1::KIND_INTERPRETATION_TEAM, "team", "teams of interpreters", "interpretation_team", {"persons"}},
        {v1::KIND_SHIFT, "shift", "shifts of interpreters", "shift", {"starts", "ends"}},
        {v1::KIND_BODY, "body", "bodies", "body", {"short-name"}},
        {v1::KIND_SEAT, "seat", "seats of bodies", "seat", {"body", "role", "party", "person", "from", "until"}},
        {v1::KIND_PARTNER, "partner", "partners", "partner", {"kind", "website"}},
        {v1::KIND_SCREEN, "screen", "big screens", "screen", {"room"}},
        {v1::KIND_EDITION, "edition", "editions of the series", "edition", {"number", "days", "hosts", "log"}},
        {v1::KIND_DECLARATION,
         "declaration",
         "declarations",
         "declaration",
         {"symbol", "version", "adopted", "closes"}},
        {v1::KIND_COMMITMENT, "commitment", "commitments", "commitment", {"party", "due", "state"}},
        {v1::KIND_DRAFT, "draft", "drafts", "draft", {}},
    };
    return all;
}

const Noun* noun_of(v1::Kind kind) {
    const auto all = nouns();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Noun& noun) { return noun.kind == kind; });
    return found == all.end() ? nullptr : &*found;
}

std::unique_ptr<Message> record_of(int kind, const std::string& body) {
    auto record = summit::blank_record(static_cast<v1::Kind>(kind));
    return record && record->ParseFromString(body) ? std::move(record) : nullptr;
}

void put(const Noun& noun, const std::string& id, const Message& record, v1::Command& command) {
    Message& message = verb(command, std::string("put_") + noun.verb);
    set_id(message, id);
    const auto& descriptor = *message.GetDescriptor();
    for (int i = 0; i < descriptor.field_count(); ++i) {
        if (descriptor.field(i)->message_type() != record.GetDescriptor()) continue;
        message.GetReflection()->MutableMessage(&message, descriptor.field(i))->CopyFrom(record);
    }
}

void remove(const Noun& noun, const std::string& id, v1::Command& command) {
    const auto name = noun.kind == v1::KIND_DRAFT ? "discard_draft" : std::string("remove_") + noun.verb;
    set_id(verb(command, name), id);
}

}  // namespace dais::client

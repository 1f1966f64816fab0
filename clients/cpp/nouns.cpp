#include "clients/cpp/nouns.h"

#include <algorithm>

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
        {v1::KIND_DOCUMENT, "document", "documents", "document", {"title"}},
        {v1::KIND_BOOTH, "booth", "booths", "booth", {"room", "language", "channel"}},
        {v1::KIND_INTERPRETATION_TEAM, "team", "teams of interpreters", "interpretation_team", {"persons"}},
        {v1::KIND_SHIFT, "shift", "shifts of interpreters", "shift", {"starts", "ends"}},
        {v1::KIND_DRAFT, "draft", "drafts", "draft", {}},
    };
    return all;
}

const Noun* noun_of(v1::Kind kind) {
    const auto all = nouns();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Noun& noun) { return noun.kind == kind; });
    return found == all.end() ? nullptr : &*found;
}

std::unique_ptr<Message> new_record(int kind) {
    switch (kind) {
        case v1::KIND_SUMMIT: return std::make_unique<v1::Summit>();
        case v1::KIND_ROOM: return std::make_unique<v1::Room>();
        case v1::KIND_TRACK: return std::make_unique<v1::Track>();
        case v1::KIND_PARTY: return std::make_unique<v1::Party>();
        case v1::KIND_PERSON: return std::make_unique<v1::Person>();
        case v1::KIND_SESSION: return std::make_unique<v1::Session>();
        case v1::KIND_SESSION_TEXT: return std::make_unique<v1::SessionText>();
        case v1::KIND_SESSION_PROGRESS: return std::make_unique<v1::SessionProgress>();
        case v1::KIND_ANNOUNCEMENT: return std::make_unique<v1::Announcement>();
        case v1::KIND_IMPORTED: return std::make_unique<v1::Imported>();
        case v1::KIND_COUNTERS: return std::make_unique<v1::Counters>();
        case v1::KIND_DOCUMENT: return std::make_unique<v1::Document>();
        case v1::KIND_BOOTH: return std::make_unique<v1::Booth>();
        case v1::KIND_INTERPRETATION_TEAM: return std::make_unique<v1::InterpretationTeam>();
        case v1::KIND_SHIFT: return std::make_unique<v1::Shift>();
        case v1::KIND_DRAFT: return std::make_unique<v1::Draft>();
        case v1::KIND_DRAFT_STEP: return std::make_unique<v1::DraftStep>();
        case v1::KIND_OVERRIDE: return std::make_unique<v1::Override>();
        case v1::KIND_REPLACEMENT: return std::make_unique<v1::Replacement>();
        default: return nullptr;
    }
}

std::unique_ptr<Message> record_of(int kind, const std::string& body) {
    auto record = new_record(kind);
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

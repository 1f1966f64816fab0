#include "server/summit/records.h"

#include "dais/v1/live.pb.h"
#include "server/summit/hash.h"

namespace dais::summit {

std::uint64_t record_digest(int kind, std::string_view id, std::string_view body) {
    Hash hash;
    hash.number(static_cast<std::uint32_t>(kind)).text(id).text(body);
    return first_u64(hash.finish());
}

std::string dump_line(int kind, std::string_view id, std::string_view body) {
    static constexpr char kHex[] = "0123456789abcdef";
    std::string line = std::to_string(kind);
    line.append(" ").append(id).append(" ");
    for (const char c : body) {
        line += kHex[static_cast<unsigned char>(c) >> 4];
        line += kHex[static_cast<unsigned char>(c) & 15];
    }
    return line += '\n';
}

std::unique_ptr<google::protobuf::Message> blank_record(v1::Kind kind) {
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
        case v1::KIND_REPLACEMENT: return std::make_unique<v1::Replacement>();
        case v1::KIND_OVERRIDE: return std::make_unique<v1::Override>();
        case v1::KIND_BODY: return std::make_unique<v1::Body>();
        case v1::KIND_SEAT: return std::make_unique<v1::Seat>();
        case v1::KIND_SERIES: return std::make_unique<v1::Series>();
        case v1::KIND_EDITION: return std::make_unique<v1::Edition>();
        case v1::KIND_DECLARATION: return std::make_unique<v1::Declaration>();
        case v1::KIND_DECLARATION_TEXT: return std::make_unique<v1::DeclarationText>();
        case v1::KIND_ENDORSEMENT: return std::make_unique<v1::Endorsement>();
        case v1::KIND_COMMITMENT: return std::make_unique<v1::Commitment>();
        case v1::KIND_COMMITMENT_REPORT: return std::make_unique<v1::CommitmentReport>();
        case v1::KIND_CLEARANCE: return std::make_unique<v1::Clearance>();
        case v1::KIND_APPROVAL: return std::make_unique<v1::Approval>();
        case v1::KIND_ACKNOWLEDGEMENT: return std::make_unique<v1::Acknowledgement>();
        case v1::KIND_FLOOR: return std::make_unique<v1::Floor>();
        case v1::KIND_SPEAKER_REQUEST: return std::make_unique<v1::SpeakerRequest>();
        case v1::KIND_SPEAKER_TRAITS: return std::make_unique<v1::SpeakerTraits>();
        case v1::KIND_TURN: return std::make_unique<v1::Turn>();
        case v1::KIND_STATEMENT: return std::make_unique<v1::Statement>();
        case v1::KIND_PROPOSAL: return std::make_unique<v1::Proposal>();
        case v1::KIND_PARTNER: return std::make_unique<v1::Partner>();
        case v1::KIND_SCREEN: return std::make_unique<v1::Screen>();
        case v1::KIND_LOOK: return std::make_unique<v1::Look>();
        default: return nullptr;
    }
}

void Records::apply(const v1::Entry& entry) {
    const RecordKey key{static_cast<int>(entry.kind()), entry.id()};
    if (const auto held = records_.find(key); held != records_.end()) {
        digest_ -= record_digest(key.first, key.second, held->second);
        records_.erase(held);
    }
    if (entry.has_put()) {
        digest_ += record_digest(key.first, key.second, entry.put());
        records_.emplace(key, entry.put());
    }
}

const std::string* Records::find(int kind, std::string_view id) const {
    const auto held = records_.find(RecordKey{kind, std::string(id)});
    return held == records_.end() ? nullptr : &held->second;
}

std::string Records::dump() const {
    std::string text;
    for (const auto& [key, body] : records_) text += dump_line(key.first, key.second, body);
    return text;
}

}  // namespace dais::summit

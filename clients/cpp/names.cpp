#include "clients/cpp/names.h"

#include <algorithm>
#include <array>
#include <functional>
#include <vector>

#include "clients/cpp/folded.h"
#include "clients/cpp/nouns.h"
#include "dais/v1/interpretation.pb.h"
#include "dais/v1/series.pb.h"

namespace dais::client {
namespace {

constexpr std::size_t kCandidatesMax = 8;

// One record that might be meant.
struct Candidate {
    std::string id;
    std::vector<std::string> codes;      // as typed: a number, a State's code
    std::vector<std::string> names;      // as written
    std::vector<std::string> looked_up;  // the same, folded
    std::string shown;
    bool is_over = false;  // not meant if another is
};

Found not_found(std::string_view noun, std::string_view text, const std::string& remedy) {
    return {"", "no " + std::string(noun) + " is called “" + std::string(text) + "”: " + remedy};
}

Found ambiguous(std::string_view noun, std::string_view text, const std::vector<const Candidate*>& meant) {
    std::string problem = "“" + std::string(text) + "” may be " + std::to_string(meant.size()) + " " +
                          std::string(noun) + "s; name one by its id:";
    for (std::size_t i = 0; i < meant.size() && i < kCandidatesMax; ++i) {
        problem += (i ? ", " : " ") + meant[i]->id + " (" + meant[i]->shown + ")";
    }
    if (meant.size() > kCandidatesMax) problem += " and " + std::to_string(meant.size() - kCandidatesMax) + " more";
    return {"", problem};
}

using Fits = std::function<bool(const Candidate&)>;

// The strictest reading that fits any candidate decides.
Found find(const std::vector<Candidate>& candidates, std::string_view noun, std::string_view text,
           const std::string& remedy) {
    const std::string wanted = folded(text);
    if (wanted.empty()) return not_found(noun, text, remedy);
    const auto any = [](const std::vector<std::string>& words, const auto& test) {
        return std::any_of(words.begin(), words.end(), test);
    };
    const std::vector<Fits> readings = {
        [&](const Candidate& each) { return each.id == text; },
        [&](const Candidate& each) { return any(each.codes, [&](auto& code) { return folded(code) == wanted; }); },
        [&](const Candidate& each) { return any(each.names, [&](auto& name) { return name == text; }); },
        [&](const Candidate& each) { return any(each.looked_up, [&](auto& name) { return name == wanted; }); },
        [&](const Candidate& each) {
            return any(each.looked_up, [&](auto& name) { return name.find(wanted) != std::string::npos; });
        },
    };
    for (const auto& fits : readings) {
        std::vector<const Candidate*> meant;
        for (const auto& candidate : candidates) {
            if (fits(candidate)) meant.push_back(&candidate);
        }
        const auto is_over = [](const Candidate* each) { return each->is_over; };
        if (!std::all_of(meant.begin(), meant.end(), is_over)) std::erase_if(meant, is_over);
        if (meant.size() == 1) return {meant.front()->id, ""};
        if (!meant.empty()) return ambiguous(noun, text, meant);
    }
    return not_found(noun, text, remedy);
}

const google::protobuf::FieldDescriptor* field_of(const google::protobuf::Message& record, const char* name) {
    return record.GetDescriptor()->FindFieldByName(name);
}

// What a field says, in all its languages.
std::vector<std::string> words_of(const google::protobuf::Message& record, const char* name) {
    const auto* field = field_of(record, name);
    std::vector<std::string> words;
    if (!field) return words;
    const auto& reflection = *record.GetReflection();
    if (field->is_repeated()) {
        for (const auto& text : texts_in(record, *field)) {
            words.push_back(text.text());
        }
    } else if (auto text = reflection.GetString(record, field); !text.empty()) {
        words.push_back(std::move(text));
    }
    return words;
}

// The fields by which a record is called, the first of them that has words being shown.
constexpr std::array kNames = {"name", "title", "symbol", "body", "short_name"};

std::string name_of(const google::protobuf::Message& record, const Languages& languages) {
    for (const char* name : kNames) {
        const auto* field = field_of(record, name);
        const auto words = words_of(record, name);
        if (words.empty()) continue;
        if (!field->is_repeated()) return words.front();
        return shown(texts_in(record, *field), languages);
    }
    return "";
}

// By what codes and names a record is looked for.
void add_names(Candidate& made, const google::protobuf::Message& record) {
    for (const char* code : {"code", "code2"}) {
        for (auto& word : words_of(record, code)) made.codes.push_back(std::move(word));
    }
    for (const char* name : kNames) {
        for (auto& word : words_of(record, name)) made.names.push_back(std::move(word));
    }
}

void add_names_of_request(Candidate& made, const summit::Records& records, const v1::SpeakerRequest& request) {
    for (const auto& [kind, id] : {std::pair(v1::KIND_PARTY, request.party()), {v1::KIND_PERSON, request.person()}}) {
        const auto* body = records.find(kind, id);
        if (const auto record = body ? record_of(kind, *body) : nullptr) add_names(made, *record);
    }
    const auto turn = held<v1::Turn>(records, v1::KIND_TURN, made.id).value_or(v1::Turn());
    made.is_over = turn.has_ended_at_ms() || request.status() != v1::REQUEST_STATUS_UNSPECIFIED;
}

Candidate candidate(const summit::Records& records, v1::Kind kind, const std::string& id,
                    const google::protobuf::Message& record) {
    Candidate made{id, {}, {}, {}, label(records, kind, id)};
    if (const auto* number = field_of(record, "number")) {
        const auto value = record.GetReflection()->GetInt32(record, number);
        if (value > 0) made.codes.push_back(std::to_string(value));
    }
    add_names(made, record);
    if (const auto* request = dynamic_cast<const v1::SpeakerRequest*>(&record))
        add_names_of_request(made, records, *request);
    made.names.push_back(made.shown);
    for (const auto& name : made.names) made.looked_up.push_back(folded(name));
    return made;
}

}  // namespace

v1::Summit summit_of(const summit::Records& records) {
    if (const auto summit = held<v1::Summit>(records, v1::KIND_SUMMIT, "m")) return *summit;
    const auto series = held<v1::Series>(records, v1::KIND_SERIES, "z").value_or(v1::Series());
    v1::Summit summit;
    *summit.mutable_name() = series.name();
    summit.set_acronym(series.acronym());
    *summit.mutable_languages() = series.languages();
    summit.set_zone(series.zone());
    *summit.mutable_offsets() = series.offsets();
    return summit;
}

std::string asker(const summit::Records& records, const v1::SpeakerRequest& request, const Languages& languages) {
    const auto party = [&](const std::string& id) { return label(records, v1::KIND_PARTY, id, languages); };
    const auto group = shown(request.group(), languages);
    std::string who = !request.party().empty()    ? party(request.party())
                      : !request.person().empty() ? label(records, v1::KIND_PERSON, request.person(), languages)
                                                  : "somebody";
    for (int i = 0; i < request.joint_parties_size(); ++i)
        who += (i == 0                                 ? ", with "
                : i + 1 < request.joint_parties_size() ? ", "
                                                       : " and ") +
               party(request.joint_parties(i));
    return group.empty() ? who : who + " on behalf of " + group;
}

std::pair<std::string, std::string> both_ids(const std::string& id) {
    const auto at = id.find('@');
    return at == std::string::npos ? std::pair(id, std::string()) : std::pair(id.substr(0, at), id.substr(at + 1));
}

namespace {

// Of what is called by others' names; empty of anything else.
std::string label_by_others(const summit::Records& records, v1::Kind kind, const std::string& id,
                            const Languages& languages) {
    const auto of = [&](v1::Kind other, const std::string& its) { return label(records, other, its, languages); };
    const auto [owner, member] = both_ids(id);
    switch (static_cast<int>(kind)) {
        case v1::KIND_SHIFT: {
            const auto shift = held<v1::Shift>(records, kind, id);
            if (!shift) return id;
            return of(v1::KIND_INTERPRETATION_TEAM, shift->team()) + " in " + of(v1::KIND_BOOTH, shift->booth());
        }
        case v1::KIND_SEAT: {
            const auto seat = held<v1::Seat>(records, kind, id);
            if (!seat) return id;
            return (seat->party().empty() ? of(v1::KIND_PERSON, seat->person()) : of(v1::KIND_PARTY, seat->party())) +
                   " in " + of(v1::KIND_BODY, seat->body());
        }
        case v1::KIND_EDITION: {
            const auto edition = held<v1::Edition>(records, kind, id);
            return edition && edition->name().empty() ? "edition " + std::to_string(edition->number()) : "";
        }
        case v1::KIND_FLOOR: return of(v1::KIND_SESSION, id);
        case v1::KIND_SPEAKER_REQUEST:
        case v1::KIND_SPEAKER_TRAITS:
        case v1::KIND_TURN:
        case v1::KIND_STATEMENT: {
            const auto request = held<v1::SpeakerRequest>(records, v1::KIND_SPEAKER_REQUEST, id);
            return (request ? asker(records, *request, languages) : "request " + member) + " in " +
                   of(v1::KIND_SESSION, owner);
        }
        case v1::KIND_ENDORSEMENT: return of(v1::KIND_PARTY, member) + " to " + of(v1::KIND_DECLARATION, owner);
        case v1::KIND_DECLARATION_TEXT: return of(v1::KIND_DECLARATION, owner) + ", version " + member;
        case v1::KIND_CLEARANCE: return of(v1::KIND_ANNOUNCEMENT, id);
        case v1::KIND_APPROVAL: return of(v1::KIND_SEAT, member) + " for " + of(v1::KIND_ANNOUNCEMENT, owner);
        case v1::KIND_ACKNOWLEDGEMENT: return of(v1::KIND_PARTY, member) + " of " + of(v1::KIND_ANNOUNCEMENT, owner);
        default: return "";
    }
}

}  // namespace

std::string label(const summit::Records& records, v1::Kind kind, const std::string& id, const Languages& languages) {
    if (auto called = label_by_others(records, kind, id, languages); !called.empty()) return called;
    const auto* body = records.find(kind, id);
    const auto record = body ? record_of(kind, *body) : nullptr;
    const auto name = record ? name_of(*record, languages) : "";
    return name.empty() ? id : name;
}

std::string session_title(const summit::Records& records, std::string_view id, const Languages& languages) {
    return label(records, v1::KIND_SESSION, std::string(id), languages);
}

std::string room_name(const summit::Records& records, std::string_view id, const Languages& languages) {
    return label(records, v1::KIND_ROOM, std::string(id), languages);
}

Found find_record(const summit::Records& records, v1::Kind kind, std::string_view text) {
    std::vector<Candidate> all;
    for (const auto& [key, body] : records.all()) {
        if (key.first != kind) continue;
        if (const auto record = record_of(kind, body)) all.push_back(candidate(records, kind, key.second, *record));
    }
    if (kind == v1::KIND_SPEAKER_REQUEST) return find(all, "request", text, "`dais floor show SESSION` shows all");
    if (kind == v1::KIND_PROPOSAL) return find(all, "proposal", text, "`dais proposal list` shows all");
    const auto* noun = noun_of(kind);
    if (!noun) return find(all, "announcement", text, "`dais announcement list` shows all");
    return find(all, noun->word, text, "`dais " + std::string(noun->word) + " list` shows all");
}

Found find_session(const summit::Records& records, std::string_view text) {
    return find_record(records, v1::KIND_SESSION, text);
}

Found find_room(const summit::Records& records, std::string_view text) {
    return find_record(records, v1::KIND_ROOM, text);
}

Found find_announcement(const summit::Records& records, std::string_view text) {
    return find_record(records, v1::KIND_ANNOUNCEMENT, text);
}

std::string kind_name(int kind) {
    if (!v1::Kind_IsValid(kind)) return std::to_string(kind);
    static constexpr std::string_view kPrefix = "KIND_";
    return v1::Kind_Name(static_cast<v1::Kind>(kind)).substr(kPrefix.size());
}

}  // namespace dais::client

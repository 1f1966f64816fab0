#include "clients/cpp/floor_view.h"
#include "clients/cpp/roll_call.h"
#include "clients/cpp/teller.h"
#include "clients/cpp/words.h"

namespace dais::client {
namespace {

// As it was; blank if it was not there.
template <typename Noun>
Noun was(const v1::Entry& entry, const summit::Records& before) {
    return held<Noun>(before, entry.kind(), entry.id()).value_or(Noun());
}

bool begun(const v1::Turn& turn) { return turn.started_at_ms() != 0; }

v1::SpeakerRequest request_of(const std::string& id, const Teller& teller) {
    const auto is = held<v1::SpeakerRequest>(teller.after, v1::KIND_SPEAKER_REQUEST, id);
    if (is) return *is;
    return held<v1::SpeakerRequest>(teller.before, v1::KIND_SPEAKER_REQUEST, id).value_or(v1::SpeakerRequest());
}

std::string whose(const std::string& request, const Teller& teller) {
    return asker(teller.after, request_of(request, teller), teller.languages);
}

// "Opening ceremony: " of what belongs to that session.
std::string within(const std::string& id, const Teller& teller) {
    return teller.name(v1::KIND_SESSION, both_ids(id).first) + ": ";
}

std::string rules_of(v1::Floor floor) {
    floor.clear_list_closed_at_ms();
    floor.clear_present();
    return floor.SerializeAsString();
}

std::string floor_record_told(const v1::Entry& entry, const Teller& teller) {
    if (!entry.has_put()) return within(entry.id(), teller) + "no list of speakers any more";
    const auto before = was<v1::Floor>(entry, teller.before);
    const auto is = read<v1::Floor>(entry);
    std::vector<std::string> news;
    if (!teller.before.find(v1::KIND_FLOOR, entry.id())) news.emplace_back("speakers may ask for the floor");
    if (before.has_list_closed_at_ms() != is.has_list_closed_at_ms())
        news.emplace_back(is.has_list_closed_at_ms() ? "the list of speakers is closed"
                                                     : "the list of speakers is open again");
    if (is.has_present() && (!before.has_present() || before.present() != is.present()))
        news.push_back(std::to_string(is.present()) + (is.present() == 1 ? " party is there" : " parties are there"));
    if (news.empty())
        news.emplace_back(rules_of(before) == rules_of(is) ? "its floor is as before" : "its floor has other rules");
    return within(entry.id(), teller) + joined(news);
}

std::string asked_told(v1::RequestKind kind) {
    switch (kind) {
        case v1::REQUEST_KIND_REPLY: return "asks for a right of reply";
        case v1::REQUEST_KIND_POINT_OF_ORDER: return "raises a point of order";
        default: return "asks for the floor";
    }
}

std::string status_told(v1::RequestStatus status) {
    switch (status) {
        case v1::REQUEST_STATUS_WITHDRAWN: return "withdrawn from the list";
        case v1::REQUEST_STATUS_SKIPPED: return "was called and is not there";
        default: return "waits again";
    }
}

std::string request_told(const v1::Entry& entry, const Teller& teller) {
    const auto before = was<v1::SpeakerRequest>(entry, teller.before);
    const auto is = read<v1::SpeakerRequest>(entry);
    const auto who = within(entry.id(), teller) + asker(teller.after, is, teller.languages);
    if (!teller.before.find(v1::KIND_SPEAKER_REQUEST, entry.id())) return who + " " + asked_told(is.kind());
    std::vector<std::string> news;
    if (before.status() != is.status()) news.push_back(status_told(is.status()));
    if (before.person() != is.person())
        news.push_back(is.person().empty() ? "who speaks is not known"
                                           : teller.name(v1::KIND_PERSON, is.person()) + " speaks");
    if (before.allotted_seconds() != is.allotted_seconds() && is.allotted_seconds() > 0)
        news.push_back("may speak " + length_told(is.allotted_seconds() * 1'000LL));
    if (before.place() != is.place() && news.empty()) news.emplace_back("has another place on the list");
    return who + ": " + (news.empty() ? "request changed" : joined(news));
}

// "has the floor, 3 min", "has the floor on a point of order, and interrupts Ireland".
std::string begun_told(const v1::Turn& turn, v1::RequestKind kind, const Teller& teller) {
    std::string text = "has the floor";
    if (kind == v1::REQUEST_KIND_REPLY) text += " in reply";
    if (kind == v1::REQUEST_KIND_POINT_OF_ORDER) text += " on a point of order";
    if (turn.allotted_seconds() > 0) text += ", " + length_told(turn.allotted_seconds() * 1'000LL);
    return turn.interrupts().empty() ? text : text + ", and interrupts " + whose(turn.interrupts(), teller);
}

std::string ended_told(const v1::Turn& turn, v1::RequestKind kind) {
    const auto ruling = word_of(*v1::Ruling_descriptor(), turn.ruling());
    const auto left = summit::left_ms(turn, turn.ended_at_ms());
    const auto over = left && *left <= -1'000 ? ", " + length_told(-*left) + " over" : "";
    const auto spoken = length_told(turn.spoken_ms()) + over;
    if (kind != v1::REQUEST_KIND_POINT_OF_ORDER) return "has spoken, " + spoken;
    return "has raised its point of order, " + spoken + (ruling.empty() ? "" : "; " + ruling);
}

std::string turn_told(const v1::Entry& entry, const Teller& teller) {
    const auto before = was<v1::Turn>(entry, teller.before);
    const auto is = read<v1::Turn>(entry);
    const auto kind = request_of(entry.id(), teller).kind();
    const auto who = within(entry.id(), teller) + whose(entry.id(), teller) + " ";
    if (!begun(is)) return who + "does not have the floor after all";
    if (is.has_ended_at_ms() && !before.has_ended_at_ms()) return who + ended_told(is, kind);
    if (!begun(before)) return who + begun_told(is, kind, teller);
    if (before.has_ended_at_ms() && !is.has_ended_at_ms()) return who + "has the floor again";
    if (before.allotted_seconds() != is.allotted_seconds())
        return who + "may speak " + length_told(is.allotted_seconds() * 1'000LL) + " in all";
    if (before.has_since_ms() && !is.has_since_ms()) return who + "pauses after " + length_told(is.spoken_ms());
    return who + (is.has_since_ms() ? "goes on" : "is at the podium");
}

// What it says of a speaker is not told.
std::string traits_told(const v1::Entry& entry, const Teller& teller) {
    const auto traits = read<v1::SpeakerTraits>(entry);
    const bool erased = traits.gender() == v1::GENDER_UNSPECIFIED && !traits.first_time();
    return within(entry.id(), teller) + whose(entry.id(), teller) +
           (erased ? ": what was known of the speaker is erased"
                   : ": something is known of the speaker for the order of the list");
}

std::string statement_record_told(const v1::Entry& entry, const Teller& teller) {
    const auto who = within(entry.id(), teller) + whose(entry.id(), teller);
    // It may be gone with all that is of the session, for whom that is hidden.
    if (!teller.after.find(v1::KIND_SPEAKER_REQUEST, entry.id())) return "";
    if (!entry.has_put()) return who + ": the text of the statement is taken back";
    const auto* before = teller.before.find(v1::KIND_STATEMENT, entry.id());
    if (before && *before == entry.put()) return who + ": others may read the statement now";
    return who + ": the text of the statement is there, " + statement_told(read<v1::Statement>(entry));
}

std::string proposal_record_told(const v1::Entry& entry, const Teller& teller) {
    const auto name = teller.name(v1::KIND_PROPOSAL, entry.id()) + ": ";
    const auto before = was<v1::Proposal>(entry, teller.before);
    const auto is = read<v1::Proposal>(entry);
    if (!teller.before.find(v1::KIND_PROPOSAL, entry.id()) && is.state() == v1::PROPOSAL_STATE_OPEN)
        return name + "proposed to " + teller.name(v1::KIND_SESSION, both_ids(entry.id()).first);
    if (before.state() == is.state() && before.silence_until_ms() == is.silence_until_ms()) return name + "changed";
    const auto how = manner_told(is.manner(), is.has_count() ? &is.count() : nullptr);
    switch (is.state()) {
        case v1::PROPOSAL_STATE_ADOPTED: return name + "adopted " + how;
        case v1::PROPOSAL_STATE_REJECTED: return name + "rejected " + how;
        case v1::PROPOSAL_STATE_OPEN:
            if (!is.objected_by().empty()) return name + teller.name(v1::KIND_PARTY, is.objected_by()) + " objects";
            break;
        default: break;
    }
    return name + proposal_told(is, teller.time);
}

}  // namespace

std::string floor_told(const v1::Entry& entry, const Teller& teller) {
    switch (static_cast<int>(entry.kind())) {
        case v1::KIND_FLOOR: return floor_record_told(entry, teller);
        case v1::KIND_STATEMENT: return statement_record_told(entry, teller);
        default: break;
    }
    if (!entry.has_put()) return "";
    switch (static_cast<int>(entry.kind())) {
        case v1::KIND_SPEAKER_REQUEST: return request_told(entry, teller);
        case v1::KIND_SPEAKER_TRAITS: return traits_told(entry, teller);
        case v1::KIND_TURN: return turn_told(entry, teller);
        case v1::KIND_PROPOSAL: return proposal_record_told(entry, teller);
        default: return "";
    }
}

std::optional<int> floor_turn(const v1::Entry& entry, const summit::Records& before) {
    switch (static_cast<int>(entry.kind())) {
        case v1::KIND_FLOOR:
        case v1::KIND_PROPOSAL: return 1;
        // Whoever begins comes before whom that interrupts, and whoever ends before who goes on.
        case v1::KIND_TURN: {
            const auto is = read<v1::Turn>(entry), held_before = was<v1::Turn>(entry, before);
            const bool stands =
                begun(is) == begun(held_before) && is.has_ended_at_ms() == held_before.has_ended_at_ms();
            return stands ? 2 : 1;
        }
        // Of those who only make room on the list nobody asks.
        case v1::KIND_SPEAKER_REQUEST: {
            auto is = read<v1::SpeakerRequest>(entry);
            const auto held_before = was<v1::SpeakerRequest>(entry, before);
            is.set_place(held_before.place());
            return entry.has_put() && is.SerializeAsString() == held_before.SerializeAsString() ? 3 : 1;
        }
        case v1::KIND_STATEMENT:
        case v1::KIND_SPEAKER_TRAITS: return 2;
        default: return std::nullopt;
    }
}

}  // namespace dais::client

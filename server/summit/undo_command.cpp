// Undo: the records that a Change touched are again as they were before it.
#include <algorithm>

#include "server/summit/clearance_rules.h"
#include "server/summit/commands.h"
#include "server/summit/draft_steps.h"
#include "server/summit/floor_rules.h"
#include "server/summit/identifier.h"
#include "server/summit/institution_rules.h"
#include "server/summit/put_noun.h"
#include "server/summit/recent.h"
#include "server/summit/rights.h"
#include "server/summit/screen_rules.h"
#include "server/summit/settle.h"

namespace dais::summit {
namespace {

No conflict(const std::string& message) { return refuse(v1::REFUSAL_CODE_CONFLICT, message, "position"); }

// Whoever could have done what was done may undo it; what the clock did, whoever may do everything.
No check_right(const Context& context, const v1::Actor& doer) {
    const v1::Role role = context.actor.role();
    if (covers(role, doer.role() == v1::ROLE_SERVER ? v1::ROLE_ORGANISER : doer.role())) return std::nullopt;
    return refuse(v1::REFUSAL_CODE_FORBIDDEN, "Your role may not undo this: it could not have done it.", "position");
}

// Whether an Announcement was seen by nobody but those who write it, or a Clearance was submitted to nobody yet; also
// one that an undo has removed.
bool is_draft(const v1::Entry& entry) {
    v1::Announcement announcement;
    v1::Clearance clearance;
    if (entry.kind() == v1::KIND_ANNOUNCEMENT)
        return announcement.ParseFromString(entry.put()) && announcement.published_at_ms() == 0 &&
               !announcement.has_embargo_until_ms() && !announcement.has_withdrawn_at_ms();
    return clearance.ParseFromString(entry.put()) &&
           (!entry.has_put() || clearance.state() == v1::CLEARANCE_STATE_DRAFT);
}

// Of what happened there, not of its rules.
bool is_of_a_floor(v1::Kind kind) {
    return kind == v1::KIND_SPEAKER_REQUEST || kind == v1::KIND_SPEAKER_TRAITS || kind == v1::KIND_TURN ||
           kind == v1::KIND_STATEMENT || kind == v1::KIND_PROPOSAL;
}

// Whether a Screen was asked to load itself anew; taken back, that would ask it once more.
bool was_asked_to_reload(const v1::Entry& entry, const v1::Entry& before) {
    v1::Screen was;
    v1::Screen is;
    return entry.has_put() && before.has_put() && is.ParseFromString(entry.put()) &&
           was.ParseFromString(before.put()) && is.reloads() != was.reloads();
}

// What was said to people is not taken back silently, and what was erased does not come back.
No check_kind(const v1::Entry& entry, const v1::Entry& before) {
    if (entry.kind() == v1::KIND_PERSON) {
        v1::Person person;
        if (person.ParseFromString(entry.put()) && person.erased()) return conflict("That erased a person, for good.");
    }
    if (entry.kind() == v1::KIND_ANNOUNCEMENT && !is_draft(entry))
        return conflict("What was announced is not undone. Withdraw it, or publish a correction.");
    if (entry.kind() == v1::KIND_CLEARANCE && !is_draft(entry))
        return conflict("What is before those who hold the keys is not undone. Put it again as it shall be.");
    if (entry.kind() == v1::KIND_APPROVAL)
        return conflict("An approval is not undone. Who gave it withdraws it, or gives it again.");
    if (entry.kind() == v1::KIND_ACKNOWLEDGEMENT) return conflict("What was acknowledged is not undone.");
    if (entry.kind() == v1::KIND_ENDORSEMENT)
        return conflict("What a party says on a roll is not undone. Withdraw the endorsement.");
    if (entry.kind() == v1::KIND_COMMITMENT_REPORT && entry.has_put())
        return conflict("What was reported is not undone. Report how it stands.");
    if (entry.kind() == v1::KIND_DECLARATION_TEXT && entry.has_put() && !before.has_put())
        return conflict("A version of a text stays what it is. Put the text again as it shall be.");
    if (entry.kind() == v1::KIND_SCREEN && was_asked_to_reload(entry, before))
        return conflict("A screen that loaded itself anew has done so: nothing is left to undo.");
    if (is_of_a_floor(entry.kind()) && entry.put() != before.put())
        return conflict("What happened on a floor is not undone. Withdraw it, or correct it.");
    return std::nullopt;
}

// Whether it merely follows on a floor from what happened to the session.
bool follows_on_floor(const v1::Change& change, const v1::Entry& entry) {
    return is_of_a_floor(entry.kind()) &&
           std::any_of(change.entries().begin(), change.entries().end(), [&](const v1::Entry& other) {
               return other.kind() == v1::KIND_SESSION_PROGRESS && other.id() == session_of_request(entry.id());
           });
}

// Whether a record of the day differs only in times that follow from others: nobody said them.
bool only_follows(const v1::Entry& before, const v1::Entry& after) {
    if (after.kind() != v1::KIND_SESSION_PROGRESS || !after.has_put()) return false;
    const auto said = [](const v1::Entry& entry) {
        v1::SessionProgress progress;
        progress.ParseFromString(entry.put());
        if (!progress.start_is_set()) progress.clear_projected_start_ms();
        if (!progress.end_is_set() && !progress.end_is_least()) progress.clear_projected_end_ms();
        return progress.SerializeAsString();
    };
    const bool as_visible = !before.has_put() || audience_set(before.audiences()) == audience_set(after.audiences());
    return as_visible && said(before) == said(after);
}

// A no unless nobody has touched the record since.
No check_untouched(const ChangeBuilder& builder, const RecentChange& recent, const v1::Entry& entry) {
    const Context& context = builder.context();
    if (!context.recent->touched_since(recent, entry.kind(), entry.id())) return std::nullopt;
    const Record* record = builder.before().find(entry.kind(), entry.id());
    if (record != nullptr && !record->visible_to(context.audience))
        return conflict("Something that it changed was changed since. Change by hand what you still want.");
    const bool tell = context.audience == v1::AUDIENCE_STAFF && record != nullptr;
    const std::string who = tell ? context.who(record->touch->actor) : "";
    No no = conflict("The " + noun_of(entry.kind()) + " “" + entry.id() + "” was changed" +
                     (who.empty() ? "" : " by " + who) + " since. Change by hand what you still want.");
    no->set_kind(entry.kind());
    no->set_id(entry.id());
    if (tell) {
        no->set_by(who);
        no->set_at_ms(record->touch->at_ms);
    }
    return no;
}

No check_there(const ChangeBuilder& builder, v1::Kind kind, const std::string& id) {
    if (id.empty() || builder.exists(kind, id)) return std::nullopt;
    return conflict("What would come back names the " + noun_of(kind) + " “" + id +
                    "”, which is gone. Change by hand what you still want.");
}

No check_session_names(const ChangeBuilder& builder, const std::string& id) {
    const auto session = *builder.get<v1::Session>(v1::KIND_SESSION, id);
    if (auto no = check_there(builder, v1::KIND_SESSION, session.part_of())) return no;
    if (!is_nested_well(builder.schedule(), id))
        return conflict("The session “" + id + "” would be a part of itself by now, or of parts too deep.");
    const AudienceSet audiences = builder.audiences_of(v1::KIND_SESSION, id);
    if (!session.part_of().empty() && (audiences & ~builder.audiences_of(v1::KIND_SESSION, session.part_of())) != 0)
        return conflict("The session “" + id + "” is a part of one that is hidden by now.");
    for (const Slot* part : builder.schedule().parts_of(id))
        if ((part->audiences & ~audiences) != 0)
            return conflict("The session “" + id + "” has parts by now that are not hidden, as it would be.");
    No no = check_references(builder, session);
    if (no) no->set_message("What would come back names what is gone: " + no->message());
    return no;
}

No check_edition(const ChangeBuilder& builder, const std::string& id) {
    const auto edition = *builder.get<v1::Edition>(v1::KIND_EDITION, id);
    for (const std::string& host : edition.hosts())
        if (auto no = check_there(builder, v1::KIND_PARTY, host)) return no;
    return check_number(builder, id, edition.number());
}

No check_declaration(const ChangeBuilder& builder, const std::string& id) {
    const auto declaration = *builder.get<v1::Declaration>(v1::KIND_DECLARATION, id);
    if (auto no = check_there(builder, v1::KIND_EDITION, declaration.edition())) return no;
    if (const auto was = builder.before().get<v1::Declaration>(v1::KIND_DECLARATION, id))
        if (auto no = check_endorsed(builder, id, *was, declaration)) return no;
    return check_hidden(builder, id);
}

No check_commitment(const ChangeBuilder& builder, const std::string& id) {
    const auto commitment = *builder.get<v1::Commitment>(v1::KIND_COMMITMENT, id);
    if (auto no = check_there(builder, v1::KIND_PARTY, commitment.party())) return no;
    if (commitment.declaration().empty()) return std::nullopt;
    if (auto no = check_there(builder, v1::KIND_DECLARATION, commitment.declaration())) return no;
    return check_shown(builder, commitment.declaration(), "position");
}

// What was put into one of the two was meant for the other as it was.
No check_clears(const ChangeBuilder& builder, const std::string& id) {
    const auto announcement = builder.get<v1::Announcement>(v1::KIND_ANNOUNCEMENT, id);
    auto clearance = builder.get<v1::Clearance>(v1::KIND_CLEARANCE, id);
    if (!announcement || !clearance) return std::nullopt;
    if (!announcement->issuer().empty())
        if (auto no = check_there(builder, kind_of_id(announcement->issuer()), announcement->issuer())) return no;
    for (const std::string& party : announcement->asked_to_acknowledge())
        if (auto no = check_there(builder, v1::KIND_PARTY, party)) return no;
    No no = check_clearance(builder, *announcement, *clearance);
    if (no) no->set_message("What would come back does not go together any more: " + no->message());
    return no;
}

No check_screen(const ChangeBuilder& builder, const std::string& id) {
    const auto screen = *builder.get<v1::Screen>(v1::KIND_SCREEN, id);
    if (auto no = check_there(builder, v1::KIND_ROOM, screen.room())) return no;
    if (auto no = check_there(builder, v1::KIND_ROOM, screen.scene().room())) return no;
    No no = check_screen_name(builder, id, screen.name());
    if (no) no->set_message("What would come back has another's name by now: " + no->message());
    return no;
}

// What comes back names nothing that is gone meanwhile.
No check_names(const ChangeBuilder& builder, const v1::Entry& entry) {
    if (!builder.exists(entry.kind(), entry.id())) return std::nullopt;
    switch (entry.kind()) {
        case v1::KIND_ANNOUNCEMENT:
        case v1::KIND_CLEARANCE: return check_clears(builder, entry.id());
        case v1::KIND_SERIES:
            return check_there(builder, v1::KIND_PARTY, builder.get<v1::Series>(entry.kind(), entry.id())->next_host());
        case v1::KIND_EDITION: return check_edition(builder, entry.id());
        case v1::KIND_DECLARATION: return check_declaration(builder, entry.id());
        case v1::KIND_COMMITMENT: return check_commitment(builder, entry.id());
        case v1::KIND_SESSION: return check_session_names(builder, entry.id());
        case v1::KIND_SESSION_TEXT:
        case v1::KIND_FLOOR: return check_there(builder, v1::KIND_SESSION, entry.owner());
        case v1::KIND_SESSION_PROGRESS: {
            const auto progress = *builder.get<v1::SessionProgress>(entry.kind(), entry.id());
            if (auto no = check_there(builder, v1::KIND_SESSION, entry.id())) return no;
            if (auto no = check_there(builder, v1::KIND_ROOM, progress.room())) return no;
            return check_there(builder, v1::KIND_PERSON, progress.presiding());
        }
        case v1::KIND_REPLACEMENT: {
            const auto replacement = *builder.get<v1::Replacement>(entry.kind(), entry.id());
            if (auto no = check_there(builder, v1::KIND_SESSION, entry.owner())) return no;
            if (!is_planned(*builder.get<v1::Session>(v1::KIND_SESSION, entry.owner()), replacement))
                return conflict("What would come back replaces somebody whom the session's plan no longer names.");
            if (auto no = check_there(builder, v1::KIND_PERSON, replacement.by())) return no;
            return check_there(builder, v1::KIND_PARTY, replacement.party());
        }
        case v1::KIND_PERSON:
            return check_there(builder, v1::KIND_PARTY, builder.get<v1::Person>(entry.kind(), entry.id())->party());
        case v1::KIND_BOOTH:
            return check_there(builder, v1::KIND_ROOM, builder.get<v1::Booth>(entry.kind(), entry.id())->room());
        case v1::KIND_SHIFT: {
            const auto shift = *builder.get<v1::Shift>(entry.kind(), entry.id());
            if (auto no = check_there(builder, v1::KIND_BOOTH, shift.booth())) return no;
            if (auto no = check_there(builder, v1::KIND_INTERPRETATION_TEAM, shift.team())) return no;
            return check_free(builder, entry.id(), shift);
        }
        case v1::KIND_INTERPRETATION_TEAM: {
            const auto team = *builder.get<v1::InterpretationTeam>(entry.kind(), entry.id());
            for (const std::string& person : team.persons())
                if (auto no = check_there(builder, v1::KIND_PERSON, person)) return no;
            return std::nullopt;
        }
        case v1::KIND_SCREEN: return check_screen(builder, entry.id());
        case v1::KIND_DRAFT_STEP: return check_there(builder, v1::KIND_DRAFT, entry.owner());
        case v1::KIND_SEAT: {
            const auto seat = *builder.get<v1::Seat>(entry.kind(), entry.id());
            if (auto no = check_there(builder, v1::KIND_BODY, seat.body())) return no;
            if (auto no = check_there(builder, v1::KIND_PARTY, seat.party())) return no;
            for (const std::string& person : seat.acting())
                if (auto no = check_there(builder, v1::KIND_PERSON, person)) return no;
            return check_there(builder, v1::KIND_PERSON, seat.person());
        }
        default: return std::nullopt;
    }
}

// What goes is named by nothing that stays: the rule of its own removal.
No remove_again(ChangeBuilder& builder, const v1::Entry& entry) {
    switch (entry.kind()) {
        case v1::KIND_ROOM: return remove_room(builder, entry.id());
        case v1::KIND_TRACK: return remove_track(builder, entry.id());
        case v1::KIND_PARTY: return remove_party(builder, entry.id());
        case v1::KIND_PERSON: return remove_person(builder, entry.id());
        case v1::KIND_DOCUMENT: return remove_document(builder, entry.id());
        case v1::KIND_BOOTH: return remove_booth(builder, entry.id());
        case v1::KIND_INTERPRETATION_TEAM: return remove_interpretation_team(builder, entry.id());
        case v1::KIND_SESSION: return remove_session(builder, entry.id());
        case v1::KIND_BODY: return remove_body(builder, entry.id());
        case v1::KIND_SEAT: return remove_seat(builder, entry.id());
        case v1::KIND_FLOOR: return remove_floor(builder, entry.id());
        case v1::KIND_EDITION: return remove_edition(builder, entry.id());
        case v1::KIND_DECLARATION: return remove_declaration(builder, entry.id());
        case v1::KIND_COMMITMENT: return remove_commitment(builder, entry.id());
        case v1::KIND_DRAFT:
            if (!steps_of(builder, entry.id()).empty())
                return conflict("The draft has steps by now. Discard it if you do not want them.");
            builder.remove(entry.kind(), entry.id());
            return std::nullopt;
        default: builder.remove(entry.kind(), entry.id()); return std::nullopt;
    }
}

// First what comes back, then what goes, in the order in which one names the other.
std::vector<const v1::Entry*> order_of_removal(const std::vector<v1::Entry>& before) {
    static constexpr std::array kLast = {
        v1::KIND_FLOOR,    v1::KIND_SESSION, v1::KIND_SHIFT, v1::KIND_BOOTH,      v1::KIND_INTERPRETATION_TEAM,
        v1::KIND_DOCUMENT, v1::KIND_SEAT,    v1::KIND_BODY,  v1::KIND_COMMITMENT, v1::KIND_DECLARATION,
        v1::KIND_EDITION,  v1::KIND_PERSON,  v1::KIND_PARTY, v1::KIND_TRACK,      v1::KIND_ROOM,
        v1::KIND_DRAFT};
    const auto rank = [](const v1::Entry* entry) {
        const auto found = std::find(kLast.begin(), kLast.end(), entry->kind());
        return found == kLast.end() ? -1 : static_cast<int>(found - kLast.begin());
    };
    std::vector<const v1::Entry*> going;
    for (const v1::Entry& entry : before)
        if (!entry.has_put()) going.push_back(&entry);
    std::stable_sort(going.begin(), going.end(),
                     [&](const v1::Entry* one, const v1::Entry* other) { return rank(one) < rank(other); });
    return going;
}

// A part goes before its whole.
No remove_all(ChangeBuilder& builder, const std::vector<v1::Entry>& before) {
    std::vector<const v1::Entry*> going = order_of_removal(before);
    for (bool moved = true; moved && !going.empty();) {
        moved = false;
        std::vector<const v1::Entry*> left;
        for (const v1::Entry* entry : going) {
            if (entry->kind() == v1::KIND_SESSION && !builder.schedule().parts_of(entry->id()).empty()) {
                left.push_back(entry);
                continue;
            }
            if (!builder.exists(entry->kind(), entry->id())) continue;
            if (auto no = remove_again(builder, *entry)) return no;
            moved = true;
        }
        going = std::move(left);
    }
    if (going.empty()) return std::nullopt;
    return conflict("The session “" + going.front()->id() + "” has parts by now. Change by hand what you still want.");
}

}  // namespace

No undo(ChangeBuilder& builder, const v1::Undo& command) {
    const Context& context = builder.context();
    const RecentChange* recent =
        context.recent == nullptr ? nullptr : context.recent->find(context.audience, command.position());
    if (recent == nullptr) {
        if (command.position() == 0 || command.position() > builder.before().head(context.audience).position)
            return refuse(v1::REFUSAL_CODE_NOT_FOUND, "Your view has no such position yet.", "position");
        return conflict("That was too long ago to be undone. Change by hand what you still want.");
    }
    if (auto no = check_right(context, recent->change.actor())) return no;
    std::vector<v1::Entry> back;
    for (int i = 0; i < recent->change.entries_size(); ++i) {
        const v1::Entry& entry = recent->change.entries(i);
        const v1::Entry& before = recent->before[static_cast<std::size_t>(i)];
        if (entry.kind() == v1::KIND_COUNTERS) continue;        // what was given out is not given again
        if (follows_on_floor(recent->change, entry)) continue;  // who speaks is not changed by it
        if (entry.kind() == v1::KIND_SUMMIT && !before.has_put())
            return conflict("That made the summit itself, which cannot be undone.");
        if (entry.kind() == v1::KIND_SERIES && !before.has_put())
            return conflict("That made the series itself, which cannot be undone.");
        if (auto no = check_kind(entry, before)) return no;
        auto no = check_untouched(builder, *recent, entry);
        if (no && only_follows(before, entry)) continue;  // it follows again from what comes back
        if (no) return no;
        back.push_back(before);
    }
    builder.set_basis(builder.before().head(context.audience).position);
    for (const v1::Entry& entry : back)
        if (entry.has_put()) builder.restore(entry);
    if (auto no = remove_all(builder, back)) return no;
    // The reason for which a Session was removed outlives it, and must not go with it once more.
    for (const v1::Entry& entry : back)
        if (entry.has_put() && !builder.exists(entry.kind(), entry.id())) builder.restore(entry);
    for (const v1::Entry& entry : back)
        if (auto no = check_names(builder, entry)) return no;
    return std::nullopt;
}

}  // namespace dais::summit

// Announcements: published at once, translated, pinned, acknowledged; and withdrawn rather than undone.
#include <algorithm>

#include "server/summit/check.h"
#include "server/summit/commands.h"
#include "server/summit/keys.h"
#include "server/summit/limits.h"
#include "server/summit/publication.h"

namespace dais::summit {
namespace {

void put_as_it_is_seen(ChangeBuilder& builder, const std::string& id, const v1::Announcement& announcement) {
    builder.put(v1::KIND_ANNOUNCEMENT, id, "", builder.audiences_of(v1::KIND_ANNOUNCEMENT, id), announcement);
}

void put_clearance_state(ChangeBuilder& builder, const std::string& id, v1::ClearanceState state) {
    auto clearance = *builder.get<v1::Clearance>(v1::KIND_CLEARANCE, id);
    clearance.set_state(state);
    builder.put(v1::KIND_CLEARANCE, id, "", builder.audiences_of(v1::KIND_CLEARANCE, id), clearance);
}

}  // namespace

No publish_announcement(ChangeBuilder& builder, const v1::PublishAnnouncement& command) {
    v1::Announcement announcement = command.announcement();
    if (auto no = check_announcement(builder, announcement)) return no;
    if (auto no = needs_words(announcement)) return no;
    if (builder.exists(v1::KIND_BODY, announcement.issuer()))
        return refuse(v1::REFUSAL_CODE_CONFLICT,
                      "What is said in a body's name needs its chairs' keys: draft it and submit it.",
                      "announcement.issuer");
    if (announcement.priority() == v1::ANNOUNCEMENT_PRIORITY_EMERGENCY)
        return refuse(v1::REFUSAL_CODE_CONFLICT,
                      "An emergency ends by itself and is marked as one: publish it as an emergency.",
                      "announcement.priority");
    if (auto no = check_audiences(command.audiences(), "audiences")) return no;
    // An author who is not staff sees what they published.
    const AudienceSet named = audience_set(command.audiences()) | bit(builder.context().audience);
    const AudienceSet readers = command.audiences().empty() ? kEverybody : named;
    if (auto no = check_readers(builder, announcement, readers)) return no;
    builder.made = builder.new_id(v1::KIND_ANNOUNCEMENT);
    publish(builder, builder.made, announcement, readers);
    return std::nullopt;
}

namespace {

No check_emergency(const ChangeBuilder& builder, v1::PublishEmergency& command) {
    if (auto no = check_fields(command)) return no;
    const std::int64_t now_ms = builder.context().now_ms;
    if (command.expires_at_ms() <= now_ms)
        return refuse(v1::REFUSAL_CODE_INVALID, "An emergency ends by itself: say when it will.", "expires_at_ms");
    if (command.expires_at_ms() - now_ms > kEmergencyMsMax)
        return refuse(v1::REFUSAL_CODE_INVALID,
                      "An emergency ends within " + std::to_string(kEmergencyMsMax / 3'600'000) +
                          " hours. Say it anew if it goes on.",
                      "expires_at_ms");
    if (command.id().empty() || !command.has_announcement()) return std::nullopt;
    return refuse(v1::REFUSAL_CODE_INVALID, "Name a draft, or say what is announced: one of them.", "announcement");
}

// What was being written or approved is as it stands.
No take_draft(const ChangeBuilder& builder, const std::string& id, v1::Announcement& announcement) {
    if (auto no = builder.exists_and_fresh(v1::KIND_ANNOUNCEMENT, id)) return no;
    if (auto no = builder.fresh(v1::KIND_CLEARANCE, id)) return no;
    announcement = *builder.get<v1::Announcement>(v1::KIND_ANNOUNCEMENT, id);
    if (announcement.published_at_ms() == 0 && !announcement.has_withdrawn_at_ms() &&
        builder.exists(v1::KIND_CLEARANCE, id))
        return std::nullopt;
    return refuse(v1::REFUSAL_CODE_CONFLICT, "The announcement was published or given up already. Say it anew.", "id");
}

}  // namespace

No publish_emergency(ChangeBuilder& builder, const v1::PublishEmergency& command) {
    v1::PublishEmergency emergency = command;
    if (auto no = check_emergency(builder, emergency)) return no;
    v1::Announcement& announcement = *emergency.mutable_announcement();
    announcement.set_expires_at_ms(command.expires_at_ms());
    if (auto no = command.id().empty() ? check_announcement(builder, announcement)
                                       : take_draft(builder, command.id(), announcement))
        return no;
    announcement.set_expires_at_ms(command.expires_at_ms());
    announcement.set_priority(v1::ANNOUNCEMENT_PRIORITY_EMERGENCY);
    announcement.set_emergency_override(true);
    if (!command.reason().empty()) announcement.set_staff_note(command.reason());
    if (auto no = needs_words(announcement)) return no;
    if (auto no = check_readers(builder, announcement, kEverybody)) return no;
    builder.made = command.id().empty() ? builder.new_id(v1::KIND_ANNOUNCEMENT) : command.id();
    publish(builder, builder.made, announcement, kEverybody);
    if (!command.id().empty()) put_clearance_state(builder, command.id(), v1::CLEARANCE_STATE_PUBLISHED);
    return std::nullopt;
}

// What was withdrawn may be given a notice later, or another one.
No withdraw_announcement(ChangeBuilder& builder, v1::WithdrawAnnouncement command) {
    const std::string& id = command.id();
    if (auto no = check_fields(command)) return no;
    if (auto no = builder.exists_and_fresh(v1::KIND_ANNOUNCEMENT, id)) return no;
    v1::Announcement announcement = *builder.get<v1::Announcement>(v1::KIND_ANNOUNCEMENT, id);
    if (!command.kill_notice().empty()) *announcement.mutable_kill_notice() = command.kill_notice();
    if (!announcement.has_withdrawn_at_ms()) announcement.set_withdrawn_at_ms(builder.context().now_ms);
    put_as_it_is_seen(builder, id, announcement);
    const auto clearance = builder.get<v1::Clearance>(v1::KIND_CLEARANCE, id);
    if (!clearance || clearance->state() == v1::CLEARANCE_STATE_EMBARGOED ||
        clearance->state() == v1::CLEARANCE_STATE_PUBLISHED)
        return std::nullopt;
    if (auto no = builder.fresh(v1::KIND_CLEARANCE, id)) return no;
    put_clearance_state(builder, id, v1::CLEARANCE_STATE_DROPPED);
    return std::nullopt;
}

namespace {

using Texts = google::protobuf::RepeatedPtrField<v1::LocalText>;

No check_translation(const v1::LocalText& text, const std::string& language, const char* field) {
    if (text.language().empty() || text.language() != language)
        return refuse(v1::REFUSAL_CODE_INVALID, "A translation names one language, the same in all its texts.", field);
    if (text.origin() != v1::ORIGIN_HUMAN && text.origin() != v1::ORIGIN_MACHINE)
        return refuse(v1::REFUSAL_CODE_INVALID, "A translation is a person's or a machine's: say which.", field);
    if (text.source_digest().empty() || text.source_digest().size() == 8) return std::nullopt;
    return refuse(v1::REFUSAL_CODE_INVALID,
                  "source_digest is the first 8 bytes of the BLAKE2b-256 of the text that is translated.", field);
}

// The text in the language is this one, and gone if it has no words; what is not given stays as it is.
No translate(Texts& texts, const std::string& language, const v1::LocalText* text, const char* field) {
    const auto held =
        std::find_if(texts.begin(), texts.end(), [&](const v1::LocalText& one) { return one.language() == language; });
    if (held != texts.end() && is_authentic(*held))
        return refuse(v1::REFUSAL_CODE_CONFLICT,
                      "The announcement is written in “" + language + "”, not translated. Correct it instead.", field);
    if (text == nullptr) return std::nullopt;
    if (held != texts.end()) texts.erase(held);
    if (!text->text().empty()) *texts.Add() = *text;
    return std::nullopt;
}

}  // namespace

No translate_announcement(ChangeBuilder& builder, v1::TranslateAnnouncement command) {
    if (auto no = check_fields(command)) return no;
    if (auto no = builder.exists_and_fresh(v1::KIND_ANNOUNCEMENT, command.id())) return no;
    v1::Announcement announcement = *builder.get<v1::Announcement>(v1::KIND_ANNOUNCEMENT, command.id());
    if (announcement.has_withdrawn_at_ms())
        return refuse(v1::REFUSAL_CODE_CONFLICT, "The announcement was withdrawn.", "id");
    struct Field {
        const char* name;
        const v1::LocalText* text;
        Texts* texts;
    };
    const Field fields[] = {
        {"title", command.has_title() ? &command.title() : nullptr, announcement.mutable_title()},
        {"body", command.has_body() ? &command.body() : nullptr, announcement.mutable_body()},
        {"dateline", command.has_dateline() ? &command.dateline() : nullptr, announcement.mutable_dateline()},
        {"boilerplate", command.has_boilerplate() ? &command.boilerplate() : nullptr,
         announcement.mutable_boilerplate()},
    };
    std::string language;
    for (const Field& field : fields)
        if (field.text != nullptr && language.empty()) language = field.text->language();
    if (language.empty())
        return refuse(v1::REFUSAL_CODE_INVALID, "A translation has a text and says in which language.", "title");
    for (const Field& field : fields) {
        if (field.text != nullptr)
            if (auto no = check_translation(*field.text, language, field.name)) return no;
        if (auto no = translate(*field.texts, language, field.text, field.name)) return no;
    }
    if (auto no = check_fields(announcement)) return no;
    put_as_it_is_seen(builder, command.id(), announcement);
    return std::nullopt;
}

No pin_announcement(ChangeBuilder& builder, const v1::PinAnnouncement& command) {
    if (auto no = builder.exists_and_fresh(v1::KIND_ANNOUNCEMENT, command.id())) return no;
    v1::Announcement announcement = *builder.get<v1::Announcement>(v1::KIND_ANNOUNCEMENT, command.id());
    if (command.pinned() && announcement.has_withdrawn_at_ms())
        return refuse(v1::REFUSAL_CODE_CONFLICT, "The announcement was withdrawn: nobody is shown it any more.", "id");
    announcement.set_pinned(command.pinned());
    put_as_it_is_seen(builder, command.id(), announcement);
    return std::nullopt;
}

namespace {

// The Person by whom the actor speaks for a Party; empty if it is somebody else who tells.
std::string speaker_for(const ChangeBuilder& builder, const std::string& party) {
    for (const Standing::Held& held : builder.context().standing.held) {
        const auto person = builder.get<v1::Person>(v1::KIND_PERSON, held.person);
        if (person && (held.party.empty() ? person->party() : held.party) == party) return held.person;
    }
    return {};
}

}  // namespace

No acknowledge_announcement(ChangeBuilder& builder, const v1::AcknowledgeAnnouncement& command) {
    if (auto no = builder.visible(v1::KIND_ANNOUNCEMENT, command.id(), "id")) return no;
    if (auto no = builder.visible(v1::KIND_PARTY, command.party(), "party")) return no;
    const auto announcement = *builder.get<v1::Announcement>(v1::KIND_ANNOUNCEMENT, command.id());
    if (announcement.published_at_ms() == 0)
        return refuse(v1::REFUSAL_CODE_CONFLICT, "The announcement is not published yet.", "id");
    if (announcement.has_withdrawn_at_ms())
        return refuse(v1::REFUSAL_CODE_CONFLICT, "The announcement was withdrawn: nobody need take note of it.", "id");
    const auto& asked = announcement.asked_to_acknowledge();
    if (std::find(asked.begin(), asked.end(), command.party()) == asked.end())
        return refuse(v1::REFUSAL_CODE_CONFLICT, "The announcement does not ask this party to acknowledge it.",
                      "party");
    const std::string id = command.id() + "@" + command.party();
    if (builder.exists(v1::KIND_ACKNOWLEDGEMENT, id)) return std::nullopt;
    v1::Acknowledgement acknowledgement;
    acknowledgement.set_person(speaker_for(builder, command.party()));
    acknowledgement.set_at_ms(builder.context().now_ms);
    constexpr AudienceSet kDelegates = bit(v1::AUDIENCE_DELEGATE) | bit(v1::AUDIENCE_BUREAU) | kStaffOnly;
    builder.put(v1::KIND_ACKNOWLEDGEMENT, id, command.id(),
                builder.audiences_of(v1::KIND_ANNOUNCEMENT, command.id()) & kDelegates, acknowledgement);
    return std::nullopt;
}

}  // namespace dais::summit

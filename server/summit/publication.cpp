#include "server/summit/publication.h"

#include <algorithm>

#include "server/summit/check.h"
#include "server/summit/identifier.h"
#include "server/summit/name_of.h"

namespace dais::summit {
namespace {

// somebody@somewhere, without blanks.
bool is_mail_address(const std::string& address) {
    const std::size_t at = address.find('@');
    const bool plain = std::none_of(address.begin(), address.end(), [](unsigned char c) { return c <= ' '; });
    return plain && at != std::string::npos && at > 0 && at + 1 < address.size() &&
           address.find('@', at + 1) == std::string::npos;
}

No check_contacts(const v1::Announcement& announcement) {
    for (const v1::PressContact& contact : announcement.press_contacts())
        if (!contact.email().empty() && !is_mail_address(contact.email()))
            return refuse(v1::REFUSAL_CODE_INVALID,
                          "“" + contact.email() + "” is no address of e-mail, as in press@example.org.",
                          "announcement.press_contacts");
    return std::nullopt;
}

No check_issuer(const ChangeBuilder& builder, const v1::Announcement& announcement) {
    if (announcement.issuer().empty()) return std::nullopt;
    const v1::Kind kind = kind_of_id(announcement.issuer());
    if (kind != v1::KIND_PARTY && kind != v1::KIND_PERSON && kind != v1::KIND_BODY)
        return refuse(v1::REFUSAL_CODE_INVALID, "announcement.issuer is the id of a party, a person or a body.",
                      "announcement.issuer");
    return builder.visible(kind, announcement.issuer(), "announcement.issuer");
}

std::string issuer_name(const ChangeBuilder& builder, const std::string& issuer) {
    const v1::Summit& summit = builder.summit();
    switch (kind_of_id(issuer)) {
        case v1::KIND_PARTY: return name_of(builder.get<v1::Party>(v1::KIND_PARTY, issuer)->name(), summit);
        case v1::KIND_BODY: return name_of(builder.get<v1::Body>(v1::KIND_BODY, issuer)->name(), summit);
        case v1::KIND_PERSON: return builder.get<v1::Person>(v1::KIND_PERSON, issuer)->name();
        default: return builder.context().who(builder.context().actor);
    }
}

No check_asked(const ChangeBuilder& builder, v1::Announcement& announcement) {
    auto& asked = *announcement.mutable_asked_to_acknowledge();
    for (const std::string& party : asked)
        if (auto no = builder.visible(v1::KIND_PARTY, party, "announcement.asked_to_acknowledge")) return no;
    std::sort(asked.begin(), asked.end());
    if (std::adjacent_find(asked.begin(), asked.end()) == asked.end()) return std::nullopt;
    return refuse(v1::REFUSAL_CODE_INVALID, "announcement.asked_to_acknowledge names a party twice.",
                  "announcement.asked_to_acknowledge");
}

No check_correction(const ChangeBuilder& builder, const std::string& corrects, AudienceSet readers) {
    if (corrects.empty()) return std::nullopt;
    const char* field = "announcement.corrects";
    if (auto no = builder.visible(v1::KIND_ANNOUNCEMENT, corrects, field)) return no;
    const auto corrected = *builder.get<v1::Announcement>(v1::KIND_ANNOUNCEMENT, corrects);
    if (corrected.published_at_ms() == 0)
        return refuse(v1::REFUSAL_CODE_CONFLICT, "What this corrects is not published. Edit or withdraw it.", field);
    if (corrected.has_withdrawn_at_ms())
        return refuse(v1::REFUSAL_CODE_CONFLICT, "What this corrects was withdrawn. Say it without correcting that.",
                      field);
    if (!corrected.corrected_by().empty())
        return refuse(
            v1::REFUSAL_CODE_CONFLICT,
            "What this corrects was corrected already. Correct the announcement “" + corrected.corrected_by() + "”.",
            field);
    if ((builder.audiences_of(v1::KIND_ANNOUNCEMENT, corrects) & ~readers) == 0) return std::nullopt;
    return refuse(v1::REFUSAL_CODE_CONFLICT, "Some who read what this corrects would not see it. Name more audiences.",
                  field);
}

}  // namespace

No check_announcement(ChangeBuilder& builder, v1::Announcement& announcement) {
    if (auto no = check_fields(announcement)) return no;
    announcement.clear_published_at_ms();
    announcement.clear_embargo_until_ms();
    announcement.clear_withdrawn_at_ms();
    announcement.clear_kill_notice();
    announcement.clear_corrected_by();
    announcement.clear_emergency_override();
    if (auto no = check_expiry(builder, announcement)) return no;
    if (auto no = check_contacts(announcement)) return no;
    if (auto no = check_issuer(builder, announcement)) return no;
    if (auto no = check_asked(builder, announcement)) return no;
    for (const std::string& session : announcement.sessions())
        if (auto no = builder.visible(v1::KIND_SESSION, session, "announcement.sessions")) return no;
    if (announcement.priority() == v1::ANNOUNCEMENT_PRIORITY_UNSPECIFIED)
        announcement.set_priority(v1::ANNOUNCEMENT_PRIORITY_ROUTINE);
    if (announcement.issuer_name().empty()) announcement.set_issuer_name(issuer_name(builder, announcement.issuer()));
    return std::nullopt;
}

No needs_words(const v1::Announcement& announcement) {
    if (!announcement.title().empty() || !announcement.body().empty()) return std::nullopt;
    return refuse(v1::REFUSAL_CODE_INVALID, "An announcement needs a title or a body.", "announcement.title");
}

No check_expiry(const ChangeBuilder& builder, const v1::Announcement& announcement) {
    if (!announcement.has_expires_at_ms() || announcement.expires_at_ms() > builder.context().now_ms)
        return std::nullopt;
    return refuse(v1::REFUSAL_CODE_INVALID, "The announcement would expire before it is published.",
                  "announcement.expires_at_ms");
}

No check_audiences(const google::protobuf::RepeatedField<int>& audiences, const char* field) {
    for (const int audience : audiences)
        if (!v1::Audience_IsValid(audience) || audience == v1::AUDIENCE_UNSPECIFIED)
            return refuse(v1::REFUSAL_CODE_INVALID, "There is no such audience.", field);
    return std::nullopt;
}

No check_readers(const ChangeBuilder& builder, const v1::Announcement& announcement, AudienceSet readers) {
    for (const std::string& session : announcement.sessions()) {
        if (auto no = builder.visible(v1::KIND_SESSION, session, "announcement.sessions")) return no;
        if ((readers & ~builder.audiences_of(v1::KIND_SESSION, session)) != 0)
            return refuse(v1::REFUSAL_CODE_CONFLICT,
                          "Some who would read this may not see the session “" + session +
                              "”. Name fewer audiences, or leave the session out.",
                          "announcement.sessions");
    }
    return check_correction(builder, announcement.corrects(), readers);
}

void publish(ChangeBuilder& builder, const std::string& id, v1::Announcement announcement, AudienceSet readers) {
    announcement.set_published_at_ms(builder.context().now_ms);
    announcement.clear_embargo_until_ms();
    builder.put(v1::KIND_ANNOUNCEMENT, id, "", readers, announcement);
    auto corrected = builder.get<v1::Announcement>(v1::KIND_ANNOUNCEMENT, announcement.corrects());
    if (!corrected) return;
    corrected->set_corrected_by(id);
    builder.put(v1::KIND_ANNOUNCEMENT, announcement.corrects(), "",
                builder.audiences_of(v1::KIND_ANNOUNCEMENT, announcement.corrects()), *corrected);
}

}  // namespace dais::summit

// Announcements: published, and withdrawn rather than undone.
#include "server/summit/check.h"
#include "server/summit/commands.h"

namespace dais::summit {

No publish_announcement(ChangeBuilder& builder, const v1::PublishAnnouncement& command) {
    v1::Announcement announcement = command.announcement();
    if (auto no = check_fields(announcement)) return no;
    if (announcement.title().empty() && announcement.body().empty())
        return refuse(v1::REFUSAL_CODE_INVALID, "An announcement needs a title or a body.", "announcement.title");
    const std::int64_t now_ms = builder.context().now_ms;
    if (announcement.has_expires_at_ms() && announcement.expires_at_ms() <= now_ms)
        return refuse(v1::REFUSAL_CODE_INVALID, "The announcement would expire before it is published.",
                      "announcement.expires_at_ms");
    for (const int audience : command.audiences())
        if (!v1::Audience_IsValid(audience) || audience == v1::AUDIENCE_UNSPECIFIED)
            return refuse(v1::REFUSAL_CODE_INVALID, "There is no such audience.", "audiences");
    // An author who is not staff sees what they published.
    const AudienceSet named = audience_set(command.audiences()) | bit(builder.context().audience);
    const AudienceSet audiences = command.audiences().empty() ? kEverybody : named;
    for (const std::string& session : announcement.sessions()) {
        if (auto no = builder.visible(v1::KIND_SESSION, session, "announcement.sessions")) return no;
        if ((audiences & ~builder.audiences_of(v1::KIND_SESSION, session)) != 0)
            return refuse(v1::REFUSAL_CODE_CONFLICT,
                          "Some who would read this may not see the session “" + session +
                              "”. Name fewer audiences, or leave the session out.",
                          "announcement.sessions");
    }
    announcement.set_published_at_ms(now_ms);
    announcement.clear_withdrawn_at_ms();
    if (announcement.priority() == v1::ANNOUNCEMENT_PRIORITY_UNSPECIFIED)
        announcement.set_priority(v1::ANNOUNCEMENT_PRIORITY_ROUTINE);
    if (announcement.issuer_name().empty())
        announcement.set_issuer_name(builder.context().who(builder.context().actor));
    builder.made = builder.new_id(v1::KIND_ANNOUNCEMENT);
    builder.put(v1::KIND_ANNOUNCEMENT, builder.made, "", audiences, announcement);
    return std::nullopt;
}

No withdraw_announcement(ChangeBuilder& builder, const v1::WithdrawAnnouncement& command) {
    if (auto no = builder.exists_and_fresh(v1::KIND_ANNOUNCEMENT, command.id())) return no;
    v1::Announcement announcement = *builder.get<v1::Announcement>(v1::KIND_ANNOUNCEMENT, command.id());
    if (announcement.has_withdrawn_at_ms()) return std::nullopt;
    announcement.set_withdrawn_at_ms(builder.context().now_ms);
    builder.put(v1::KIND_ANNOUNCEMENT, command.id(), "", builder.audiences_of(v1::KIND_ANNOUNCEMENT, command.id()),
                announcement);
    return std::nullopt;
}

}  // namespace dais::summit

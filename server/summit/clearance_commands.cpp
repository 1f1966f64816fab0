// Announcements on their way to their readers: drafted, submitted to those who hold the keys, approved, released.
#include <algorithm>

#include "server/summit/clearance_rules.h"
#include "server/summit/commands.h"
#include "server/summit/keys.h"
#include "server/summit/name_of.h"
#include "server/summit/publication.h"
#include "server/summit/readiness.h"

namespace dais::summit {
namespace {

constexpr AudienceSet kBureau = bit(v1::AUDIENCE_BUREAU) | bit(v1::AUDIENCE_STAFF);
// Who hears what is under embargo: the press, those who must prepare to say it, and those who have seen it on its way.
constexpr AudienceSet kEmbargoed = bit(v1::AUDIENCE_PRESS) | bit(v1::AUDIENCE_INTERPRETER) | kBureau;

No conflict(const std::string& message) { return refuse(v1::REFUSAL_CODE_CONFLICT, message, "id"); }

// An announcement and what stands between it and its readers.
struct OnItsWay {
    v1::Announcement announcement;
    v1::Clearance clearance;
};

No look(const ChangeBuilder& builder, const std::string& id, OnItsWay& way) {
    if (auto no = builder.visible(v1::KIND_ANNOUNCEMENT, id, "id")) return no;
    if (!builder.exists(v1::KIND_CLEARANCE, id))
        return conflict("The announcement was published at once. Publish a correction, or withdraw it.");
    if (auto no = builder.visible(v1::KIND_CLEARANCE, id, "id")) return no;
    way.announcement = *builder.get<v1::Announcement>(v1::KIND_ANNOUNCEMENT, id);
    way.clearance = *builder.get<v1::Clearance>(v1::KIND_CLEARANCE, id);
    return std::nullopt;
}

// The same, both as the author saw them.
No look_fresh(const ChangeBuilder& builder, const std::string& id, OnItsWay& way) {
    if (auto no = look(builder, id, way)) return no;
    if (auto no = builder.fresh(v1::KIND_ANNOUNCEMENT, id)) return no;
    return builder.fresh(v1::KIND_CLEARANCE, id);
}

// A no for what readers were told of already, or never will be.
No refuse_released(const v1::Clearance& clearance) {
    switch (clearance.state()) {
        case v1::CLEARANCE_STATE_EMBARGOED:
            return conflict("The announcement is with the press already. Lift its embargo, or withdraw it.");
        case v1::CLEARANCE_STATE_PUBLISHED:
            return conflict("The announcement is published already. Publish a correction, or withdraw it.");
        case v1::CLEARANCE_STATE_DROPPED: return conflict("The announcement was given up. Make a new one.");
        default: return std::nullopt;
    }
}

bool is_submitted(const v1::Clearance& clearance) {
    return clearance.state() == v1::CLEARANCE_STATE_SUBMITTED || clearance.state() == v1::CLEARANCE_STATE_APPROVED;
}

void put_clearance(ChangeBuilder& builder, const std::string& id, const v1::Clearance& clearance) {
    builder.put(v1::KIND_CLEARANCE, id, "", kBureau, clearance);
}

// What is approved are the words of its authors.
No needs_authentic_words(const v1::Announcement& announcement) {
    for (const auto* texts : {&announcement.title(), &announcement.body()})
        for (const v1::LocalText& text : *texts)
            if (is_authentic(text) && !text.text().empty()) return std::nullopt;
    return refuse(v1::REFUSAL_CODE_INVALID, "An announcement needs a title or a body in an authentic language.",
                  "announcement.title");
}

// As many approvals as count now are enough, or not.
void count_approvals(const ChangeBuilder& builder, const std::string& id, v1::Clearance& clearance) {
    const bool enough = clearance.body().empty() || approvals_of(builder, id, clearance) >= clearance.keys();
    clearance.set_state(enough ? v1::CLEARANCE_STATE_APPROVED : v1::CLEARANCE_STATE_SUBMITTED);
}

// A name that was erased from it has changed its words without anybody's approval.
No check_digest(const OnItsWay& way) {
    if (approval_digest(way.announcement, way.clearance) == way.clearance.digest()) return std::nullopt;
    return conflict("A name was erased from the announcement since. Put it again as it shall be, to be approved anew.");
}

// Whatever it names may have gone or been hidden since it was put, and seats have been lost.
No check_release(const ChangeBuilder& builder, const std::string& id, OnItsWay& way) {
    v1::Clearance& clearance = way.clearance;
    if (auto no = check_clearance(builder, way.announcement, clearance)) return no;
    if (auto no = check_keys(builder, clearance)) return no;
    if (auto no = check_digest(way)) return no;
    const int approvals = clearance.body().empty() ? 0 : approvals_of(builder, id, clearance);
    if (approvals < clearance.keys())
        return conflict("It needs the approval of " + std::to_string(clearance.keys()) + " seats, and that of " +
                        std::to_string(approvals) + " counts now. Ask the others to approve it.");
    for (const v1::Quote& quote : clearance.quotes())
        if (!quote.cleared())
            return conflict("The words of " + quoted_name(builder, v1::KIND_PERSON, quote.person()) +
                            " in it are not cleared with them. Clear them, or take them out.");
    if (auto no = check_ready(way.announcement, clearance)) return no;
    return check_expiry(builder, way.announcement);
}

// It stays before those who hold the keys; what they approved may be something else by now. A seat that was lost
// meanwhile stands in the way of its release, and of no edit.
No edit_submitted(ChangeBuilder& builder, const std::string& id, const v1::Clearance& held, OnItsWay& way) {
    v1::Clearance& clearance = way.clearance;
    if (auto no = needs_authentic_words(way.announcement)) return no;
    if (clearance.body() != held.body() || clearance.keys() != held.keys())
        if (auto no = check_keys(builder, clearance)) return no;
    if (clearance.digest() != held.digest() || clearance.body() != held.body())
        for (const std::string& approval : builder.ids_with_prefix(v1::KIND_APPROVAL, id + "@"))
            builder.remove(v1::KIND_APPROVAL, approval);
    count_approvals(builder, id, clearance);
    return std::nullopt;
}

}  // namespace

No put_announcement(ChangeBuilder& builder, const v1::PutAnnouncement& command) {
    const std::string& id = command.id();
    OnItsWay held;
    held.clearance.set_state(v1::CLEARANCE_STATE_DRAFT);
    if (!id.empty()) {
        if (auto no = look_fresh(builder, id, held)) return no;
        if (auto no = refuse_released(held.clearance)) return no;
    }
    OnItsWay way{command.announcement(), command.clearance()};
    if (auto no = check_announcement(builder, way.announcement)) return no;
    if (auto no = check_clearance(builder, way.announcement, way.clearance)) return no;
    // Who is not staff does not see the note, and leaves it as it is.
    if (!id.empty() && builder.context().audience != v1::AUDIENCE_STAFF)
        way.announcement.set_staff_note(held.announcement.staff_note());
    way.clearance.set_state(held.clearance.state());
    way.clearance.set_digest(approval_digest(way.announcement, way.clearance));
    builder.made = id.empty() ? builder.new_id(v1::KIND_ANNOUNCEMENT) : id;
    if (is_submitted(way.clearance))
        if (auto no = edit_submitted(builder, id, held.clearance, way)) return no;
    builder.put(v1::KIND_ANNOUNCEMENT, builder.made, "", kBureau, way.announcement);
    put_clearance(builder, builder.made, way.clearance);
    return std::nullopt;
}

No submit_announcement(ChangeBuilder& builder, const v1::SubmitAnnouncement& command) {
    OnItsWay way;
    if (auto no = look_fresh(builder, command.id(), way)) return no;
    if (auto no = refuse_released(way.clearance)) return no;
    if (is_submitted(way.clearance)) return std::nullopt;
    if (auto no = needs_authentic_words(way.announcement)) return no;
    if (auto no = check_keys(builder, way.clearance)) return no;
    way.clearance.set_digest(approval_digest(way.announcement, way.clearance));
    count_approvals(builder, command.id(), way.clearance);
    put_clearance(builder, command.id(), way.clearance);
    return std::nullopt;
}

// Two who approve at once have both seen what they approve: its digest says so, and nothing else need be fresh.
No approve_announcement(ChangeBuilder& builder, const v1::ApproveAnnouncement& command) {
    const std::string& id = command.id();
    OnItsWay way;
    if (auto no = look(builder, id, way)) return no;
    if (auto no = builder.visible(v1::KIND_SEAT, command.seat(), "seat")) return no;
    if (auto no = refuse_released(way.clearance)) return no;
    if (!is_submitted(way.clearance)) return conflict("The announcement is being written. Submit it first.");
    if (way.clearance.body().empty()) return conflict("The announcement needs no keys. Release it.");
    const std::vector<std::string> seats = filled_chairs(builder, way.clearance.body());
    if (std::find(seats.begin(), seats.end(), command.seat()) == seats.end())
        return refuse(v1::REFUSAL_CODE_FORBIDDEN,
                      "Its keys are those of the chairs and co-chairs of its body who are in office now.", "seat");
    const std::string person = key_holder(builder, command.seat());
    if (person.empty())
        return refuse(v1::REFUSAL_CODE_FORBIDDEN, "Only who acts for the seat now approves for it.", "seat");
    if (command.digest() != way.clearance.digest())
        return refuse(v1::REFUSAL_CODE_STALE,
                      "The announcement was edited since you read it. Read it again and approve it as it is.",
                      "digest");
    if (auto no = check_digest(way)) return no;
    if (has_approved(builder, id, way.clearance, command.seat())) return std::nullopt;
    v1::Approval approval;
    approval.set_person(person);
    approval.set_digest(way.clearance.digest());
    approval.set_at_ms(builder.context().now_ms);
    builder.put(v1::KIND_APPROVAL, approval_id(id, command.seat()), id, kBureau, approval);
    count_approvals(builder, id, way.clearance);
    put_clearance(builder, id, way.clearance);
    return std::nullopt;
}

No withdraw_approval(ChangeBuilder& builder, const v1::WithdrawApproval& command) {
    const std::string approval = approval_id(command.id(), command.seat());
    OnItsWay way;
    if (auto no = look(builder, command.id(), way)) return no;
    if (auto no = builder.visible(v1::KIND_SEAT, command.seat(), "seat")) return no;
    if (auto no = refuse_released(way.clearance)) return no;
    if (key_holder(builder, command.seat()).empty())
        return refuse(v1::REFUSAL_CODE_FORBIDDEN, "Only who acts for the seat now takes its approval back.", "seat");
    if (!builder.exists(v1::KIND_APPROVAL, approval)) return std::nullopt;
    if (auto no = builder.fresh(v1::KIND_APPROVAL, approval)) return no;
    builder.remove(v1::KIND_APPROVAL, approval);
    count_approvals(builder, command.id(), way.clearance);
    put_clearance(builder, command.id(), way.clearance);
    return std::nullopt;
}

No release_announcement(ChangeBuilder& builder, const v1::ReleaseAnnouncement& command) {
    OnItsWay way;
    if (auto no = look_fresh(builder, command.id(), way)) return no;
    if (auto no = refuse_released(way.clearance)) return no;
    if (!is_submitted(way.clearance)) return conflict("The announcement is being written. Submit it first.");
    if (auto no = check_release(builder, command.id(), way)) return no;
    const AudienceSet readers = readers_of(way.clearance);
    if (way.clearance.embargo_until_ms() > builder.context().now_ms) {
        way.clearance.set_state(v1::CLEARANCE_STATE_EMBARGOED);
        way.announcement.set_embargo_until_ms(way.clearance.embargo_until_ms());
        builder.put(v1::KIND_ANNOUNCEMENT, command.id(), "", readers & kEmbargoed, way.announcement);
    } else {
        way.clearance.set_state(v1::CLEARANCE_STATE_PUBLISHED);
        publish(builder, command.id(), way.announcement, readers);
    }
    put_clearance(builder, command.id(), way.clearance);
    return std::nullopt;
}

// The clock must not be refused what is due: whatever has changed since the release, it is published. What readers
// may not see by now is not named to them.
No lift_embargo(ChangeBuilder& builder, const v1::LiftEmbargo& command) {
    OnItsWay way;
    if (auto no = look_fresh(builder, command.id(), way)) return no;
    if (way.clearance.state() == v1::CLEARANCE_STATE_PUBLISHED) return std::nullopt;
    if (way.clearance.state() != v1::CLEARANCE_STATE_EMBARGOED)
        return conflict("The announcement is under no embargo. Release it.");
    if (way.announcement.has_withdrawn_at_ms()) return conflict("The announcement was withdrawn.");
    const AudienceSet readers = readers_of(way.clearance);
    auto& sessions = *way.announcement.mutable_sessions();
    sessions.erase(std::remove_if(sessions.begin(), sessions.end(),
                                  [&](const std::string& session) {
                                      return (readers & ~builder.audiences_of(v1::KIND_SESSION, session)) != 0;
                                  }),
                   sessions.end());
    way.clearance.set_state(v1::CLEARANCE_STATE_PUBLISHED);
    publish(builder, command.id(), way.announcement, readers);
    put_clearance(builder, command.id(), way.clearance);
    return std::nullopt;
}

}  // namespace dais::summit

#include "clients/cpp/teller.h"
#include "dais/v1/announcement.pb.h"
#include "dais/v1/clearance.pb.h"

namespace dais::client {
namespace {

std::string quoted(const std::string& id, const Teller& teller) {
    return "announcement “" + teller.name(v1::KIND_ANNOUNCEMENT, id) + "”: ";
}

// "Lunch — is served".
std::string words(const v1::Announcement& announcement, const Teller& teller) {
    const auto title = shown(announcement.title(), teller.languages);
    const auto body = shown(announcement.body(), teller.languages);
    return title.empty() ? body : body.empty() ? title : title + " — " + body;
}

std::string loudness(const v1::Announcement& announcement) {
    switch (announcement.priority()) {
        case v1::ANNOUNCEMENT_PRIORITY_EMERGENCY: return "EMERGENCY ";
        case v1::ANNOUNCEMENT_PRIORITY_URGENT: return "URGENT ";
        default: return "";
    }
}

// Of one that was published already: what of it is otherwise now; empty if it was not.
std::string change_told(const v1::Announcement& was, const v1::Announcement& is, const Teller& teller) {
    if (was.published_at_ms() == 0 || was.published_at_ms() != is.published_at_ms()) return "";
    const auto text = words(is, teller);
    if (was.corrected_by() != is.corrected_by()) return "announcement corrected by a later one: " + text;
    if (was.pinned() != is.pinned()) return (is.pinned() ? "announcement pinned: " : "no longer pinned: ") + text;
    return "announcement changed: " + text;
}

std::string record_told(const v1::Entry& entry, const Teller& teller) {
    const auto is = read<v1::Announcement>(entry);
    const auto was =
        held<v1::Announcement>(teller.before, v1::KIND_ANNOUNCEMENT, entry.id()).value_or(v1::Announcement());
    const auto text = words(is, teller);
    if (is.has_withdrawn_at_ms()) {
        const auto notice = shown(is.kill_notice(), teller.languages);
        return "announcement withdrawn: " + text + (notice.empty() ? "" : " — NOT TO BE USED: " + notice);
    }
    if (is.has_embargo_until_ms())
        return "UNDER EMBARGO until " + teller.time.date_time(is.embargo_until_ms()) + ": " + text;
    if (is.published_at_ms() == 0) return "announcement being prepared: " + text;
    if (auto change = change_told(was, is, teller); !change.empty()) return change;
    const auto corrects =
        is.corrects().empty() ? "" : "CORRECTION of “" + teller.name(v1::KIND_ANNOUNCEMENT, is.corrects()) + "”: ";
    return loudness(is) + "ANNOUNCEMENT " + corrects + text;
}

std::string state_told(const v1::Clearance& clearance, const Teller& teller) {
    switch (clearance.state()) {
        case v1::CLEARANCE_STATE_DRAFT: return "a draft";
        case v1::CLEARANCE_STATE_SUBMITTED:
            return "submitted, needs " + std::to_string(clearance.keys()) +
                   (clearance.keys() == 1 ? " key of " : " keys of ") + teller.name(v1::KIND_BODY, clearance.body());
        case v1::CLEARANCE_STATE_APPROVED: return "approved, may be released";
        case v1::CLEARANCE_STATE_EMBARGOED:
            return "with the press until " + teller.time.date_time(clearance.embargo_until_ms());
        case v1::CLEARANCE_STATE_PUBLISHED: return "released to its readers";
        case v1::CLEARANCE_STATE_DROPPED: return "given up";
        default: return "on its way";
    }
}

std::string clearance_told(const v1::Entry& entry, const Teller& teller) {
    const auto was = held<v1::Clearance>(teller.before, v1::KIND_CLEARANCE, entry.id());
    const auto is = read<v1::Clearance>(entry);
    const bool same = was && was->state() == is.state();
    return quoted(entry.id(), teller) + (same ? "its way to its readers changed" : state_told(is, teller));
}

std::string approval_told(const v1::Entry& entry, const Teller& teller) {
    const auto [announcement, seat] = both_ids(entry.id());
    const auto holder = teller.name(v1::KIND_SEAT, seat);
    if (!entry.has_put()) return quoted(announcement, teller) + "the approval of " + holder + " no longer stands";
    return quoted(announcement, teller) + "approved by " + holder;
}

}  // namespace

std::string announcement_told(const v1::Entry& entry, const Teller& teller) {
    if (entry.kind() == v1::KIND_APPROVAL) return approval_told(entry, teller);
    if (!entry.has_put()) return "";
    switch (static_cast<int>(entry.kind())) {
        case v1::KIND_ANNOUNCEMENT: return record_told(entry, teller);
        case v1::KIND_CLEARANCE: return clearance_told(entry, teller);
        case v1::KIND_ACKNOWLEDGEMENT: {
            const auto [announcement, party] = both_ids(entry.id());
            return quoted(announcement, teller) + teller.name(v1::KIND_PARTY, party) + " has taken note";
        }
        default: return "";
    }
}

}  // namespace dais::client

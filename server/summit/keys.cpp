#include "server/summit/keys.h"

#include <algorithm>

#include "server/summit/hash.h"
#include "server/summit/seats.h"

namespace dais::summit {
namespace {

bool contains(const std::vector<std::string>& persons, const std::string& person) {
    return std::find(persons.begin(), persons.end(), person) != persons.end();
}

// Who turns the seat's key now: nobody if it is another body's, a member's, or out of term.
std::vector<std::string> holders(const ChangeBuilder& builder, const std::string& body, const v1::Seat& seat) {
    if (seat.body() != body || !is_chairs(seat)) return {};
    if (!term_of(seat, builder.summit()).holds(builder.context().now_ms)) return {};
    return acting_for(seat);
}

AudienceSet named(const v1::Clearance& clearance) {
    return clearance.audiences().empty() ? kEverybody : audience_set(clearance.audiences());
}

}  // namespace

std::vector<std::string> filled_chairs(const ChangeBuilder& builder, const std::string& body) {
    std::vector<std::string> filled;
    for (const std::string& id : builder.ids(v1::KIND_SEAT))
        if (!holders(builder, body, *builder.get<v1::Seat>(v1::KIND_SEAT, id)).empty()) filled.push_back(id);
    return filled;
}

std::string key_holder(const ChangeBuilder& builder, const std::string& id) {
    const auto seat = builder.get<v1::Seat>(v1::KIND_SEAT, id);
    if (!seat) return {};
    const std::vector<std::string> persons = holders(builder, seat->body(), *seat);
    for (const Standing::Held& held : builder.context().standing.held)
        if (!held.person.empty() && contains(persons, held.person)) return held.person;
    return {};
}

std::string approval_id(const std::string& announcement, const std::string& seat) { return announcement + "@" + seat; }

bool has_approved(const ChangeBuilder& builder, const std::string& announcement, const v1::Clearance& clearance,
                  const std::string& seat) {
    const auto approval = builder.get<v1::Approval>(v1::KIND_APPROVAL, approval_id(announcement, seat));
    const auto held = builder.get<v1::Seat>(v1::KIND_SEAT, seat);
    return approval && held && approval->digest() == clearance.digest() &&
           contains(holders(builder, clearance.body(), *held), approval->person());
}

int approvals_of(const ChangeBuilder& builder, const std::string& announcement, const v1::Clearance& clearance) {
    const std::vector<std::string> seats = filled_chairs(builder, clearance.body());
    return static_cast<int>(std::count_if(seats.begin(), seats.end(), [&](const std::string& seat) {
        return has_approved(builder, announcement, clearance, seat);
    }));
}

AudienceSet readers_of(const v1::Clearance& clearance) { return named(clearance) | bit(v1::AUDIENCE_BUREAU); }

std::string approval_digest(const v1::Announcement& announcement, const v1::Clearance& clearance) {
    Hash hash;
    for (const auto* texts :
         {&announcement.title(), &announcement.body(), &announcement.dateline(), &announcement.boilerplate()}) {
        hash.number(static_cast<std::uint32_t>(std::count_if(texts->begin(), texts->end(), is_authentic)));
        for (const v1::LocalText& text : *texts)
            if (is_authentic(text)) hash.text(text.language()).text(text.text());
    }
    return hash.number(named(clearance)).number(static_cast<std::uint32_t>(announcement.priority())).finish();
}

bool is_authentic(const v1::LocalText& text) {
    return text.origin() == v1::ORIGIN_AUTHENTIC || text.origin() == v1::ORIGIN_UNSPECIFIED;
}

}  // namespace dais::summit

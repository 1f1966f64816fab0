// What is true of series, declarations, commitments and announcements, whatever was asked for.
#include <algorithm>
#include <set>

#include "dais/v1/live.pb.h"
#include "server/summit/venue_time.h"
#include "tests/model/checks.h"
#include "tests/model/references.h"

namespace dais::model {
namespace {

using summit::AudienceSet;
using summit::bit;
using summit::Record;
using summit::State;

constexpr AudienceSet kBureau = bit(v1::AUDIENCE_BUREAU) | bit(v1::AUDIENCE_STAFF);
constexpr AudienceSet kNeverUnderEmbargo = bit(v1::AUDIENCE_PUBLIC) | bit(v1::AUDIENCE_DELEGATE);

std::string before_at(const std::string& id) { return id.substr(0, id.find('@')); }
std::string after_at(const std::string& id) { return id.substr(id.find('@') + 1); }

class Institutions : References {
public:
    explicit Institutions(const State& state) : References(state) {}

    void check() {
        series();
        declarations();
        endorsements();
        commitments();
        announcements();
        keys();
    }

private:
    void series();
    void declarations();
    void endorsements();
    void commitments();
    void announcements();
    void on_its_way(const Record& record, const v1::Announcement& announcement, const v1::Clearance& clearance) const;
    void keys();
};

void Institutions::series() {
    if (state_.find(v1::KIND_SERIES, "z") != nullptr && state_.find(v1::KIND_SUMMIT, "m") != nullptr)
        throw Broken("a log is of two things");
    each<v1::Series>(v1::KIND_SERIES, [&](const std::string&, const Record&, const v1::Series& one) {
        names(v1::KIND_PARTY, one.next_host());
    });
    std::set<int> numbers;
    each<v1::Edition>(v1::KIND_EDITION, [&](const std::string&, const Record&, const v1::Edition& one) {
        for (const std::string& host : one.hosts()) names(v1::KIND_PARTY, host);
        if (one.number() < 1 || !numbers.insert(one.number()).second) fail("has the number of another, or none");
    });
}

void Institutions::declarations() {
    each<v1::Declaration>(v1::KIND_DECLARATION,
                          [&](const std::string& id, const Record& record, const v1::Declaration& one) {
                              names(v1::KIND_EDITION, one.edition());
                              for (int version = 1; version <= one.version(); ++version)
                                  names(v1::KIND_DECLARATION_TEXT, id + "@" + std::to_string(version));
                              if (one.has_adopted_at_ms() && one.version() == 0) fail("was adopted without a text");
                              if (one.has_opened_at_ms() && !one.has_adopted_at_ms())
                                  fail("was opened before it was adopted");
                              if (one.has_opened_at_ms() && record.audiences != summit::kEverybody)
                                  fail("was opened and is hidden");
                          });
    each<v1::DeclarationText>(v1::KIND_DECLARATION_TEXT,
                              [&](const std::string& id, const Record& record, const v1::DeclarationText&) {
                                  belongs(record, v1::KIND_DECLARATION, before_at(id));
                                  const auto owner = *state_.get<v1::Declaration>(v1::KIND_DECLARATION, before_at(id));
                                  if (std::stoi(after_at(id)) > owner.version())
                                      fail("is a version that is not there yet");
                              });
}

void Institutions::endorsements() {
    std::set<std::pair<std::string, int>> places;
    each<v1::Endorsement>(
        v1::KIND_ENDORSEMENT, [&](const std::string& id, const Record& record, const v1::Endorsement& one) {
            belongs(record, v1::KIND_DECLARATION, before_at(id));
            names(v1::KIND_PARTY, after_at(id));
            names(v1::KIND_PERSON, one.signatory());
            const auto declaration = *state_.get<v1::Declaration>(v1::KIND_DECLARATION, before_at(id));
            if (one.version() != declaration.version()) fail("is about a text that is not in force");
            if (!declaration.has_opened_at_ms()) fail("is to what was never open");
            if (one.order() != 0 && !places.emplace(before_at(id), one.order()).second)
                fail("has the place of another");
            const bool is_withdrawn = one.status() == v1::ENDORSEMENT_STATUS_WITHDRAWN;
            const bool is_signed = one.status() == v1::ENDORSEMENT_STATUS_SIGNED;
            if (is_signed && (one.order() < 1 || one.signed_at_ms() == 0)) fail("is signed and has no place");
            if (!is_signed && !is_withdrawn && one.signed_at_ms() != 0) fail("is not signed any more, or never was");
            if (is_withdrawn != (one.withdrawn_at_ms() != 0)) fail("is withdrawn, or is not");
            if (one.announced_at_ms() == 0 && one.signed_at_ms() == 0) fail("was neither announced nor signed");
        });
}

void Institutions::commitments() {
    // When somebody reported last, and what was said then.
    std::map<std::string, std::pair<std::int64_t, std::set<int>>> latest;
    each<v1::CommitmentReport>(v1::KIND_COMMITMENT_REPORT,
                               [&](const std::string&, const Record& record, const v1::CommitmentReport& one) {
                                   belongs(record, v1::KIND_COMMITMENT, record.owner);
                                   auto& [at_ms, states] = latest[record.owner];
                                   if (one.at_ms() > at_ms) states.clear();
                                   if (one.at_ms() >= at_ms) states.insert(one.state());
                                   at_ms = std::max(at_ms, one.at_ms());
                               });
    each<v1::Commitment>(v1::KIND_COMMITMENT, [&](const std::string& id, const Record&, const v1::Commitment& one) {
        names(v1::KIND_PARTY, one.party());
        names(v1::KIND_DECLARATION, one.declaration());
        const Record* declaration = state_.find(v1::KIND_DECLARATION, one.declaration());
        if (declaration != nullptr && declaration->audiences != summit::kEverybody) fail("names what is hidden");
        const auto reported = latest.find(id);
        if (reported == latest.end() ? one.state() != v1::COMMITMENT_STATE_OPEN
                                     : !reported->second.second.contains(one.state()))
            fail("stands otherwise than its owner reported last");
    });
}

void Institutions::announcements() {
    each<v1::Announcement>(
        v1::KIND_ANNOUNCEMENT, [&](const std::string& id, const Record& record, const v1::Announcement& one) {
            for (const std::string& party : one.asked_to_acknowledge())
                if (!one.has_withdrawn_at_ms()) names(v1::KIND_PARTY, party);
            const auto clearance = state_.get<v1::Clearance>(v1::KIND_CLEARANCE, id);
            if (clearance) on_its_way(record, one, *clearance);
            if (!clearance && one.published_at_ms() == 0) fail("was never published and is on no way");
            if (one.emergency_override() && (record.audiences != summit::kEverybody || !one.has_expires_at_ms() ||
                                             one.priority() != v1::ANNOUNCEMENT_PRIORITY_EMERGENCY))
                fail("is an emergency of which somebody is not told, or that does not end");
            const auto by = state_.get<v1::Announcement>(v1::KIND_ANNOUNCEMENT, one.corrected_by());
            names(v1::KIND_ANNOUNCEMENT, one.corrected_by());
            if (by && (by->corrects() != id || by->published_at_ms() == 0)) fail("is corrected by what does not");
        });
    each<v1::Acknowledgement>(
        v1::KIND_ACKNOWLEDGEMENT, [&](const std::string& id, const Record& record, const v1::Acknowledgement& one) {
            names(v1::KIND_PARTY, after_at(id));
            names(v1::KIND_PERSON, one.person());
            const Record* owner = state_.find(v1::KIND_ANNOUNCEMENT, before_at(id));
            if (owner == nullptr || record.owner != before_at(id)) fail("belongs to nothing that is there");
            if (record.audiences != (owner->audiences & (kBureau | bit(v1::AUDIENCE_DELEGATE))))
                fail("is seen by others than may");
            const auto announcement = *state_.get<v1::Announcement>(v1::KIND_ANNOUNCEMENT, before_at(id));
            const auto& asked = announcement.asked_to_acknowledge();
            if (std::find(asked.begin(), asked.end(), after_at(id)) == asked.end()) fail("was not asked for");
        });
}

// Who is told of it follows from how far it has come.
void Institutions::on_its_way(const Record& record, const v1::Announcement& announcement,
                              const v1::Clearance& clearance) const {
    AudienceSet wanted = clearance.audiences().empty() ? summit::kEverybody : kBureau;
    for (const int audience : clearance.audiences()) wanted |= bit(static_cast<v1::Audience>(audience));
    const bool is_published = clearance.state() == v1::CLEARANCE_STATE_PUBLISHED;
    if (is_published != (announcement.published_at_ms() != 0)) fail("is published, or is not");
    switch (clearance.state()) {
        case v1::CLEARANCE_STATE_DROPPED:
            if (!announcement.has_withdrawn_at_ms()) fail("was given up, or was not");
            [[fallthrough]];
        case v1::CLEARANCE_STATE_DRAFT:
        case v1::CLEARANCE_STATE_SUBMITTED:
        case v1::CLEARANCE_STATE_APPROVED:
            if (record.audiences != kBureau) fail("is seen by others before it is released");
            if (announcement.has_embargo_until_ms()) fail("is under embargo before it is released");
            return;
        case v1::CLEARANCE_STATE_EMBARGOED:
            if ((record.audiences & kNeverUnderEmbargo) != 0 || (record.audiences & ~wanted) != 0)
                fail("is seen by others while it is under embargo");
            if (!announcement.has_embargo_until_ms()) fail("is under an embargo without an end");
            return;
        case v1::CLEARANCE_STATE_PUBLISHED:
            if (announcement.has_embargo_until_ms()) fail("is published and under embargo");
            if (!announcement.emergency_override() && record.audiences != wanted)
                fail("is seen by others than it should");
            return;
        default: fail("is nowhere on its way");
    }
}

void Institutions::keys() {
    each<v1::Clearance>(v1::KIND_CLEARANCE, [&](const std::string& id, const Record& record, const v1::Clearance& one) {
        names(v1::KIND_ANNOUNCEMENT, id);
        if ((record.audiences & ~kBureau) != 0) fail("is seen by others than the bureau");
        const auto announcement = *state_.get<v1::Announcement>(v1::KIND_ANNOUNCEMENT, id);
        const bool is_over = one.state() == v1::CLEARANCE_STATE_PUBLISHED || announcement.has_withdrawn_at_ms();
        if (!is_over) names(v1::KIND_BODY, one.body());
        for (const v1::Quote& quote : one.quotes())
            if (!is_over) names(v1::KIND_PERSON, quote.person());
    });
    each<v1::Approval>(v1::KIND_APPROVAL, [&](const std::string& id, const Record& record, const v1::Approval& one) {
        if ((record.audiences & ~kBureau) != 0) fail("is seen by others than the bureau");
        const auto clearance = state_.get<v1::Clearance>(v1::KIND_CLEARANCE, before_at(id));
        if (!clearance || record.owner != before_at(id)) fail("belongs to nothing that is there");
        if (one.digest() != clearance->digest()) fail("is of what was edited since");
        names(v1::KIND_PERSON, one.person());
    });
}

}  // namespace

void check_institutions(const State& state) { Institutions(state).check(); }

namespace {

// The day that clocks show where the log is, as days since 1970.
std::int64_t local_day(const State& state, std::int64_t at_ms) {
    std::int64_t seconds = 0;
    for (const v1::ZoneOffset& offset : state.summit().offsets())
        if (offset.since_ms() <= at_ms) seconds = offset.seconds();
    return (at_ms + seconds * 1'000) / (24 * 3'600'000);
}

}  // namespace

void check_released(const State& before, const std::string& id, std::int64_t now_ms) {
    const auto clearance = before.get<v1::Clearance>(v1::KIND_CLEARANCE, id).value_or(v1::Clearance());
    if (clearance.body().empty()) return;
    const std::int64_t today = local_day(before, now_ms);
    int turned = 0;
    for (const auto& [seat_id, record] : before.all(v1::KIND_SEAT)) {
        v1::Seat seat;
        seat.ParseFromString(record->body);
        if (seat.body() != clearance.body() || seat.role() == v1::SEAT_ROLE_MEMBER) continue;
        if (seat.has_first_day() && today < summit::days_since_1970(seat.first_day())) continue;
        if (seat.has_last_day() && today > summit::days_since_1970(seat.last_day())) continue;
        const auto approval = before.get<v1::Approval>(v1::KIND_APPROVAL, id + "@" + seat_id);
        if (!approval || approval->digest() != clearance.digest()) continue;
        const auto& acting = seat.acting();
        const bool acts = seat.person() == approval->person() ||
                          std::find(acting.begin(), acting.end(), approval->person()) != acting.end();
        turned += acts ? 1 : 0;
    }
    if (turned < clearance.keys() || clearance.keys() < 1)
        throw Broken("released without its keys",
                     id + ": " + std::to_string(turned) + " of " + std::to_string(clearance.keys()) + " count");
}

}  // namespace dais::model

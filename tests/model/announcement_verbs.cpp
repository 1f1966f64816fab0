// What is asked for of announcements: published at once, or drafted, approved by those who hold the keys, released.
#include <algorithm>

#include "server/summit/hash.h"
#include "tests/model/random_commands.h"

namespace dais::model {
namespace {

constexpr std::size_t kOnTheirWayMax = 4;

bool is_on_its_way(v1::ClearanceState state) {
    return state == v1::CLEARANCE_STATE_DRAFT || state == v1::CLEARANCE_STATE_SUBMITTED ||
           state == v1::CLEARANCE_STATE_APPROVED;
}

template <class Fits>
std::vector<std::string> clearances_that(const Scene& scene, Fits fits) {
    return all_that<v1::Clearance>(scene, v1::KIND_CLEARANCE,
                                   [&](const auto&, const v1::Clearance& one) { return fits(one); });
}
template <v1::ClearanceState State>
std::vector<std::string> in_state(const Scene& scene) {
    return clearances_that(scene, [](const v1::Clearance& one) { return one.state() == State; });
}
// One that was withdrawn goes nowhere.
std::vector<std::string> embargoed(const Scene& scene) {
    std::vector<std::string> found = in_state<v1::CLEARANCE_STATE_EMBARGOED>(scene);
    std::erase_if(found, [&](const std::string& id) {
        const auto announcement = scene.state.get<v1::Announcement>(v1::KIND_ANNOUNCEMENT, id);
        return !announcement || announcement->has_withdrawn_at_ms();
    });
    return found;
}
std::vector<std::string> on_their_way(const Scene& scene) {
    return clearances_that(scene, [](const v1::Clearance& one) { return is_on_its_way(one.state()); });
}
std::vector<std::string> waiting_for_a_language(const Scene& scene) {
    return clearances_that(
        scene, [](const v1::Clearance& one) { return is_on_its_way(one.state()) && !one.languages().empty(); });
}

std::vector<std::string> standing(const Scene& scene) {
    return all_that<v1::Announcement>(scene, v1::KIND_ANNOUNCEMENT, [](const auto&, const v1::Announcement& one) {
        return !one.has_withdrawn_at_ms();
    });
}
template <class Fits>
std::vector<std::string> published_that(const Scene& scene, Fits fits) {
    return all_that<v1::Announcement>(
        scene, v1::KIND_ANNOUNCEMENT, [&](const std::string& id, const v1::Announcement& one) {
            return one.published_at_ms() > 0 && !one.has_withdrawn_at_ms() && fits(id, one);
        });
}

// Of the Parties that it asks, the first that has not answered.
std::string unanswered(const Scene& scene, const std::string& id, const v1::Announcement& announcement) {
    for (const std::string& party : announcement.asked_to_acknowledge())
        if (scene.state.find(v1::KIND_ACKNOWLEDGEMENT, id + "@" + party) == nullptr) return party;
    return {};
}
std::vector<std::string> waiting_for_an_answer(const Scene& scene) {
    return published_that(scene, [&](const std::string& id, const v1::Announcement& one) {
        return !unanswered(scene, id, one).empty() &&
               scene.state.find(v1::KIND_ANNOUNCEMENT, id)->visible_to(v1::AUDIENCE_DELEGATE);
    });
}

std::vector<std::string> approvals(const Scene& scene) {
    return all_that<v1::Approval>(scene, v1::KIND_APPROVAL, [&](const std::string& id, const auto&) {
        const auto clearance = scene.state.get<v1::Clearance>(v1::KIND_CLEARANCE, id.substr(0, id.find('@')));
        return clearance && is_on_its_way(clearance->state());
    });
}

// Whose chairs somebody acts for; whether they are in term is left to chance.
std::vector<std::string> chairs_of(const Scene& scene, const std::string& body) {
    std::vector<std::string> seats;
    for (const auto& [id, record] : scene.state.all(v1::KIND_SEAT)) {
        v1::Seat seat;
        seat.ParseFromString(record->body);
        const bool is_filled = !seat.person().empty() || !seat.acting().empty();
        if (seat.body() == body && seat.role() != v1::SEAT_ROLE_MEMBER && is_filled) seats.push_back(id);
    }
    return seats;
}

// Approved by a body that has chairs; by so many of them, and now and then by more.
void keys(Scene& scene, v1::Clearance& clearance) {
    clearance.clear_body();
    clearance.set_keys(0);
    if (scene.dice.chance(25)) return;
    const std::string seat =
        one_of(scene, v1::KIND_SEAT, all_that<v1::Seat>(scene, v1::KIND_SEAT, [](const auto&, const v1::Seat& one) {
                   return one.role() != v1::SEAT_ROLE_MEMBER;
               }));
    const auto held = scene.state.get<v1::Seat>(v1::KIND_SEAT, seat);
    clearance.set_body(held ? held->body() : some(scene, v1::KIND_BODY));
    const auto chairs = static_cast<std::int64_t>(chairs_of(scene, clearance.body()).size());
    clearance.set_keys(static_cast<int>(scene.dice.between(1, std::clamp<std::int64_t>(chairs, 1, 2))));
    if (scene.dice.chance(4)) clearance.set_keys(static_cast<int>(scene.dice.between(-1, 5)));
}

void audiences(Dice& dice, v1::Clearance& clearance) {
    static const std::vector<v1::Audience> kSome = {v1::AUDIENCE_PUBLIC, v1::AUDIENCE_DELEGATE, v1::AUDIENCE_PRESS,
                                                    v1::AUDIENCE_INTERPRETER};
    clearance.clear_audiences();
    if (dice.chance(50)) return;
    for (const v1::Audience audience : kSome)
        if (dice.chance(50)) clearance.add_audiences(audience);
}

// Mostly one in which it is not written.
std::string language_for(Dice& dice, const v1::Announcement& announcement) {
    for (const char* language : {"fr", "es"}) {
        const auto& title = announcement.title();
        const bool is_written = std::any_of(title.begin(), title.end(), [&](const v1::LocalText& one) {
            return one.language() == language && one.origin() == v1::ORIGIN_AUTHENTIC;
        });
        if (!is_written && dice.chance(70)) return language;
    }
    return dice.chance(50) ? "fr" : "pt-CV";
}

void conditions(Scene& scene, const v1::Announcement& announcement, v1::Clearance& clearance) {
    Dice& dice = scene.dice;
    clearance.clear_languages();
    if (dice.chance(30)) clearance.add_languages(language_for(dice, announcement));
    clearance.set_staggered(dice.chance(40));
    clearance.clear_embargo_until_ms();
    if (dice.chance(55)) clearance.set_embargo_until_ms(some_instant(scene, 0, 4 * kHourMs));
    clearance.clear_quotes();
    if (const std::string person = some(scene, v1::KIND_PERSON, 20); !person.empty()) {
        clearance.add_quotes()->set_person(person);
        clearance.mutable_quotes(0)->set_cleared(dice.chance(70));
    }
}

void put_announcement(Scene& scene, v1::Command& command) {
    Dice& dice = scene.dice;
    v1::PutAnnouncement& put = *command.mutable_put_announcement();
    const std::vector<std::string> drafts = on_their_way(scene);
    if (drafts.size() >= kOnTheirWayMax || dice.chance(20)) put.set_id(one_of(scene, v1::KIND_CLEARANCE, drafts));
    const auto announcement = scene.state.get<v1::Announcement>(v1::KIND_ANNOUNCEMENT, put.id());
    const auto clearance = scene.state.get<v1::Clearance>(v1::KIND_CLEARANCE, put.id());
    *put.mutable_announcement() = announcement.value_or(v1::Announcement());
    *put.mutable_clearance() = clearance.value_or(v1::Clearance());
    const bool anew = !announcement || !clearance;
    if (anew || dice.chance(15)) *put.mutable_announcement() = random_announcement(scene);
    if (anew || dice.chance(25)) keys(scene, *put.mutable_clearance());
    if (anew || dice.chance(10)) audiences(dice, *put.mutable_clearance());
    if (anew || dice.chance(50)) conditions(scene, put.announcement(), *put.mutable_clearance());
    for (v1::Quote& quote : *put.mutable_clearance()->mutable_quotes())
        if (dice.chance(80)) quote.set_cleared(true);
    if (dice.chance(20)) put.mutable_announcement()->set_issuer(put.clearance().body());
    if (dice.chance(20)) put.mutable_announcement()->set_staff_note(kForStaff);
}

void approve_announcement(Scene& scene, v1::Command& command) {
    v1::ApproveAnnouncement& approve = *command.mutable_approve_announcement();
    approve.set_id(one_of(scene, v1::KIND_CLEARANCE, in_state<v1::CLEARANCE_STATE_SUBMITTED>(scene)));
    const auto clearance = scene.state.get<v1::Clearance>(v1::KIND_CLEARANCE, approve.id());
    const std::vector<std::string> seats = clearance ? chairs_of(scene, clearance->body()) : std::vector<std::string>();
    approve.set_seat(seats.empty() || scene.dice.chance(4) ? some(scene, v1::KIND_SEAT) : scene.dice.pick(seats));
    if (clearance) approve.set_digest(clearance->digest());
    if (scene.dice.chance(3)) approve.set_digest(std::string(32, 'x'));
}

void withdraw_approval(Scene& scene, v1::Command& command) {
    const std::string approval = one_of(scene, v1::KIND_APPROVAL, approvals(scene));
    const std::size_t at = std::min(approval.find('@'), approval.size());
    command.mutable_withdraw_approval()->set_id(approval.substr(0, at));
    command.mutable_withdraw_approval()->set_seat(approval.substr(std::min(at + 1, approval.size())));
}

// Somebody who acts for the seat, as its chair or as an organiser; now and then somebody else.
template <auto Member>
void by_who_acts(Scene& scene, Asked& asked) {
    const auto seat = scene.state.get<v1::Seat>(v1::KIND_SEAT, (asked.command().*Member)().seat());
    std::vector<std::string> persons;
    if (seat) persons.assign(seat->acting().begin(), seat->acting().end());
    if (seat && !seat->person().empty()) persons.push_back(seat->person());
    asked.set_role(scene.dice.chance(70) ? v1::ROLE_CO_CHAIR : v1::ROLE_ORGANISER);
    asked.set_person(persons.empty() || scene.dice.chance(5) ? some(scene, v1::KIND_PERSON) : scene.dice.pick(persons));
}

v1::LocalText translation(Scene& scene, const Texts& texts, const std::string& language, const char* what) {
    v1::LocalText text;
    text.set_language(language);
    text.set_text(std::string(what) + " " + std::to_string(scene.dice.below(40)));
    text.set_origin(scene.dice.chance(70) ? v1::ORIGIN_HUMAN : v1::ORIGIN_MACHINE);
    const auto source = std::find_if(texts.begin(), texts.end(),
                                     [](const v1::LocalText& one) { return one.origin() == v1::ORIGIN_AUTHENTIC; });
    if (source != texts.end() && scene.dice.chance(85))
        text.set_source_digest(summit::Hash().bytes(source->text()).finish().substr(0, 8));
    return text;
}

// Mostly one that is waited for.
void translate_announcement(Scene& scene, v1::Command& command) {
    v1::TranslateAnnouncement& translate = *command.mutable_translate_announcement();
    const std::vector<std::string> waiting = waiting_for_a_language(scene);
    translate.set_id(
        one_of(scene, v1::KIND_ANNOUNCEMENT, waiting.empty() || scene.dice.chance(30) ? standing(scene) : waiting));
    const auto announcement = scene.state.get<v1::Announcement>(v1::KIND_ANNOUNCEMENT, translate.id());
    const auto clearance = scene.state.get<v1::Clearance>(v1::KIND_CLEARANCE, translate.id());
    if (!announcement) return;
    const std::string language = clearance && !clearance->languages().empty() ? clearance->languages(0)
                                                                              : language_for(scene.dice, *announcement);
    *translate.mutable_title() = translation(scene, announcement->title(), language, "Announcement");
    if (!announcement->body().empty())
        *translate.mutable_body() = translation(scene, announcement->body(), language, "Words");
    if (!announcement->dateline().empty() && scene.dice.chance(50))
        *translate.mutable_dateline() = translation(scene, announcement->dateline(), language, "Place");
}

void publish_emergency(Scene& scene, v1::Command& command) {
    v1::PublishEmergency& publish = *command.mutable_publish_emergency();
    if (scene.dice.chance(40)) {
        publish.set_id(one_of(scene, v1::KIND_CLEARANCE, on_their_way(scene)));
    } else {
        *publish.mutable_announcement() = random_announcement(scene);
    }
    publish.set_expires_at_ms(some_instant(scene, 0, 8 * kHourMs));
    publish.set_reason(std::string(kForStaff) + " fire");
}

void acknowledge_announcement(Scene& scene, v1::Command& command) {
    v1::AcknowledgeAnnouncement& acknowledge = *command.mutable_acknowledge_announcement();
    acknowledge.set_id(one_of(scene, v1::KIND_ANNOUNCEMENT, waiting_for_an_answer(scene)));
    const auto chosen = scene.state.get<v1::Announcement>(v1::KIND_ANNOUNCEMENT, acknowledge.id());
    const std::string party = chosen ? unanswered(scene, acknowledge.id(), *chosen) : "";
    acknowledge.set_party(party.empty() || scene.dice.chance(3) ? some(scene, v1::KIND_PARTY) : party);
}

// Somebody of its delegation; now and then of another.
void by_its_delegation(Scene& scene, Asked& asked) {
    if (!scene.dice.chance(80)) return;
    asked.set_role(scene.dice.chance(50) ? v1::ROLE_HEAD_OF_DELEGATION : v1::ROLE_DELEGATE);
    const std::string& party = asked.command().acknowledge_announcement().party();
    asked.set_party(party.empty() || scene.dice.chance(7) ? some(scene, v1::KIND_PARTY) : party);
}

void publish_announcement(Scene& scene, v1::Command& command) {
    v1::PublishAnnouncement& publish = *command.mutable_publish_announcement();
    *publish.mutable_announcement() = random_announcement(scene);
    if (scene.dice.chance(3)) publish.mutable_announcement()->set_issuer(some(scene, v1::KIND_BODY));
    if (scene.dice.chance(30)) publish.add_audiences(v1::AUDIENCE_DELEGATE);
    if (scene.dice.chance(20)) publish.add_audiences(v1::AUDIENCE_PRESS);
}

void withdraw_announcement(Scene& scene, v1::Command& command) {
    v1::WithdrawAnnouncement& withdraw = *command.mutable_withdraw_announcement();
    withdraw.set_id(one_of(scene, v1::KIND_ANNOUNCEMENT, standing(scene)));
    if (scene.dice.chance(40)) random_texts(scene.dice, *withdraw.mutable_kill_notice(), "Not to be used");
}

void pin_announcement(Scene& scene, v1::Command& command) {
    const bool pinned = scene.dice.chance(50);
    command.mutable_pin_announcement()->set_id(one_of(
        scene, v1::KIND_ANNOUNCEMENT,
        published_that(scene, [&](const auto&, const v1::Announcement& one) { return one.pinned() != pinned; })));
    command.mutable_pin_announcement()->set_pinned(pinned);
}

}  // namespace

std::vector<Verb> announcement_verbs() {
    using C = v1::Command;
    constexpr auto drafts = in_state<v1::CLEARANCE_STATE_DRAFT>;
    constexpr auto submitted = in_state<v1::CLEARANCE_STATE_SUBMITTED>;
    constexpr auto approved = in_state<v1::CLEARANCE_STATE_APPROVED>;
    return {
        {C::kPublishAnnouncement, 3, publish_announcement},
        {C::kWithdrawAnnouncement, 2, withdraw_announcement},
        {C::kPutAnnouncement, 8, put_announcement},
        {C::kSubmitAnnouncement,
         8,
         [](Scene& s, C& c) { c.mutable_submit_announcement()->set_id(one_of(s, v1::KIND_CLEARANCE, drafts(s))); },
         {},
         any<drafts>},
        {C::kApproveAnnouncement, 10, approve_announcement, by_who_acts<&C::approve_announcement>, any<submitted>},
        {C::kWithdrawApproval, 3, withdraw_approval, by_who_acts<&C::withdraw_approval>, any<approvals>},
        {C::kReleaseAnnouncement,
         8,
         [](Scene& s, C& c) { c.mutable_release_announcement()->set_id(one_of(s, v1::KIND_CLEARANCE, approved(s))); },
         {},
         any<approved>},
        {C::kLiftEmbargo,
         6,
         [](Scene& s, C& c) { c.mutable_lift_embargo()->set_id(one_of(s, v1::KIND_CLEARANCE, embargoed(s))); },
         {},
         any<embargoed>},
        {C::kTranslateAnnouncement, 5, translate_announcement},
        {C::kPublishEmergency, 2, publish_emergency},
        {C::kPinAnnouncement, 2, pin_announcement},
        {C::kAcknowledgeAnnouncement, 4, acknowledge_announcement, by_its_delegation, any<waiting_for_an_answer>},
    };
}

}  // namespace dais::model

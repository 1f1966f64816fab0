// Examples of the verbs of series, declarations, commitments and announcements with keys (cast.h).
#include "tests/summit/cast.h"

namespace dais::summit {
namespace {

// --- What must be true before

std::string said_edition(Cast& cast) {
    return cast.said([](auto& o) {
        o.mutable_put_edition()->mutable_edition()->set_number(9);
        *o.mutable_put_edition()->mutable_edition()->add_name() = text("en", "x");
    });
}

// How far a declaration and one party's endorsement of it have come; each is reached from the one before.
enum class Stage { written, adopted, opened, announced, checked, signed_ };

std::string said_declaration(Cast& cast) {
    return cast.said([](auto& o) {
        *o.mutable_put_declaration()->mutable_declaration()->add_title() = text("en", "x");
        o.mutable_put_declaration()->mutable_declaration()->add_authentic_languages("en");
    });
}

std::string said_declaration(Cast& cast, Stage stage, const std::string& party) {
    const std::string id = said_declaration(cast);
    cast.said([&](auto& o) {
        o.mutable_put_declaration_text()->set_id(id);
        *o.mutable_put_declaration_text()->add_texts() = text("en", "We declare.");
    });
    if (stage < Stage::adopted) return id;
    cast.said([&](auto& o) {
        o.mutable_adopt_declaration()->set_id(id);
        o.mutable_adopt_declaration()->set_manner(v1::ADOPTION_MANNER_CONSENSUS);
    });
    if (stage < Stage::opened) return id;
    cast.said([&](auto& o) { o.mutable_open_declaration()->set_id(id); });
    const auto endorsement = [&](auto* verb) {
        verb->set_declaration(id);
        verb->set_party(party);
    };
    if (stage >= Stage::announced) cast.said([&](auto& o) { endorsement(o.mutable_announce_endorsement()); });
    if (stage >= Stage::checked) cast.said([&](auto& o) { endorsement(o.mutable_check_credentials()); });
    if (stage >= Stage::signed_) cast.said([&](auto& o) { endorsement(o.mutable_sign_endorsement()); });
    return id;
}

std::string said_commitment(Cast& cast, const std::string& party) {
    return cast.said([&](auto& o) {
        *o.mutable_put_commitment()->mutable_commitment()->add_title() = text("en", "x");
        o.mutable_put_commitment()->mutable_commitment()->set_party(party);
    });
}

// body: whose chairs hold its key; empty: it needs none.
std::string said_draft(Cast& cast, const std::string& body = {}) {
    return cast.said([&](auto& o) {
        *o.mutable_put_announcement()->mutable_announcement()->add_title() = text("en", "x");
        o.mutable_put_announcement()->mutable_clearance()->set_body(body);
        o.mutable_put_announcement()->mutable_clearance()->set_keys(body.empty() ? 0 : 1);
    });
}

std::string said_submitted(Cast& cast, const std::string& body = {}) {
    const std::string id = said_draft(cast, body);
    cast.said([&](auto& o) { o.mutable_submit_announcement()->set_id(id); });
    return id;
}

// A seat of the half's body that who asks holds: everybody asks as the speaker of the half that is theirs.
std::string said_seat(Cast& cast, const Half& of) {
    return cast.said([&](auto& o) {
        v1::Seat& seat = *o.mutable_put_seat()->mutable_seat();
        seat.set_body(of.body);
        seat.set_role(v1::SEAT_ROLE_CO_CHAIR);
        seat.set_person(cast.mine.speaker);
    });
}

v1::ApproveAnnouncement approval(const Cast& cast, const std::string& id, const std::string& seat) {
    v1::ApproveAnnouncement verb;
    verb.set_id(id);
    verb.set_seat(seat);
    verb.set_digest(cast.log.state().get<v1::Clearance>(v1::KIND_CLEARANCE, id)->digest());
    return verb;
}

std::string said_published(Cast& cast, const std::string& party = {}) {
    return cast.said([&](auto& o) {
        *o.mutable_publish_announcement()->mutable_announcement()->add_title() = text("en", "x");
        if (!party.empty()) o.mutable_publish_announcement()->mutable_announcement()->add_asked_to_acknowledge(party);
    });
}

// --- The verbs

bool fill_series(Cast& cast, v1::Command::VerbCase verb, v1::Command& c) {
    switch (verb) {
        case v1::Command::kPutSeries: {
            v1::Series series;
            *series.add_name() = text("en", "Series");
            cast.log = TestLog(series);
            *c.mutable_put_series()->mutable_series() = series;
            c.mutable_put_series()->mutable_series()->set_acronym("NEW");
            return true;
        }
        case v1::Command::kPutEdition:
            c.mutable_put_edition()->mutable_edition()->set_number(1);
            *c.mutable_put_edition()->mutable_edition()->add_name() = text("en", "New");
            return true;
        case v1::Command::kRemoveEdition: c.mutable_remove_edition()->set_id(said_edition(cast)); return true;
        default: return false;
    }
}

bool fill_declaration(Cast& cast, v1::Command::VerbCase verb, const Half& of, v1::Command& c) {
    const auto of_party = [&](auto* endorsement, Stage stage) {
        endorsement->set_declaration(said_declaration(cast, stage, of.party));
        endorsement->set_party(of.party);
        return true;
    };
    switch (verb) {
        case v1::Command::kPutDeclaration:
            *c.mutable_put_declaration()->mutable_declaration()->add_title() = text("en", "New");
            c.mutable_put_declaration()->mutable_declaration()->add_authentic_languages("en");
            return true;
        case v1::Command::kRemoveDeclaration:
            c.mutable_remove_declaration()->set_id(said_declaration(cast));
            return true;
        case v1::Command::kPutDeclarationText:
            c.mutable_put_declaration_text()->set_id(said_declaration(cast));
            *c.mutable_put_declaration_text()->add_texts() = text("en", "We declare.");
            return true;
        case v1::Command::kAdoptDeclaration:
            c.mutable_adopt_declaration()->set_id(said_declaration(cast, Stage::written, {}));
            c.mutable_adopt_declaration()->set_manner(v1::ADOPTION_MANNER_CONSENSUS);
            return true;
        case v1::Command::kOpenDeclaration:
            c.mutable_open_declaration()->set_id(said_declaration(cast, Stage::adopted, {}));
            return true;
        case v1::Command::kCloseDeclaration:
            c.mutable_close_declaration()->set_id(said_declaration(cast, Stage::opened, {}));
            return true;
        case v1::Command::kAnnounceEndorsement: return of_party(c.mutable_announce_endorsement(), Stage::opened);
        case v1::Command::kCheckCredentials: return of_party(c.mutable_check_credentials(), Stage::announced);
        case v1::Command::kSignEndorsement: return of_party(c.mutable_sign_endorsement(), Stage::checked);
        case v1::Command::kWithdrawEndorsement: return of_party(c.mutable_withdraw_endorsement(), Stage::signed_);
        default: return false;
    }
}

bool fill_commitment(Cast& cast, v1::Command::VerbCase verb, const Half& of, v1::Command& c) {
    switch (verb) {
        case v1::Command::kPutCommitment:
            *c.mutable_put_commitment()->mutable_commitment()->add_title() = text("en", "New");
            c.mutable_put_commitment()->mutable_commitment()->set_party(of.party);
            return true;
        case v1::Command::kRemoveCommitment:
            c.mutable_remove_commitment()->set_id(said_commitment(cast, of.party));
            return true;
        case v1::Command::kReportOnCommitment:
            c.mutable_report_on_commitment()->set_id(said_commitment(cast, of.party));
            c.mutable_report_on_commitment()->set_state(v1::COMMITMENT_STATE_ON_TRACK);
            return true;
        default: return false;
    }
}

bool fill_keys(Cast& cast, v1::Command::VerbCase verb, const Half& of, v1::Command& c) {
    switch (verb) {
        case v1::Command::kPutAnnouncement:
            *c.mutable_put_announcement()->mutable_announcement()->add_title() = text("en", "New");
            return true;
        case v1::Command::kSubmitAnnouncement: c.mutable_submit_announcement()->set_id(said_draft(cast)); return true;
        case v1::Command::kApproveAnnouncement: {
            const std::string seat = said_seat(cast, of);
            *c.mutable_approve_announcement() = approval(cast, said_submitted(cast, of.body), seat);
            return true;
        }
        case v1::Command::kWithdrawApproval: {
            const std::string seat = said_seat(cast, of);
            const auto verb_before = approval(cast, said_submitted(cast, of.body), seat);
            cast.said_by_speaker(cast.mine, [&](auto& o) { *o.mutable_approve_announcement() = verb_before; });
            c.mutable_withdraw_approval()->set_id(verb_before.id());
            c.mutable_withdraw_approval()->set_seat(seat);
            return true;
        }
        case v1::Command::kReleaseAnnouncement:
            c.mutable_release_announcement()->set_id(said_submitted(cast));
            return true;
        case v1::Command::kLiftEmbargo: {
            const std::string id = cast.said([&](auto& o) {
                *o.mutable_put_announcement()->mutable_announcement()->add_title() = text("en", "x");
                o.mutable_put_announcement()->mutable_clearance()->set_embargo_until_ms(cast.log.now_ms + kHourMs);
            });
            cast.said([&](auto& o) { o.mutable_submit_announcement()->set_id(id); });
            cast.said([&](auto& o) { o.mutable_release_announcement()->set_id(id); });
            c.mutable_lift_embargo()->set_id(id);
            return true;
        }
        default: return false;
    }
}

bool fill_announcement(Cast& cast, v1::Command::VerbCase verb, const Half& of, v1::Command& c) {
    switch (verb) {
        case v1::Command::kTranslateAnnouncement:
            c.mutable_translate_announcement()->set_id(said_draft(cast));
            *c.mutable_translate_announcement()->mutable_title() = text("fr", "x");
            c.mutable_translate_announcement()->mutable_title()->set_origin(v1::ORIGIN_HUMAN);
            return true;
        case v1::Command::kPublishEmergency:
            *c.mutable_publish_emergency()->mutable_announcement()->add_title() = text("en", "Leave the hall");
            c.mutable_publish_emergency()->set_expires_at_ms(cast.log.now_ms + kHourMs);
            c.mutable_publish_emergency()->set_reason("fire");
            return true;
        case v1::Command::kPinAnnouncement:
            c.mutable_pin_announcement()->set_id(said_published(cast));
            c.mutable_pin_announcement()->set_pinned(true);
            return true;
        case v1::Command::kAcknowledgeAnnouncement:
            c.mutable_acknowledge_announcement()->set_id(said_published(cast, of.party));
            c.mutable_acknowledge_announcement()->set_party(of.party);
            return true;
        default: return false;
    }
}

}  // namespace

bool fill_institution(Cast& cast, v1::Command::VerbCase verb, const Half& of, v1::Command& c) {
    return fill_series(cast, verb, c) || fill_declaration(cast, verb, of, c) || fill_commitment(cast, verb, of, c) ||
           fill_keys(cast, verb, of, c) || fill_announcement(cast, verb, of, c);
}

}  // namespace dais::summit

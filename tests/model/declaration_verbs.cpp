// What is asked for of series, declarations, endorsements and commitments.
#include "tests/model/random_commands.h"

namespace dais::model {
namespace {

constexpr std::size_t kDeclarationsMax = 14;  // an endorsed one stays

bool is_adopted(const v1::Declaration& declaration) { return declaration.has_adopted_at_ms(); }
bool is_open(const Scene& scene, const v1::Declaration& declaration) {
    return declaration.has_opened_at_ms() &&
           (!declaration.has_closes_at_ms() || scene.now_ms < declaration.closes_at_ms());
}

std::optional<v1::Endorsement> endorsement_of(const Scene& scene, const std::string& declaration,
                                              const std::string& party) {
    return scene.state.get<v1::Endorsement>(v1::KIND_ENDORSEMENT, declaration + "@" + party);
}

bool is_endorsed(const Scene& scene, const std::string& declaration) {
    const auto& all = scene.state.all(v1::KIND_ENDORSEMENT);
    const auto first = all.lower_bound(declaration + "@");
    return first != all.end() && first->first.starts_with(declaration + "@");
}

template <class Fits>
std::vector<std::string> declarations_that(const Scene& scene, Fits fits) {
    return all_that<v1::Declaration>(scene, v1::KIND_DECLARATION, fits);
}
std::vector<std::string> unadopted(const Scene& scene) {
    return declarations_that(scene, [](const auto&, const v1::Declaration& one) { return !is_adopted(one); });
}
std::vector<std::string> written(const Scene& scene) {
    return declarations_that(
        scene, [](const auto&, const v1::Declaration& one) { return one.version() > 0 && !is_adopted(one); });
}
std::vector<std::string> adopted(const Scene& scene) {
    return declarations_that(scene, [&](const std::string& id, const v1::Declaration& one) {
        return is_adopted(one) && !is_open(scene, one) &&
               scene.state.find(v1::KIND_DECLARATION, id)->audiences == summit::kEverybody;
    });
}
std::vector<std::string> open(const Scene& scene) {
    return declarations_that(scene, [&](const auto&, const v1::Declaration& one) { return is_open(scene, one); });
}
std::vector<std::string> unendorsed(const Scene& scene) {
    return declarations_that(scene, [&](const std::string& id, const auto&) { return !is_endorsed(scene, id); });
}

// --- Series

void put_series(Scene& scene, v1::Command& command) {
    v1::Series& series = *command.mutable_put_series()->mutable_series();
    series = scene.state.get<v1::Series>(v1::KIND_SERIES, "z").value_or(v1::Series());
    series.set_acronym("S" + std::to_string(scene.dice.below(9)));
    series.set_next_host(some(scene, v1::KIND_PARTY, 50));
    if (scene.dice.chance(5)) series.clear_name();
}

void put_edition(Scene& scene, v1::Command& command) {
    v1::PutEdition& put = *command.mutable_put_edition();
    if (scene.state.all(v1::KIND_EDITION).size() > 5 || scene.dice.chance(20))
        put.set_id(some(scene, v1::KIND_EDITION));
    v1::Edition& edition = *put.mutable_edition();
    const auto held = scene.state.get<v1::Edition>(v1::KIND_EDITION, put.id());
    edition.set_number(held && scene.dice.chance(80) ? held->number() : static_cast<int>(scene.dice.between(0, 20)));
    random_texts(scene.dice, *edition.mutable_name(), "Edition");
    if (scene.dice.chance(40)) edition.set_log("summit-" + std::to_string(scene.dice.below(5)));
    if (const std::string host = some(scene, v1::KIND_PARTY, 60); !host.empty()) edition.add_hosts(host);
    std::int64_t day_ms = scene.now_ms;
    for (std::uint64_t i = scene.dice.below(3); i > 0; --i, day_ms += scene.dice.between(1, 3) * 24 * kHourMs)
        *edition.add_days() = date_of(day_ms);
    if (scene.dice.chance(30)) edition.set_staff_note(kForStaff);
}

// --- Declarations

void put_declaration(Scene& scene, v1::Command& command) {
    Dice& dice = scene.dice;
    v1::PutDeclaration& put = *command.mutable_put_declaration();
    if (scene.state.all(v1::KIND_DECLARATION).size() >= kDeclarationsMax || dice.chance(40))
        put.set_id(some(scene, v1::KIND_DECLARATION));
    const auto held = scene.state.get<v1::Declaration>(v1::KIND_DECLARATION, put.id());
    v1::Declaration& declaration = *put.mutable_declaration();
    declaration = held.value_or(v1::Declaration());
    declaration.clear_title();
    random_texts(dice, *declaration.mutable_title(), "Declaration");
    if (!held || dice.chance(10)) {
        declaration.set_symbol(dice.chance(50) ? "D/" + std::to_string(dice.below(9)) : "");
        declaration.clear_authentic_languages();
        declaration.add_authentic_languages("en");
        if (dice.chance(50)) declaration.add_authentic_languages("fr");
    }
    if (!held || dice.chance(20)) declaration.set_edition(some(scene, v1::KIND_EDITION, 40));
    declaration.set_roll_order(static_cast<v1::RollOrder>(dice.between(0, 3)));
    if (dice.chance(30)) {
        declaration.clear_first_letter();
        declaration.add_first_letter()->set_text("M");
        declaration.mutable_first_letter(0)->set_language("en");
    }
    declaration.set_staff_note(dice.chance(30) ? kForStaff : "");
    const summit::Record* record = scene.state.find(v1::KIND_DECLARATION, put.id());
    put.set_hidden(record != nullptr && record->audiences != summit::kEverybody);
    if (dice.chance(record == nullptr ? 25 : put.hidden() ? 60 : 10)) put.set_hidden(!put.hidden());
}

void put_declaration_text(Scene& scene, v1::Command& command) {
    v1::PutDeclarationText& put = *command.mutable_put_declaration_text();
    put.set_id(one_of(scene, v1::KIND_DECLARATION, unadopted(scene)));
    const auto declaration = scene.state.get<v1::Declaration>(v1::KIND_DECLARATION, put.id());
    const auto add = [&](const std::string& language, v1::Origin origin) {
        v1::LocalText& text = *put.add_texts();
        text.set_language(language);
        text.set_text("We declare " + std::to_string(scene.dice.below(1'000)));
        text.set_origin(origin);
    };
    if (declaration)
        for (const std::string& language : declaration->authentic_languages())
            if (!scene.dice.chance(4)) add(language, v1::ORIGIN_AUTHENTIC);
    if (scene.dice.chance(40)) add("ar", v1::ORIGIN_HUMAN);
}

void adopt_declaration(Scene& scene, v1::Command& command) {
    v1::AdoptDeclaration& adopt = *command.mutable_adopt_declaration();
    adopt.set_id(one_of(scene, v1::KIND_DECLARATION, written(scene)));
    adopt.set_manner(static_cast<v1::AdoptionManner>(scene.dice.between(scene.dice.chance(90) ? 1 : 0, 3)));
    if (adopt.manner() == v1::ADOPTION_MANNER_SHOW_OF_HANDS) {
        adopt.mutable_count()->set_in_favour(static_cast<int>(scene.dice.between(20, 30)));
        adopt.mutable_count()->set_against(static_cast<int>(scene.dice.between(0, 21)));
    }
    if (scene.dice.chance(20)) adopt.set_at_ms(some_instant(scene, -kHourMs, 5 * kMinuteMs));
}

void open_declaration(Scene& scene, v1::Command& command) {
    v1::OpenDeclaration& verb = *command.mutable_open_declaration();
    verb.set_id(one_of(scene, v1::KIND_DECLARATION, adopted(scene)));
    if (scene.dice.chance(60)) verb.set_closes_at_ms(some_instant(scene, 0, 12 * kHourMs));
}

// --- Endorsements

// Declarations and Parties whose endorsement is in a state in which a verb makes sense.
using Places = std::vector<std::pair<std::string, std::string>>;
template <class Fits>
Places places_that(const Scene& scene, const std::vector<std::string>& declarations, Fits fits) {
    Places found;
    for (const std::string& declaration : declarations)
        for (const auto& [party, record] : scene.state.all(v1::KIND_PARTY))
            if (fits(endorsement_of(scene, declaration, party).value_or(v1::Endorsement()).status()))
                found.emplace_back(declaration, party);
    return found;
}
Places unannounced(const Scene& scene) {
    return places_that(scene, open(scene), [](v1::EndorsementStatus status) {
        return status == v1::ENDORSEMENT_STATUS_UNSPECIFIED || status == v1::ENDORSEMENT_STATUS_WITHDRAWN;
    });
}
Places announced(const Scene& scene) {
    return places_that(scene, open(scene),
                       [](v1::EndorsementStatus status) { return status == v1::ENDORSEMENT_STATUS_ANNOUNCED; });
}
Places checked(const Scene& scene) {
    return places_that(scene, open(scene), [](v1::EndorsementStatus status) {
        return status == v1::ENDORSEMENT_STATUS_CREDENTIALS_CHECKED;
    });
}
// Also of declarations that are closed.
Places standing(const Scene& scene) {
    const auto all = declarations_that(scene, [](const auto&, const auto&) { return true; });
    return places_that(scene, all, [](v1::EndorsementStatus status) {
        return status != v1::ENDORSEMENT_STATUS_UNSPECIFIED && status != v1::ENDORSEMENT_STATUS_WITHDRAWN;
    });
}

template <class Endorsing>
void about(Scene& scene, Endorsing& verb, const Places& places) {
    if (places.empty() || scene.dice.chance(4)) {
        verb.set_declaration(some(scene, v1::KIND_DECLARATION));
        verb.set_party(some(scene, v1::KIND_PARTY));
        return;
    }
    const auto& [declaration, party] = scene.dice.pick(places);
    verb.set_declaration(declaration);
    verb.set_party(party);
}

void check_credentials(Scene& scene, v1::Command& command) {
    v1::CheckCredentials& check = *command.mutable_check_credentials();
    about(scene, check, announced(scene));
    if (scene.dice.chance(50)) return;
    check.set_signatory(one_of(scene, v1::KIND_PERSON,
                               all_that<v1::Person>(scene, v1::KIND_PERSON, [&](const auto&, const v1::Person& one) {
                                   return one.party().empty() || one.party() == check.party();
                               })));
}

void sign_endorsement(Scene& scene, v1::Command& command) {
    v1::SignEndorsement& sign = *command.mutable_sign_endorsement();
    about(scene, sign, checked(scene));
    if (scene.dice.chance(70)) return;
    sign.set_statement_kind(scene.dice.chance(50) ? v1::ENDORSEMENT_STATEMENT_KIND_EXPLANATION
                                                  : v1::ENDORSEMENT_STATEMENT_KIND_RESERVATION);
    random_texts(scene.dice, *sign.mutable_statement(), "Statement");
}

// The head of the delegation that it is about; now and then another's.
template <auto Member>
void by_its_head(Scene& scene, Asked& asked) {
    if (!scene.dice.chance(50)) return;
    const std::string& party = (asked.command().*Member)().party();
    asked.set_role(v1::ROLE_HEAD_OF_DELEGATION);
    asked.set_party(party.empty() || scene.dice.chance(7) ? some(scene, v1::KIND_PARTY) : party);
}

// --- Commitments

void put_commitment(Scene& scene, v1::Command& command) {
    v1::PutCommitment& put = *command.mutable_put_commitment();
    if (scene.state.all(v1::KIND_COMMITMENT).size() > 5 || scene.dice.chance(30))
        put.set_id(some(scene, v1::KIND_COMMITMENT));
    v1::Commitment& commitment = *put.mutable_commitment();
    commitment = scene.state.get<v1::Commitment>(v1::KIND_COMMITMENT, put.id()).value_or(v1::Commitment());
    commitment.clear_title();
    random_texts(scene.dice, *commitment.mutable_title(), "Commitment");
    if (commitment.party().empty() || scene.dice.chance(15)) commitment.set_party(some(scene, v1::KIND_PARTY));
    if (scene.dice.chance(30)) commitment.set_declaration(some(scene, v1::KIND_DECLARATION, 60));
    if (scene.dice.chance(50)) *commitment.mutable_due() = date_of(scene.now_ms + 300 * 24 * kHourMs);
    commitment.set_staff_note(scene.dice.chance(30) ? kForStaff : "");
}

void report_on_commitment(Scene& scene, v1::Command& command) {
    v1::ReportOnCommitment& report = *command.mutable_report_on_commitment();
    report.set_id(some(scene, v1::KIND_COMMITMENT));
    report.set_state(static_cast<v1::CommitmentState>(scene.dice.between(scene.dice.chance(95) ? 1 : 0, 5)));
    if (scene.dice.chance(60)) random_texts(scene.dice, *report.mutable_text(), "Report");
}

// The head of the delegation whose commitment it is.
void by_its_owner(Scene& scene, Asked& asked) {
    if (!scene.dice.chance(50)) return;
    const v1::Command& c = asked.command();
    const std::string id = c.has_put_commitment()      ? c.put_commitment().id()
                           : c.has_remove_commitment() ? c.remove_commitment().id()
                                                       : c.report_on_commitment().id();
    const auto held = scene.state.get<v1::Commitment>(v1::KIND_COMMITMENT, id);
    const std::string party = held ? held->party() : c.put_commitment().commitment().party();
    asked.set_role(v1::ROLE_HEAD_OF_DELEGATION);
    asked.set_party(party.empty() || scene.dice.chance(7) ? some(scene, v1::KIND_PARTY) : party);
}

}  // namespace

std::vector<Verb> declaration_verbs() {
    using C = v1::Command;
    return {
        {C::kPutSeries, 6, put_series},
        {C::kPutEdition, 4, put_edition},
        {C::kRemoveEdition, 3, [](Scene& s, C& c) { c.mutable_remove_edition()->set_id(some(s, v1::KIND_EDITION)); }},
        {C::kPutDeclaration, 5, put_declaration},
        {C::kRemoveDeclaration,
         2,
         [](Scene& s, C& c) { c.mutable_remove_declaration()->set_id(one_of(s, v1::KIND_DECLARATION, unendorsed(s))); },
         {},
         any<unendorsed>},
        {C::kPutDeclarationText, 4, put_declaration_text, {}, any<unadopted>},
        {C::kAdoptDeclaration, 4, adopt_declaration, {}, any<written>},
        {C::kOpenDeclaration, 5, open_declaration, {}, any<adopted>},
        {C::kCloseDeclaration,
         3,
         [](Scene& s, C& c) { c.mutable_close_declaration()->set_id(one_of(s, v1::KIND_DECLARATION, open(s))); },
         {},
         any<open>},
        {C::kAnnounceEndorsement, 7,
         [](Scene& s, C& c) { about(s, *c.mutable_announce_endorsement(), unannounced(s)); },
         by_its_head<&C::announce_endorsement>, any<unannounced>},
        {C::kCheckCredentials, 7, check_credentials, {}, any<announced>},
        {C::kSignEndorsement, 7, sign_endorsement, by_its_head<&C::sign_endorsement>, any<checked>},
        {C::kWithdrawEndorsement, 2, [](Scene& s, C& c) { about(s, *c.mutable_withdraw_endorsement(), standing(s)); },
         by_its_head<&C::withdraw_endorsement>, any<standing>},
        {C::kPutCommitment, 4, put_commitment, by_its_owner},
        {C::kRemoveCommitment, 2,
         [](Scene& s, C& c) { c.mutable_remove_commitment()->set_id(some(s, v1::KIND_COMMITMENT)); }, by_its_owner},
        {C::kReportOnCommitment, 4, report_on_commitment, by_its_owner},
    };
}

}  // namespace dais::model

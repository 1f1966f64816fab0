#include "server/demo/series.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <utility>

#include "server/demo/demo.h"

namespace dais::demo {
namespace {

using Texts = google::protobuf::RepeatedPtrField<v1::LocalText>;

constexpr std::int64_t kAdoptedMs = 1'649'170'800'000;  // 2022-04-05 15:00 UTC; the day is known, the hour is a sample
constexpr std::int64_t kMinuteMs = 60'000;
constexpr char kSupports[] = "Supports the Dublin Declaration";

// English, French and Portuguese as people say it; Arabic by machine, as elsewhere in the demo.
void say(Texts& texts, const char* ar, const char* en, const char* fr, const char* pt) {
    for (const auto& [language, words] : {std::pair("ar", ar), {"en", en}, {"fr", fr}, {"pt", pt}}) {
        v1::LocalText& text = *texts.Add();
        text.set_language(language);
        text.set_text(words);
        text.set_origin(language == std::string("en") ? v1::ORIGIN_AUTHENTIC : v1::ORIGIN_MACHINE);
    }
}

class Series {
public:
    explicit Series(const summit::State& state) : state_(state) {}

    std::vector<v1::Command> next() {
        if (state_.all(v1::KIND_SERIES).empty()) {
            begin();
        } else if (state_.all(v1::KIND_EDITION).empty()) {
            put_editions_and_bodies();
        } else if (state_.all(v1::KIND_DECLARATION).empty()) {
            put_declaration();
        } else if (const std::string id = state_.all(v1::KIND_DECLARATION).begin()->first; !is_open(id)) {
            open_for_endorsement(id);
        } else {
            endorse(id);
        }
        return std::move(commands_);
    }

private:
    v1::Command& command(const std::string& id) {
        v1::Command& made = commands_.emplace_back();
        made.set_log(kSeriesLog);
        made.set_id("demo-series-" + id);
        made.set_basis(state_.head(v1::AUDIENCE_STAFF).position);
        return made;
    }

    // The Party with this code; empty if it is gone.
    std::string state_with(const std::string& code) const {
        for (const auto& [id, record] : state_.all(v1::KIND_PARTY))
            if (state_.get<v1::Party>(v1::KIND_PARTY, id)->code() == code) return id;
        return {};
    }

    static v1::Series described() {
        v1::Series series;
        say(*series.mutable_name(), "القمة العالمية للمغتربين", "Global Diaspora Summit",
            "Sommet mondial de la diaspora", "Cimeira Global da Diáspora");
        series.set_acronym("GDS");
        series.set_zone("Europe/Dublin");
        for (const char* language : {"en", "fr", "pt"}) series.add_languages(language);
        return series;
    }

    // Its parties are those of the demo's programme that are said to support the declaration.
    void begin() {
        *command("1").mutable_put_series()->mutable_series() = described();
        v1::ImportProgramme& parties = *command("2").mutable_import_programme();
        parties.set_source("demo");
        for (const v1::Command& each : demo_commands())
            for (const v1::ImportedParty& party : each.import_programme().parties())
                if (party.party().staff_note().starts_with(kSupports)) *parties.add_parties() = party;
    }

    void put_edition(int number, const char* host, const char* log, std::initializer_list<std::array<int, 3>> days,
                     const std::array<const char*, 4>& name) {
        v1::Edition& edition = *command("edition-" + std::to_string(number)).mutable_put_edition()->mutable_edition();
        edition.set_number(number);
        say(*edition.mutable_name(), name[0], name[1], name[2], name[3]);
        edition.set_log(log);
        if (const std::string party = state_with(host); !party.empty()) edition.add_hosts(party);
        edition.mutable_venue()->set_country(host);
        for (const auto& [year, month, of_month] : days) {
            v1::Date& day = *edition.add_days();
            day.set_year(year);
            day.set_month(month);
            day.set_day(of_month);
        }
    }

    void put_body(int order, const std::array<const char*, 4>& name) {
        v1::Body& body = *command("body-" + std::to_string(order)).mutable_put_body()->mutable_body();
        say(*body.mutable_name(), name[0], name[1], name[2], name[3]);
        body.set_order(order);
    }

    void put_editions_and_bodies() {
        v1::Series& series = *command("next-host").mutable_put_series()->mutable_series();
        series = described();
        series.set_next_host(state_with("GEO"));
        put_edition(1, "IRL", "", {{2022, 4, 1}, {2022, 4, 4}, {2022, 4, 5}},
                    {"القمة العالمية للمغتربين 2022", "Global Diaspora Summit 2022",
                     "Sommet mondial de la diaspora 2022", "Cimeira Global da Diáspora 2022"});
        put_edition(2, "CPV", kLog, {{2024, 9, 12}, {2024, 9, 13}},
                    {"مؤتمر سال 2024", "Conference on Sal 2024", "Conférence de Sal 2024", "Conferência do Sal 2024"});
        put_edition(3, "GEO", "", {}, {"القمة المقبلة", "The next summit", "Le prochain sommet", "A próxima cimeira"});
        put_body(1, {"اللجنة التوجيهية المؤسسية", "Institutional steering committee", "Comité directeur institutionnel",
                     "Comité diretor institucional"});
        put_body(2, {"الفريق العامل المعني بالنوع الاجتماعي والشباب", "Working group on gender and youth",
                     "Groupe de travail sur le genre et la jeunesse", "Grupo de trabalho sobre género e juventude"});
        put_body(3, {"الفريق العامل المعني بالعمل المناخي", "Working group on climate action",
                     "Groupe de travail sur l'action climatique", "Grupo de trabalho sobre a ação climática"});
        put_body(4, {"الفريق العامل المعني بالصحة والرفاه", "Working group on health and well-being",
                     "Groupe de travail sur la santé et le bien-être", "Grupo de trabalho sobre saúde e bem-estar"});
    }

    void put_declaration() {
        v1::Declaration& declaration = *command("declaration").mutable_put_declaration()->mutable_declaration();
        say(*declaration.mutable_title(), "إعلان دبلن", "Dublin Declaration", "Déclaration de Dublin",
            "Declaração de Dublim");
        declaration.add_authentic_languages("en");
        declaration.set_edition(state_.all(v1::KIND_EDITION).begin()->first);
        for (const auto& [id, record] : state_.all(v1::KIND_EDITION))
            if (state_.get<v1::Edition>(v1::KIND_EDITION, id)->number() == 1) declaration.set_edition(id);
        declaration.set_roll_order(v1::ROLL_ORDER_PROTOCOL);
        declaration.set_staff_note(
            "Known: that it was adopted in Dublin, and who is reported to support it. The text, the hours and the "
            "order "
            "are samples.");
    }

    bool is_open(const std::string& id) const {
        return state_.get<v1::Declaration>(v1::KIND_DECLARATION, id)->has_opened_at_ms();
    }

    // Its text, its adoption and its opening, one after the other.
    void open_for_endorsement(const std::string& id) {
        const auto declaration = *state_.get<v1::Declaration>(v1::KIND_DECLARATION, id);
        if (declaration.version() == 0) {
            v1::PutDeclarationText& put = *command("declaration-text").mutable_put_declaration_text();
            put.set_id(id);
            v1::LocalText& text = *put.add_texts();
            text.set_language("en");
            text.set_origin(v1::ORIGIN_AUTHENTIC);
            text.set_text(
                "A sample in place of the text. Those who endorse it want their diasporas to be partners: heard when "
                "it is decided, and counted in what is done.");
        } else if (!declaration.has_adopted_at_ms()) {
            v1::AdoptDeclaration& adopt = *command("declaration-adopted").mutable_adopt_declaration();
            adopt.set_id(id);
            adopt.set_manner(v1::ADOPTION_MANNER_CONSENSUS);
            adopt.set_at_ms(kAdoptedMs);
        } else {
            v1::OpenDeclaration& open = *command("declaration-open").mutable_open_declaration();
            open.set_id(id);
            open.set_at_ms(kAdoptedMs);
        }
    }

    // How far the one has come that has come furthest.
    int furthest() const {
        int status = v1::ENDORSEMENT_STATUS_UNSPECIFIED;
        for (const auto& [id, record] : state_.all(v1::KIND_ENDORSEMENT))
            status = std::max<int>(status, state_.get<v1::Endorsement>(v1::KIND_ENDORSEMENT, id)->status());
        return status;
    }

    // All announce it, then all are checked, then all sign.
    void endorse(const std::string& id) {
        const int status = furthest();
        if (status >= v1::ENDORSEMENT_STATUS_SIGNED) return;
        std::int64_t at_ms = kAdoptedMs;
        for (const auto& [each, record] : state_.all(v1::KIND_PARTY)) {
            const std::string& party = each;
            at_ms += kMinuteMs;
            const auto about = [&](auto& verb) -> auto& {
                verb.set_declaration(id);
                verb.set_party(party);
                return verb;
            };
            if (status == v1::ENDORSEMENT_STATUS_UNSPECIFIED) {
                about(*command(party + "-announced").mutable_announce_endorsement()).set_at_ms(at_ms);
            } else if (status == v1::ENDORSEMENT_STATUS_ANNOUNCED) {
                about(*command(party + "-checked").mutable_check_credentials());
            } else {
                about(*command(party + "-signed").mutable_sign_endorsement()).set_at_ms(at_ms);
            }
        }
        if (status == v1::ENDORSEMENT_STATUS_UNSPECIFIED) put_commitment();
    }

    void put_commitment() {
        const std::string party = state_with("GEO");
        if (party.empty()) return;
        v1::Commitment& commitment = *command("commitment").mutable_put_commitment()->mutable_commitment();
        say(*commitment.mutable_title(), "استضافة القمة المقبلة", "To host the next summit",
            "Accueillir le prochain sommet", "Acolher a próxima cimeira");
        commitment.set_party(party);
        commitment.set_staff_note("Known: Georgia announced it on Sal. No date is.");
    }

    const summit::State& state_;
    std::vector<v1::Command> commands_;
};

}  // namespace

std::vector<v1::Command> series_commands(const summit::State& state) { return Series(state).next(); }

}  // namespace dais::demo

// A series as its followers hold it: three editions, a committee, a declaration with its roll, commitments.
#pragma once

#include <string>
#include <vector>

#include "clients/cpp/fields.h"
#include "dais/v1/body.pb.h"
#include "dais/v1/commitment.pb.h"
#include "dais/v1/declaration.pb.h"
#include "dais/v1/endorsement.pb.h"
#include "dais/v1/party.pb.h"
#include "dais/v1/series.pb.h"
#include "tests/clients/scripted_log.h"

namespace dais::client {

class SeriesLog {
public:
    SeriesLog() {
        record<v1::Series>(v1::KIND_SERIES, "z",
                           {"name=Global Diaspora Policy Alliance", "name:fr=Alliance mondiale", "acronym=GDPA",
                            "zone=Europe/Dublin", "languages=en,fr"});
        party("yIRL", "Ireland", v1::PARTY_KIND_STATE, "Irlande");
        party("yCPV", "Cabo Verde", v1::PARTY_KIND_STATE, "Cap-Vert");
        party("yGEO", "Georgia", v1::PARTY_KIND_STATE, "Géorgie");
        party("yAU", "African Union", v1::PARTY_KIND_REGIONAL_ORGANISATION, "Union africaine");
        for (const auto& [id, name] : {std::pair("p1", "Ana Silva"), {"p2", "Nino Beridze"}, {"p3", "Aoife Byrne"}})
            record<v1::Person>(v1::KIND_PERSON, id, {std::string("name=") + name});
    }

    static std::int64_t at(const char* time) { return LocalTime().parse(time, 0, 0).at_ms; }

    Reading reading(const char* now = "2024-09-13T12:00") const { return {records, time, languages, at(now), at(now)}; }

    // Put as a person at a terminal would have it.
    template <typename Noun>
    Noun record(v1::Kind kind, const std::string& id, const std::vector<std::string>& fields, Noun noun = {}) {
        for (const auto& field : fields) set_field(noun, field, reading());
        keep(kind, id, noun);
        return noun;
    }

    template <typename Noun>
    void keep(v1::Kind kind, const std::string& id, const Noun& noun) {
        records.apply(put(kind, id, noun.SerializeAsString()));
    }

    void party(const std::string& id, const std::string& name, v1::PartyKind kind, const std::string& french = "") {
        v1::Party party;
        party.set_kind(kind);
        record(v1::KIND_PARTY, id, {"name=" + name, "name:fr=" + french}, party);
    }

    v1::Declaration adopted_declaration() {
        v1::Declaration declaration;
        declaration.set_version(1);
        declaration.set_adopted_by(v1::ADOPTION_MANNER_CONSENSUS);
        declaration.set_adopted_at_ms(at("2022-04-05T16:00"));
        declaration.set_opened_at_ms(at("2022-04-05T17:00"));
        return record(v1::KIND_DECLARATION, "l1", {"title=Dublin Declaration", "symbol=GDPA/2022/1", "authentic=en"},
                      declaration);
    }

    // order 0: not signed.
    v1::Endorsement endorse(const std::string& party, v1::EndorsementStatus status, int order = 0) {
        v1::Endorsement endorsement;
        endorsement.set_status(status);
        endorsement.set_version(1);
        endorsement.set_order(order);
        endorsement.set_announced_at_ms(at("2022-04-05T17:10"));
        if (order > 0) endorsement.set_signed_at_ms(at("2022-04-05T18:00") + order * 60'000);
        if (status == v1::ENDORSEMENT_STATUS_WITHDRAWN) endorsement.set_withdrawn_at_ms(at("2023-01-01T10:00"));
        keep(v1::KIND_ENDORSEMENT, "l1@" + party, endorsement);
        return endorsement;
    }

    summit::Records records;
    LocalTime time;
    Languages languages;
};

}  // namespace dais::client

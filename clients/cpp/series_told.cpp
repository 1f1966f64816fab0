#include "clients/cpp/teller.h"
#include "clients/cpp/words.h"
#include "dais/v1/commitment.pb.h"
#include "dais/v1/declaration.pb.h"
#include "dais/v1/endorsement.pb.h"

namespace dais::client {
namespace {

// "CONSENSUS" as "by consensus".
std::string manner_told(v1::AdoptionManner manner) {
    const auto word = phrase_of(*v1::AdoptionManner_descriptor(), manner);
    return word.empty() ? "" : " by " + word;
}

std::string declaration_told(const v1::Entry& entry, const Teller& teller) {
    const auto held_before = held<v1::Declaration>(teller.before, v1::KIND_DECLARATION, entry.id());
    const auto was = held_before.value_or(v1::Declaration());
    const auto is = read<v1::Declaration>(entry);
    std::vector<std::string> news;
    if (is.version() != was.version()) news.push_back("version " + std::to_string(is.version()) + " of its text");
    if (is.has_adopted_at_ms() && is.adopted_at_ms() != was.adopted_at_ms())
        news.push_back("ADOPTED" + manner_told(is.adopted_by()));
    if (is.opened_at_ms() != was.opened_at_ms()) {
        const auto until = is.has_closes_at_ms() ? " until " + teller.time.date_time(is.closes_at_ms()) : "";
        news.push_back("open for endorsement" + until);
    } else if (is.closes_at_ms() != was.closes_at_ms()) {
        news.push_back(is.has_closes_at_ms() ? "closed for endorsement " + teller.time.date_time(is.closes_at_ms())
                                             : "open for endorsement without an end");
    }
    if (news.empty()) news.push_back(held_before ? "changed" : "new");
    return "declaration “" + teller.name(v1::KIND_DECLARATION, entry.id()) + "”: " + joined(news);
}

std::string endorsement_told(const v1::Entry& entry, const Teller& teller) {
    const auto [declaration, party] = both_ids(entry.id());
    const auto endorsement = read<v1::Endorsement>(entry);
    const auto said = [&]() -> std::string {
        switch (endorsement.status()) {
            case v1::ENDORSEMENT_STATUS_ANNOUNCED: return "has announced that it will endorse it";
            case v1::ENDORSEMENT_STATUS_CREDENTIALS_CHECKED: return "has shown its credentials";
            case v1::ENDORSEMENT_STATUS_SIGNED: return "has SIGNED";
            case v1::ENDORSEMENT_STATUS_WITHDRAWN: return "has withdrawn its endorsement";
            default: return "is on the roll";
        }
    }();
    const auto kind = word_of(*v1::EndorsementStatementKind_descriptor(), endorsement.statement_kind());
    const bool speaks = endorsement.status() == v1::ENDORSEMENT_STATUS_SIGNED && !kind.empty();
    const auto with = speaks ? (kind.front() == 'e' ? ", with an " : ", with a ") + kind : "";
    return teller.name(v1::KIND_DECLARATION, declaration) + ": " + teller.name(v1::KIND_PARTY, party) + " " + said +
           with;
}

std::string report_told(const v1::Entry& entry, const Teller& teller) {
    const auto report = read<v1::CommitmentReport>(entry);
    const auto state = phrase_of(*v1::CommitmentState_descriptor(), report.state());
    const auto text = shown(report.text(), teller.languages);
    return "commitment “" + teller.name(v1::KIND_COMMITMENT, entry.owner()) + "”: reported " + state +
           (text.empty() ? "" : " — " + text);
}

}  // namespace

std::string series_told(const v1::Entry& entry, const Teller& teller) {
    if (!entry.has_put()) return "";
    switch (static_cast<int>(entry.kind())) {
        case v1::KIND_DECLARATION: return declaration_told(entry, teller);
        case v1::KIND_ENDORSEMENT: return endorsement_told(entry, teller);
        case v1::KIND_COMMITMENT_REPORT: return report_told(entry, teller);
        default: return "";
    }
}

}  // namespace dais::client

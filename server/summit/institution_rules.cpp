#include "server/summit/institution_rules.h"

#include <algorithm>

#include "dais/v1/commitment.pb.h"
#include "dais/v1/endorsement.pb.h"
#include "server/summit/limits.h"
#include "server/summit/put_noun.h"

namespace dais::summit {
namespace {

// In whichever order they are shown.
bool same_languages(const v1::Declaration& one, const v1::Declaration& other) {
    return std::is_permutation(one.authentic_languages().begin(), one.authentic_languages().end(),
                               other.authentic_languages().begin(), other.authentic_languages().end());
}

// What was endorsed: the text as it was adopted, under its symbol, while it was open.
bool is_still_the_same(const v1::Declaration& was, const v1::Declaration& is) {
    return was.symbol() == is.symbol() && same_languages(was, is) && was.version() == is.version() &&
           was.adopted_by() == is.adopted_by() && was.adopted_at_ms() == is.adopted_at_ms() &&
           was.count().SerializeAsString() == is.count().SerializeAsString() &&
           was.has_opened_at_ms() == is.has_opened_at_ms();
}

}  // namespace

No happened(const ChangeBuilder& builder, std::optional<std::int64_t> said_ms, std::int64_t& at_ms) {
    const std::int64_t now_ms = builder.context().now_ms;
    at_ms = said_ms.value_or(now_ms);
    if (auto no = check_instant(at_ms, "at_ms")) return no;
    if (at_ms <= now_ms + kEarlyMsMax) return std::nullopt;
    return refuse(v1::REFUSAL_CODE_INVALID, "That is still to come. Say it when it has happened.", "at_ms");
}

bool is_open(const v1::Declaration& declaration, std::int64_t now_ms) {
    return declaration.has_opened_at_ms() && declaration.opened_at_ms() <= now_ms &&
           (!declaration.has_closes_at_ms() || now_ms < declaration.closes_at_ms());
}

std::vector<std::string> endorsements_of(const ChangeBuilder& builder, const std::string& declaration) {
    return builder.ids_with_prefix(v1::KIND_ENDORSEMENT, declaration + "@");
}

No check_number(const ChangeBuilder& builder, const std::string& id, std::int32_t number) {
    for (const std::string& other : builder.ids(v1::KIND_EDITION))
        if (other != id && builder.get<v1::Edition>(v1::KIND_EDITION, other)->number() == number)
            return refuse(v1::REFUSAL_CODE_CONFLICT,
                          "The edition " + quoted_name(builder, v1::KIND_EDITION, other) + " has the number " +
                              std::to_string(number) + " already. Give each a number of its own.",
                          "edition.number");
    return std::nullopt;
}

No check_endorsed(const ChangeBuilder& builder, const std::string& id, const v1::Declaration& was,
                  const v1::Declaration& is) {
    if (is_still_the_same(was, is) || endorsements_of(builder, id).empty()) return std::nullopt;
    return refuse(v1::REFUSAL_CODE_CONFLICT,
                  "The declaration “" + id +
                      "” was endorsed as it is: its text, symbol, authentic languages and adoption stay. Make another "
                      "declaration instead.",
                  "id");
}

No check_hidden(const ChangeBuilder& builder, const std::string& id) {
    if (builder.audiences_of(v1::KIND_DECLARATION, id) == kEverybody) return std::nullopt;
    if (builder.get<v1::Declaration>(v1::KIND_DECLARATION, id)->has_opened_at_ms())
        return refuse(v1::REFUSAL_CODE_CONFLICT, "The declaration was open for endorsement: it stays where all see it.",
                      "hidden");
    return unused<v1::Commitment>(builder, v1::KIND_COMMITMENT, "follows from this declaration",
                                  [&](const v1::Commitment& commitment) { return commitment.declaration() == id; });
}

No unbound(const ChangeBuilder& builder, const std::string& party) {
    if (auto no = unused<v1::Series>(builder, v1::KIND_SERIES, "names this party as its next host",
                                     [&](const v1::Series& series) { return series.next_host() == party; }))
        return no;
    const auto hosted_by = [&](const v1::Edition& edition) {
        return std::find(edition.hosts().begin(), edition.hosts().end(), party) != edition.hosts().end();
    };
    if (auto no = unused<v1::Edition>(builder, v1::KIND_EDITION, "is hosted by this party", hosted_by)) return no;
    if (auto no = unused<v1::Commitment>(builder, v1::KIND_COMMITMENT, "is owned by this party",
                                         [&](const v1::Commitment& commitment) { return commitment.party() == party; }))
        return no;
    for (const std::string& id : builder.ids(v1::KIND_ENDORSEMENT))
        if (id.ends_with("@" + party))
            return still_used("The party is on the roll of the declaration " +
                              quoted_name(builder, v1::KIND_DECLARATION, id.substr(0, id.find('@'))) +
                              ", and stays there. Change it if it has another name now.");
    return std::nullopt;
}

No unsigned_by(const ChangeBuilder& builder, const std::string& person) {
    for (const std::string& id : builder.ids(v1::KIND_ENDORSEMENT))
        if (builder.get<v1::Endorsement>(v1::KIND_ENDORSEMENT, id)->signatory() == person)
            return still_used("The person signs the declaration " +
                              quoted_name(builder, v1::KIND_DECLARATION, id.substr(0, id.find('@'))) +
                              " for a party, and stays on its roll. Erase them if their name must go.");
    return std::nullopt;
}

No check_shown(const ChangeBuilder& builder, const std::string& declaration, const char* field) {
    if (builder.audiences_of(v1::KIND_DECLARATION, declaration) == kEverybody) return std::nullopt;
    return refuse(v1::REFUSAL_CODE_CONFLICT,
                  "Some who would read this may not see the declaration “" + declaration +
                      "”. Show it to everybody first, or leave it out.",
                  field);
}

}  // namespace dais::summit

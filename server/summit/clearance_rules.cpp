#include "server/summit/clearance_rules.h"

#include <algorithm>

#include "server/summit/check.h"
#include "server/summit/keys.h"
#include "server/summit/name_of.h"
#include "server/summit/publication.h"
#include "server/summit/put_noun.h"

namespace dais::summit {
namespace {

No check_quotes(const ChangeBuilder& builder, v1::Clearance& clearance) {
    auto& quotes = *clearance.mutable_quotes();
    for (const v1::Quote& quote : quotes)
        if (auto no = builder.visible(v1::KIND_PERSON, quote.person(), "clearance.quotes")) return no;
    std::sort(quotes.begin(), quotes.end(),
              [](const v1::Quote& one, const v1::Quote& other) { return one.person() < other.person(); });
    const auto twice =
        std::adjacent_find(quotes.begin(), quotes.end(),
                           [](const v1::Quote& one, const v1::Quote& other) { return one.person() == other.person(); });
    if (twice == quotes.end()) return std::nullopt;
    return refuse(v1::REFUSAL_CODE_INVALID, "clearance.quotes names somebody twice.", "clearance.quotes");
}

No check_languages(v1::Clearance& clearance) {
    auto& languages = *clearance.mutable_languages();
    std::sort(languages.begin(), languages.end());
    for (const std::string& language : languages)
        if (language.empty() || !is_language(language))
            return refuse(v1::REFUSAL_CODE_INVALID,
                          "clearance.languages has what is no BCP 47 tag: “" + language + "”.", "clearance.languages");
    if (std::adjacent_find(languages.begin(), languages.end()) == languages.end()) return std::nullopt;
    return refuse(v1::REFUSAL_CODE_INVALID, "clearance.languages names a language twice.", "clearance.languages");
}

// What is said in a Body's name needs the keys of that Body.
No check_body(const ChangeBuilder& builder, const v1::Announcement& announcement, const v1::Clearance& clearance) {
    const std::string& body = clearance.body();
    if (!body.empty())
        if (auto no = builder.visible(v1::KIND_BODY, body, "clearance.body")) return no;
    if (clearance.keys() < 0)
        return refuse(v1::REFUSAL_CODE_INVALID, "clearance.keys is how many approvals it needs.", "clearance.keys");
    const std::string& issuer = announcement.issuer();
    if (issuer == body || !builder.exists(v1::KIND_BODY, issuer)) return std::nullopt;
    return refuse(v1::REFUSAL_CODE_INVALID,
                  "What is said in the name of the body " + quoted_name(builder, v1::KIND_BODY, issuer) +
                      " needs its chairs' keys: name it as clearance.body too.",
                  "clearance.body");
}

// A no because of a record: in words about it for those who see it, in none for others.
No still_needed(const ChangeBuilder& builder, v1::Kind kind, const std::string& id, const std::string& message) {
    if ((builder.audiences_of(kind, id) & bit(builder.context().audience)) != 0) return still_used(message);
    return still_used("Something that is not shown to you still needs this. Ask an organiser.");
}

// A no if the Person has said one of these, an Approval or an Acknowledgement.
template <class Noun>
No unsaid(const ChangeBuilder& builder, v1::Kind kind, const std::string& person, const std::string& what) {
    for (const std::string& id : builder.ids(kind))
        if (builder.get<Noun>(kind, id)->person() == person)
            return still_needed(builder, kind, id,
                                "The person has " + what + " an announcement. Erase them if their name must go.");
    return std::nullopt;
}

// A no if an announcement that has still a way to go satisfies the condition.
template <class Condition>
No unnamed(const ChangeBuilder& builder, const std::string& what, Condition names) {
    for (const std::string& id : builder.ids(v1::KIND_CLEARANCE)) {
        const auto clearance = *builder.get<v1::Clearance>(v1::KIND_CLEARANCE, id);
        if (clearance.state() == v1::CLEARANCE_STATE_PUBLISHED || clearance.state() == v1::CLEARANCE_STATE_DROPPED)
            continue;
        const auto announcement = builder.get<v1::Announcement>(v1::KIND_ANNOUNCEMENT, id);
        if (!announcement || announcement->has_withdrawn_at_ms() || !names(clearance)) continue;
        return still_needed(builder, v1::KIND_CLEARANCE, id,
                            "The announcement " + quoted_name(builder, v1::KIND_ANNOUNCEMENT, id) + " " + what +
                                ". Edit, release or withdraw it first.");
    }
    return std::nullopt;
}

}  // namespace

No check_clearance(const ChangeBuilder& builder, const v1::Announcement& announcement, v1::Clearance& clearance) {
    if (auto no = check_fields(clearance)) return no;
    if (auto no = check_body(builder, announcement, clearance)) return no;
    if (auto no = check_audiences(clearance.audiences(), "clearance.audiences")) return no;
    auto& audiences = *clearance.mutable_audiences();
    std::sort(audiences.begin(), audiences.end());
    audiences.erase(std::unique(audiences.begin(), audiences.end()), audiences.end());
    if (auto no = check_languages(clearance)) return no;
    if (auto no = check_quotes(builder, clearance)) return no;
    if (clearance.has_embargo_until_ms()) {
        if (auto no = check_instant(clearance.embargo_until_ms(), "clearance.embargo_until_ms")) return no;
        if (announcement.has_expires_at_ms() && announcement.expires_at_ms() <= clearance.embargo_until_ms())
            return refuse(v1::REFUSAL_CODE_INVALID, "The announcement would expire before its embargo ends.",
                          "clearance.embargo_until_ms");
    }
    return check_readers(builder, announcement, readers_of(clearance));
}

No check_keys(const ChangeBuilder& builder, const v1::Clearance& clearance) {
    if (clearance.body().empty()) {
        if (clearance.keys() == 0) return std::nullopt;
        return refuse(v1::REFUSAL_CODE_INVALID, "Keys are those of a body: name it, or ask for none.",
                      "clearance.body");
    }
    if (clearance.keys() < 1)
        return refuse(v1::REFUSAL_CODE_INVALID, "Say how many seats of the body must approve: at least 1.",
                      "clearance.keys");
    const std::size_t filled = filled_chairs(builder, clearance.body()).size();
    if (static_cast<std::size_t>(clearance.keys()) <= filled) return std::nullopt;
    return refuse(v1::REFUSAL_CODE_CONFLICT,
                  "It needs the keys of " + std::to_string(clearance.keys()) + " seats, and the body " +
                      quoted_name(builder, v1::KIND_BODY, clearance.body()) + " has " + std::to_string(filled) +
                      " of chairs and co-chairs that are filled now. Fill a seat, or ask for fewer keys.",
                  "clearance.keys");
}

No unawaited(const ChangeBuilder& builder, const std::string& body) {
    return unnamed(builder, "waits for the keys of this body",
                   [&](const v1::Clearance& clearance) { return clearance.body() == body; });
}

No unasked(const ChangeBuilder& builder, const std::string& party) {
    for (const std::string& id : builder.ids(v1::KIND_ACKNOWLEDGEMENT))
        if (id.ends_with("@" + party))
            return still_needed(builder, v1::KIND_ACKNOWLEDGEMENT, id,
                                "The party has acknowledged an announcement, and stays on its ledger.");
    return unused<v1::Announcement>(
        builder, v1::KIND_ANNOUNCEMENT, "names this party", [&](const v1::Announcement& announcement) {
            const auto& asked = announcement.asked_to_acknowledge();
            return !announcement.has_withdrawn_at_ms() &&
                   (announcement.issuer() == party || std::find(asked.begin(), asked.end(), party) != asked.end());
        });
}

No unquoted(const ChangeBuilder& builder, const std::string& person) {
    if (auto no = unsaid<v1::Approval>(builder, v1::KIND_APPROVAL, person, "approved")) return no;
    if (auto no = unsaid<v1::Acknowledgement>(builder, v1::KIND_ACKNOWLEDGEMENT, person, "acknowledged")) return no;
    if (auto no = unused<v1::Announcement>(builder, v1::KIND_ANNOUNCEMENT, "stands in the name of this person",
                                           [&](const v1::Announcement& announcement) {
                                               return !announcement.has_withdrawn_at_ms() &&
                                                      announcement.issuer() == person;
                                           }))
        return no;
    return unnamed(builder, "quotes this person", [&](const v1::Clearance& clearance) {
        const auto& quotes = clearance.quotes();
        return std::any_of(quotes.begin(), quotes.end(),
                           [&](const v1::Quote& quote) { return quote.person() == person; });
    });
}

}  // namespace dais::summit

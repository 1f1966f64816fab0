#include "server/parties/parties.h"

#include <google/protobuf/text_format.h>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string_view>

#include "server/parties/texts.h"
#include "server/summit/hash.h"

namespace dais::parties {
namespace {

namespace pb = google::protobuf;

constexpr std::size_t kDigestBytes = 8;

v1::ImportProgramme parsed(std::string_view text, const char* file) {
    v1::ImportProgramme programme;
    if (!pb::TextFormat::ParseFromString(std::string(text), &programme))
        throw std::logic_error(std::string("server/parties/") + file + " cannot be parsed");
    return programme;
}

// A translation says which text it translates: the authentic one, English if there are several.
void set_source_digests(pb::RepeatedPtrField<v1::LocalText>& texts) {
    const v1::LocalText* source = nullptr;
    for (const v1::LocalText& text : texts)
        if (text.origin() == v1::ORIGIN_AUTHENTIC && (source == nullptr || text.language() == "en")) source = &text;
    if (source == nullptr) return;
    const std::string digest = summit::Hash().bytes(source->text()).finish().substr(0, kDigestBytes);
    for (v1::LocalText& text : texts)
        if (text.origin() != v1::ORIGIN_AUTHENTIC) text.set_source_digest(digest);
}

std::string upper_case(std::string word) {
    for (char& letter : word)
        if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    return word;
}

bool in_a_chosen_list(const Choice& choice, const v1::Party& party) {
    if (party.kind() != v1::PARTY_KIND_STATE) return choice.organisations;
    return party.membership() == v1::MEMBERSHIP_MEMBER ? choice.members : choice.observers;
}

// As far as it may be one: what comes from elsewhere need not be text at all.
std::string readable(const std::string& code) {
    std::string text = code.substr(0, 40);
    for (char& letter : text)
        if (letter < ' ' || letter > '~') letter = '?';
    return text;
}

std::string unknown_code(const std::string& code) {
    const std::string hint = code.size() == 2 ? " (alpha-2 codes are not taken: “AU” would be Australia)" : "";
    return "No party has the code “" + readable(code) +
           "”: give a State's ISO alpha-3 code, as in “CPV”, or an organisation's " + "word, as in “african-union”" +
           hint + ".";
}

}  // namespace

v1::ImportProgramme all() {
    v1::ImportProgramme programme = parsed(states_text(), "states.txtpb");
    programme.MergeFrom(parsed(organisations_text(), "organisations.txtpb"));
    for (v1::ImportedParty& imported : *programme.mutable_parties()) {
        v1::Party& party = *imported.mutable_party();
        for (auto* texts : {party.mutable_name(), party.mutable_short_name(), party.mutable_formal_name()})
            set_source_digests(*texts);
    }
    programme.set_keep_vanished(true);
    return programme;
}

Chosen choose(const Choice& choice) {
    Chosen chosen;
    if (choice.codes.size() > kCodesMax) {
        chosen.problem = "At most " + std::to_string(kCodesMax) + " codes fit into one request.";
        return chosen;
    }
    v1::ImportProgramme from = all();
    std::set<std::string> known;
    for (const v1::ImportedParty& party : from.parties()) known.insert(upper_case(party.external_id()));
    std::set<std::string> named;
    for (const std::string& code : choice.codes) {
        if (!known.contains(upper_case(code))) {
            chosen.problem = unknown_code(code);
            return chosen;
        }
        named.insert(upper_case(code));
    }
    auto& parties = *from.mutable_parties();
    parties.erase(std::remove_if(parties.begin(), parties.end(),
                                 [&](const v1::ImportedParty& party) {
                                     return !in_a_chosen_list(choice, party.party()) &&
                                            !named.contains(upper_case(party.external_id()));
                                 }),
                  parties.end());
    if (parties.empty()) {
        chosen.problem = "Nothing is chosen: ask for members, observers, organisations or codes.";
        return chosen;
    }
    chosen.programme = std::move(from);
    return chosen;
}

}  // namespace dais::parties

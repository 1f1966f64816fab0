#include "server/summit/party_import.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <set>

#include "server/summit/projection.h"

namespace dais::summit {
namespace {

namespace pb = google::protobuf;
using Texts = std::map<std::string, v1::LocalText>;

// A name as keyboards have it: with their apostrophe, hyphen and space.
std::string as_typed(std::string name) {
    const std::pair<std::string_view, char> kTyped[] = {{"\u2019", '\''}, {"\u2018", '\''}, {"\u02BC", '\''},
                                                        {"\u2010", '-'},  {"\u2011", '-'},  {"\u2013", '-'},
                                                        {"\u00A0", ' '},  {"\u202F", ' '},  {"\u2009", ' '}};
    for (const auto& [printed, typed] : kTyped)
        for (auto at = name.find(printed); at != std::string::npos; at = name.find(printed, at + 1))
            name.replace(at, printed.size(), 1, typed);
    return name;
}

// The Parties that are here, for finding one.
class Here {
public:
    explicit Here(const ChangeBuilder& builder) {
        for (std::string& id : builder.ids(v1::KIND_PARTY)) {
            auto party = builder.get<v1::Party>(v1::KIND_PARTY, id);
            if (!party->code().empty()) by_code_.emplace(party->code(), id);
            for (const v1::LocalText& name : party->name()) by_name_[as_typed(name.text())].insert(id);
            parties_.emplace(std::move(id), *std::move(party));
        }
    }

    // Empty if none is meant, or nobody knows which.
    std::string meant_by(const v1::Party& party, const std::set<std::string>& taken) const {
        const auto same_code = by_code_.find(party.code());
        if (!party.code().empty() && same_code != by_code_.end())
            return taken.contains(same_code->second) ? "" : same_code->second;
        std::set<std::string> found;
        for (const v1::LocalText& name : party.name()) {
            const auto same_name = by_name_.find(as_typed(name.text()));
            if (same_name == by_name_.end()) continue;
            for (const std::string& id : same_name->second)
                if (!taken.contains(id) && goes_together(party, parties_.at(id), name)) found.insert(id);
        }
        return found.size() == 1 ? *found.begin() : "";
    }

private:
    static bool goes_together(const v1::Party& party, const v1::Party& here, const v1::LocalText& name) {
        if (!party.code().empty() && !here.code().empty()) return false;
        const bool other_kind = party.kind() != v1::PARTY_KIND_UNSPECIFIED &&
                                here.kind() != v1::PARTY_KIND_UNSPECIFIED && party.kind() != here.kind();
        if (other_kind) return false;
        return std::any_of(here.name().begin(), here.name().end(), [&](const v1::LocalText& text) {
            return as_typed(text.text()) == as_typed(name.text()) &&
                   (text.language() == name.language() || text.language().empty() || name.language().empty());
        });
    }

    std::map<std::string, v1::Party> parties_;
    std::map<std::string, std::string> by_code_;
    std::map<std::string, std::set<std::string>> by_name_;
};

Texts texts_of(const pb::Message& message, const pb::FieldDescriptor& field) {
    Texts texts;
    const pb::Reflection& reflection = *message.GetReflection();
    for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
        const auto& text = dynamic_cast<const v1::LocalText&>(reflection.GetRepeatedMessage(message, &field, i));
        texts[text.language()] = text;
    }
    return texts;
}

std::optional<v1::LocalText> text_in(const Texts& texts, const std::string& language) {
    const auto found = texts.find(language);
    return found == texts.end() ? std::nullopt : std::optional(found->second);
}

bool same(const std::optional<v1::LocalText>& left, const std::optional<v1::LocalText>& right) {
    return left.has_value() == right.has_value() && (!left || canonical(*left) == canonical(*right));
}

// message's field becomes what from has in it.
void take_field(pb::Message& message, const pb::FieldDescriptor& field, const pb::Message& from) {
    const std::unique_ptr<pb::Message> only(from.New());
    only->CopyFrom(from);
    std::vector<const pb::FieldDescriptor*> there;
    from.GetReflection()->ListFields(from, &there);
    for (const pb::FieldDescriptor* other : there)
        if (other != &field) only->GetReflection()->ClearField(only.get(), other);
    message.GetReflection()->ClearField(&message, &field);
    message.MergeFrom(*only);
}

std::string kept_sentence(const std::string& field, const std::string& language,
                          const std::optional<v1::LocalText>& here, const std::optional<v1::LocalText>& there) {
    std::string sentence = field + (language.empty() ? "" : " in “" + language + "”");
    sentence += here ? " was changed here to “" + here->text() + "”; kept, " : " was removed here; kept removed, ";
    return sentence + (there ? "the file has “" + there->text() + "”" : "the file has it no more");
}

// A text of a language that nobody named is one of those here if it reads the same.
Texts without_what_is(const Texts& here, Texts texts) {
    const auto nameless = texts.find("");
    if (nameless == texts.end()) return texts;
    const bool is_here = std::any_of(here.begin(), here.end(), [&](const auto& one) {
        return !one.first.empty() && one.second.text() == nameless->second.text();
    });
    if (is_here) texts.erase(nameless);
    return texts;
}

void settle_texts(pb::Message& base, const pb::Message& ours, pb::Message& theirs, const pb::FieldDescriptor& field,
                  std::vector<std::string>& kept) {
    const Texts here = texts_of(ours, field);
    const Texts was = without_what_is(here, texts_of(base, field));
    const Texts there = without_what_is(here, texts_of(theirs, field));
    Texts all = was;
    all.insert(here.begin(), here.end());
    all.insert(there.begin(), there.end());
    theirs.GetReflection()->ClearField(&theirs, &field);
    for (const auto& [language, any] : all) {
        const auto before = text_in(was, language), now = text_in(here, language), file = text_in(there, language);
        const bool changed_here = !same(before, now);
        const auto& wins = changed_here ? now : file;
        if (wins) theirs.GetReflection()->AddMessage(&theirs, &field)->CopyFrom(*wins);
        const bool disagree = now && file ? now->text() != file->text() : before && (now || file);
        if (changed_here && disagree) kept.push_back(kept_sentence(field.name(), language, now, file));
    }
    take_field(base, field, ours);
}

bool is_said(const pb::Message& message, const pb::FieldDescriptor& field) {
    return field.is_repeated() ? message.GetReflection()->FieldSize(message, &field) > 0
                               : message.GetReflection()->HasField(message, &field);
}

}  // namespace

void find_parties_of_others(const ChangeBuilder& builder, const v1::ImportProgramme& programme,
                            BroughtBefore& brought_before) {
    if (programme.parties().empty()) return;
    std::set<std::string> taken;
    for (const v1::ImportedParty& party : programme.parties()) {
        const auto known = brought_before.find({v1::KIND_PARTY, party.external_id()});
        if (known != brought_before.end()) taken.insert(known->second);
    }
    const Here here(builder);
    for (const v1::ImportedParty& party : programme.parties()) {
        if (brought_before.contains({v1::KIND_PARTY, party.external_id()})) continue;
        const std::string id = here.meant_by(party.party(), taken);
        if (id.empty()) continue;
        brought_before[{v1::KIND_PARTY, party.external_id()}] = id;
        taken.insert(id);
    }
}

std::vector<std::string> settle_party(pb::Message& base, const pb::Message& ours, pb::Message& theirs) {
    std::vector<std::string> kept;
    const pb::Descriptor& descriptor = *ours.GetDescriptor();
    for (int i = 0; i < descriptor.field_count(); ++i) {
        const pb::FieldDescriptor& field = *descriptor.field(i);
        if (field.message_type() == v1::LocalText::descriptor()) {
            settle_texts(base, ours, theirs, field, kept);
        } else if (!is_said(base, field) && !is_said(theirs, field) && is_said(ours, field)) {
            take_field(theirs, field, ours);
        }
    }
    return kept;
}

std::string called(const v1::Party& party) {
    const auto english = std::find_if(party.name().begin(), party.name().end(),
                                      [](const v1::LocalText& name) { return name.language() == "en"; });
    const bool nameless = party.name().empty();
    return "party “" + (english != party.name().end() ? english->text() : nameless ? "" : party.name(0).text()) + "”";
}

bool comes_from_others_too(const ChangeBuilder& builder, const std::string& id, const std::string& source) {
    const std::string prefix = id + "@";
    const auto others = builder.ids_with_prefix(v1::KIND_IMPORTED, prefix);
    return std::any_of(others.begin(), others.end(), [&](const std::string& one) { return one != prefix + source; });
}

}  // namespace dais::summit

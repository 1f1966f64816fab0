// Declarations: drafted in versions, adopted, and opened for endorsement.
#include <algorithm>

#include "server/summit/commands.h"
#include "server/summit/institution_rules.h"
#include "server/summit/limits.h"
#include "server/summit/put_noun.h"

namespace dais::summit {
namespace {

constexpr AudienceSet kHidden = kStaffOnly | bit(v1::AUDIENCE_BUREAU);

No conflict(const std::string& message) { return refuse(v1::REFUSAL_CODE_CONFLICT, message, "id"); }

bool is_adopted(const v1::Declaration& declaration) {
    return declaration.adopted_by() != v1::ADOPTION_MANNER_UNSPECIFIED;
}

bool is_authentic_in(const v1::Declaration& declaration, const std::string& language) {
    const auto& languages = declaration.authentic_languages();
    return std::find(languages.begin(), languages.end(), language) != languages.end();
}

// What is said by commands of their own.
void keep_course(const v1::Declaration& held, v1::Declaration& declaration) {
    declaration.set_version(held.version());
    declaration.set_adopted_by(held.adopted_by());
    declaration.clear_adopted_at_ms();
    declaration.clear_count();
    declaration.clear_opened_at_ms();
    declaration.clear_closes_at_ms();
    if (held.has_adopted_at_ms()) declaration.set_adopted_at_ms(held.adopted_at_ms());
    if (held.has_count()) *declaration.mutable_count() = held.count();
    if (held.has_opened_at_ms()) declaration.set_opened_at_ms(held.opened_at_ms());
    if (held.has_closes_at_ms()) declaration.set_closes_at_ms(held.closes_at_ms());
}

No check_first_letters(const v1::Declaration& declaration) {
    const char* const field = "declaration.first_letter";
    for (const v1::LocalText& letter : declaration.first_letter()) {
        if (letter.language().empty())
            return refuse(v1::REFUSAL_CODE_INVALID, "A letter is drawn of one language's alphabet: name the language.",
                          field);
        if (letter.text().empty() || letter.text().size() > kLetterBytesMax)
            return refuse(v1::REFUSAL_CODE_INVALID, "“" + letter.text() + "” is no letter of an alphabet.", field);
    }
    return std::nullopt;
}

// The text in force is equally authentic in all the languages in which it shall be, and in no other.
No check_languages_of_text(const ChangeBuilder& builder, const std::string& id, const v1::Declaration& declaration) {
    const auto text =
        builder.get<v1::DeclarationText>(v1::KIND_DECLARATION_TEXT, id + "@" + std::to_string(declaration.version()));
    std::vector<std::string> authentic;
    for (const v1::TextReference& reference : text->texts())
        if (reference.origin() == v1::ORIGIN_AUTHENTIC) authentic.push_back(reference.language());
    if (std::is_permutation(authentic.begin(), authentic.end(), declaration.authentic_languages().begin(),
                            declaration.authentic_languages().end()))
        return std::nullopt;
    return conflict("The text in force is authentic in other languages than the declaration. Put it again in all.");
}

// Authentic where the declaration says so; whatever else it is, it is a translation.
No check_texts(const v1::Declaration& declaration, v1::PutDeclarationText& command) {
    for (v1::LocalText& text : *command.mutable_texts()) {
        if (text.language().empty() || text.text().empty())
            return refuse(v1::REFUSAL_CODE_INVALID, "Each text of a declaration has words, and says its language.",
                          "texts");
        if (is_authentic_in(declaration, text.language())) {
            text.set_origin(v1::ORIGIN_AUTHENTIC);
            text.clear_source_digest();
        } else if (text.origin() != v1::ORIGIN_MACHINE) {
            text.set_origin(v1::ORIGIN_HUMAN);
        }
    }
    for (const std::string& language : declaration.authentic_languages())
        if (std::none_of(command.texts().begin(), command.texts().end(),
                         [&](const v1::LocalText& text) { return text.language() == language; }))
            return refuse(v1::REFUSAL_CODE_INVALID,
                          "The text in “" + language + "” is missing: the declaration is authentic in it.", "texts");
    return std::nullopt;
}

// Hands are counted where they are raised.
No check_manner(const v1::AdoptDeclaration& command) {
    if (command.manner() == v1::ADOPTION_MANNER_UNSPECIFIED || !v1::AdoptionManner_IsValid(command.manner()))
        return refuse(v1::REFUSAL_CODE_INVALID,
                      "manner is missing: by consensus, by a silence procedure or by a show of hands.", "manner");
    if (command.manner() != v1::ADOPTION_MANNER_SHOW_OF_HANDS) {
        if (!command.has_count()) return std::nullopt;
        return refuse(v1::REFUSAL_CODE_INVALID, "Only a show of hands is counted. Leave the count out.", "count");
    }
    const v1::Count& count = command.count();
    if (!command.has_count() || count.in_favour() < 0 || count.against() < 0 || count.abstaining() < 0)
        return refuse(v1::REFUSAL_CODE_INVALID,
                      "A show of hands has a count: how many were in favour, against and abstaining.", "count");
    if (count.in_favour() <= count.against())
        return refuse(v1::REFUSAL_CODE_INVALID,
                      std::to_string(count.in_favour()) + " in favour and " + std::to_string(count.against()) +
                          " against do not adopt a declaration.",
                      "count");
    return std::nullopt;
}

template <class Verb>
No happened(const ChangeBuilder& builder, const Verb& command, std::int64_t& at_ms) {
    return happened(builder, command.has_at_ms() ? std::optional(command.at_ms()) : std::nullopt, at_ms);
}

// A no if somebody took a step with an endorsement between two instants.
No check_none(const ChangeBuilder& builder, const std::string& id, std::int64_t from_ms, std::int64_t to_ms) {
    for (const std::string& one : endorsements_of(builder, id)) {
        const auto endorsement = *builder.get<v1::Endorsement>(v1::KIND_ENDORSEMENT, one);
        for (const std::int64_t at_ms : {endorsement.announced_at_ms(), endorsement.signed_at_ms()})
            if (at_ms != 0 && at_ms >= from_ms && at_ms < to_ms)
                return refuse(v1::REFUSAL_CODE_CONFLICT, "Somebody endorsed the declaration when it would not be open.",
                              "at_ms");
    }
    return std::nullopt;
}

v1::Declaration declaration_of(const ChangeBuilder& builder, const std::string& id) {
    return *builder.get<v1::Declaration>(v1::KIND_DECLARATION, id);
}

void put_again(ChangeBuilder& builder, const std::string& id, const v1::Declaration& declaration) {
    builder.put(v1::KIND_DECLARATION, id, "", builder.audiences_of(v1::KIND_DECLARATION, id), declaration);
}

}  // namespace

No put_declaration(ChangeBuilder& builder, const v1::PutDeclaration& command) {
    v1::Declaration declaration = command.declaration();
    if (auto no = put_named(builder, v1::KIND_DECLARATION, command.id(), declaration)) return no;
    if (auto no = needs_name(declaration.title(), "declaration.title")) return no;
    if (declaration.authentic_languages().empty())
        return refuse(
            v1::REFUSAL_CODE_INVALID,
            "declaration.authentic_languages is missing: a declaration is authentic in one language at least.",
            "declaration.authentic_languages");
    if (auto no = check_languages(declaration.authentic_languages(), "declaration.authentic_languages")) return no;
    if (auto no = check_first_letters(declaration)) return no;
    if (!declaration.edition().empty())
        if (auto no = builder.visible(v1::KIND_EDITION, declaration.edition(), "declaration.edition")) return no;
    const auto held = builder.get<v1::Declaration>(v1::KIND_DECLARATION, builder.made);
    keep_course(held.value_or(v1::Declaration()), declaration);
    if (held && is_adopted(*held))
        if (auto no = check_languages_of_text(builder, builder.made, declaration)) return no;
    if (held)
        if (auto no = check_endorsed(builder, builder.made, *held, declaration)) return no;
    builder.put(v1::KIND_DECLARATION, builder.made, "", command.hidden() ? kHidden : kEverybody, declaration);
    return check_hidden(builder, builder.made);
}

No remove_declaration(ChangeBuilder& builder, const std::string& id) {
    if (auto no = builder.exists_and_fresh(v1::KIND_DECLARATION, id)) return no;
    if (!endorsements_of(builder, id).empty())
        return conflict("The declaration was endorsed: it stays, and so do its endorsements.");
    if (auto no =
            unused<v1::Commitment>(builder, v1::KIND_COMMITMENT, "follows from this declaration",
                                   [&](const v1::Commitment& commitment) { return commitment.declaration() == id; }))
        return no;
    builder.remove(v1::KIND_DECLARATION, id);
    return std::nullopt;
}

No put_declaration_text(ChangeBuilder& builder, v1::PutDeclarationText command) {
    const std::string& id = command.id();
    if (auto no = builder.exists_and_fresh(v1::KIND_DECLARATION, id)) return no;
    if (auto no = check_fields(command)) return no;
    v1::Declaration declaration = declaration_of(builder, id);
    if (is_adopted(declaration))
        return conflict("The text was adopted as it is. What it shall say else is another declaration.");
    if (auto no = check_texts(declaration, command)) return no;
    v1::DeclarationText text;
    for (const v1::LocalText& one : command.texts()) *text.add_texts() = builder.keep(one);
    const auto in_force =
        builder.get<v1::DeclarationText>(v1::KIND_DECLARATION_TEXT, id + "@" + std::to_string(declaration.version()));
    text.set_at_ms(in_force ? in_force->at_ms() : builder.context().now_ms);
    if (in_force && in_force->SerializeAsString() == text.SerializeAsString()) return std::nullopt;
    text.set_at_ms(builder.context().now_ms);
    declaration.set_version(declaration.version() + 1);
    builder.made = id + "@" + std::to_string(declaration.version());
    builder.put(v1::KIND_DECLARATION_TEXT, builder.made, id, builder.audiences_of(v1::KIND_DECLARATION, id), text);
    put_again(builder, id, declaration);
    return std::nullopt;
}

No adopt_declaration(ChangeBuilder& builder, const v1::AdoptDeclaration& command) {
    if (auto no = builder.exists_and_fresh(v1::KIND_DECLARATION, command.id())) return no;
    if (auto no = check_manner(command)) return no;
    v1::Declaration declaration = declaration_of(builder, command.id());
    std::int64_t at_ms = 0;
    if (auto no = happened(builder, command, at_ms)) return no;
    if (is_adopted(declaration)) {
        const bool the_same = declaration.adopted_by() == command.manner() &&
                              (!command.has_at_ms() || declaration.adopted_at_ms() == at_ms) &&
                              declaration.count().SerializeAsString() == command.count().SerializeAsString();
        return the_same ? std::nullopt : conflict("The declaration is adopted already. Undo that if it was a mistake.");
    }
    if (declaration.version() == 0) return conflict("The declaration has no text yet. Put one first.");
    if (auto no = check_languages_of_text(builder, command.id(), declaration)) return no;
    declaration.set_adopted_by(command.manner());
    declaration.set_adopted_at_ms(at_ms);
    if (command.has_count()) *declaration.mutable_count() = command.count();
    put_again(builder, command.id(), declaration);
    return std::nullopt;
}

No open_declaration(ChangeBuilder& builder, const v1::OpenDeclaration& command) {
    if (auto no = builder.exists_and_fresh(v1::KIND_DECLARATION, command.id())) return no;
    v1::Declaration declaration = declaration_of(builder, command.id());
    if (!is_adopted(declaration)) return conflict("The declaration is not adopted yet. Adopt it first.");
    if (builder.audiences_of(v1::KIND_DECLARATION, command.id()) != kEverybody)
        return conflict("The declaration is hidden. Show it to everybody first.");
    std::int64_t at_ms = 0;
    if (auto no = happened(builder, command, at_ms)) return no;
    if (at_ms < declaration.adopted_at_ms())
        return refuse(v1::REFUSAL_CODE_INVALID, "It would open before it was adopted.", "at_ms");
    if (command.has_at_ms() || !is_open(declaration, at_ms)) declaration.set_opened_at_ms(at_ms);
    if (command.has_at_ms())
        if (auto no = check_none(builder, command.id(), 0, at_ms)) return no;
    declaration.clear_closes_at_ms();
    if (command.has_closes_at_ms()) {
        if (auto no = check_instant(command.closes_at_ms(), "closes_at_ms")) return no;
        if (command.closes_at_ms() <= at_ms)
            return refuse(v1::REFUSAL_CODE_INVALID, "It would close before it opens.", "closes_at_ms");
        declaration.set_closes_at_ms(command.closes_at_ms());
    }
    put_again(builder, command.id(), declaration);
    return std::nullopt;
}

No close_declaration(ChangeBuilder& builder, const v1::CloseDeclaration& command) {
    if (auto no = builder.exists_and_fresh(v1::KIND_DECLARATION, command.id())) return no;
    v1::Declaration declaration = declaration_of(builder, command.id());
    if (!declaration.has_opened_at_ms()) return conflict("The declaration was never open for endorsement.");
    std::int64_t at_ms = 0;
    if (auto no = happened(builder, command, at_ms)) return no;
    if (!command.has_at_ms() && !is_open(declaration, at_ms)) return std::nullopt;
    if (at_ms < declaration.opened_at_ms())
        return refuse(v1::REFUSAL_CODE_INVALID, "It would close before it opened.", "at_ms");
    if (command.has_at_ms())
        if (auto no = check_none(builder, command.id(), at_ms, kInstantMsMax)) return no;
    declaration.set_closes_at_ms(at_ms);
    put_again(builder, command.id(), declaration);
    return std::nullopt;
}

}  // namespace dais::summit

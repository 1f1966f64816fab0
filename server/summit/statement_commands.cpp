// Statements handed in before they are made: who may read them, and from when on.
#include "server/summit/check.h"
#include "server/summit/commands.h"
#include "server/summit/floor_rules.h"
#include "server/summit/put_noun.h"
#include "server/summit/standing.h"

namespace dais::summit {

// The author may not read what they handed in before: it is put as a whole, and nothing of it is merged.
No submit_statement(ChangeBuilder& builder, v1::SubmitStatement command) {
    if (auto no = check_fields(command)) return no;
    if (auto no = builder.visible(v1::KIND_SPEAKER_REQUEST, command.id(), "id")) return no;
    if (auto no = refuse_of_others(builder, v1::Command::kSubmitStatement, v1::KIND_SPEAKER_REQUEST, command.id()))
        return no;
    const auto request = *builder.get<v1::SpeakerRequest>(v1::KIND_SPEAKER_REQUEST, command.id());
    if (request.kind() != v1::REQUEST_KIND_STATEMENT)
        return refuse(v1::REFUSAL_CODE_CONFLICT, "Only of a statement the text is handed in.", "id");
    if (auto no = needs_name(command.texts(), "texts")) return no;
    if (command.embargoed() && !command.for_press())
        return refuse(v1::REFUSAL_CODE_INVALID, "An embargo binds the press: mark it for the press, too.", "embargoed");
    v1::Statement statement;
    for (const v1::LocalText& text : command.texts())
        if (!text.text().empty()) *statement.add_texts() = builder.keep(text);
    statement.set_check_against_delivery(command.check_against_delivery());
    statement.set_embargoed(command.embargoed());
    statement.set_for_interpreters(command.for_interpreters());
    statement.set_for_press(command.for_press());
    const bool is_public = (builder.audiences_of(v1::KIND_STATEMENT, command.id()) & bit(v1::AUDIENCE_PUBLIC)) != 0;
    statement.set_public_after_delivery(command.public_after_delivery() || is_public);
    builder.made = command.id();
    builder.put(v1::KIND_STATEMENT, command.id(), "", readers_of(builder, command.id(), statement), statement);
    return std::nullopt;
}

No remove_statement(ChangeBuilder& builder, const std::string& id) {
    if (auto no = builder.visible(v1::KIND_SPEAKER_REQUEST, id, "id")) return no;
    if (auto no = refuse_of_others(builder, v1::Command::kRemoveStatement, v1::KIND_SPEAKER_REQUEST, id)) return no;
    if (!builder.exists(v1::KIND_STATEMENT, id))
        return refuse(v1::REFUSAL_CODE_NOT_FOUND, "No text of it was handed in.", "id");
    if ((builder.audiences_of(v1::KIND_STATEMENT, id) & bit(v1::AUDIENCE_PUBLIC)) != 0)
        return refuse(v1::REFUSAL_CODE_CONFLICT, "Everybody has read it. Hand in what it should say instead.", "id");
    builder.remove(v1::KIND_STATEMENT, id);
    return std::nullopt;
}

}  // namespace dais::summit
